"""What of two entries is kept when they become one: field by field, with the usual choice."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from organisations.models.organisation import Organisation

OURS, THEIRS, BOTH, NAME = "kept", "other", "both", "name"


@dataclass(frozen=True)
class Choice:
    """One question. `columns` go together: whether an address may be shown follows the address."""

    key: str
    label: str
    columns: tuple[str, ...]
    can_be_both: bool = False
    is_asked: bool = True


CHOICES = [
    Choice("name", _("Name"), ("name",)),
    Choice("alternate_name", _("Other name"), ("alternate_name",)),
    Choice("kind", _("Kind"), ("kind",)),
    Choice("org_number", _("Organisation number"), ("org_number",)),
    Choice("municipality", _("Seat"), ("municipality",)),
    Choice("works_in", _("Also works in"), ("works_in",), can_be_both=True),
    Choice("parent", _("Belongs to"), ("parent",)),
    Choice("email", _("E-mail"), ("email", "email_refused_at", "shows_email")),
    Choice("phone", _("Phone"), ("phone", "shows_phone")),
    Choice("website", _("Website"), ("website",)),
    Choice("address", _("Postal address"), ("street", "postcode", "city")),
    Choice("contact_language", _("Contact language"), ("contact_language",)),
    Choice("working_languages", _("Working languages"), ("working_languages",), can_be_both=True),
    Choice("art_forms", _("Art forms"), ("art_forms",), can_be_both=True),
    Choice("flags", _("Also"), ("flags",), can_be_both=True),
    Choice("original_words", _("What the source said"), ("original_words",), can_be_both=True),
    Choice("listed_publicly", _("Shown in the public register"), ("listed_publicly",)),
    Choice("confirmed", _("Confirmed"), ("confirmed_at", "confirmed_how")),
    Choice("source", _("Source"), ("source", "received_on")),
    # Its own word, which no project lead chooses about; whether it may be shown goes with it.
    Choice("minorities", "", ("minorities", "shows_minorities"), is_asked=False),
]


def value_of(organisation, name):
    """What stands there, comparable: of a linked field the keys."""
    field = Organisation._meta.get_field(name)
    if field.many_to_many:
        return sorted(str(row.pk) for row in getattr(organisation, name).all())
    return getattr(organisation, field.attname)


def is_empty(value):
    return value is None or value in ("", [])


def differing(kept, other):
    """The choices in which the two say different things."""
    return [choice for choice in CHOICES if differs(choice, kept, other)]


def differs(choice, kept, other):
    if choice.key == "alternate_name" and kept.name.casefold() != other.name.casefold():
        # The name that is given up is one that people call it by.
        return True
    return any(value_of(kept, name) != value_of(other, name) for name in choice.columns)


def usual(choice, kept, other):
    """What is ticked before anybody has chosen: nothing known is lost."""
    main = choice.columns[0]
    if choice.can_be_both:
        return BOTH
    if choice.key == "alternate_name" and is_empty(value_of(kept, main)):
        return THEIRS if value_of(other, main) else NAME
    if choice.key == "listed_publicly" and value_of(other, main) is False:
        # Who has said no is not shown because of a merge.
        return THEIRS
    if is_empty(value_of(kept, main)) and not is_empty(value_of(other, main)):
        return THEIRS
    return OURS
