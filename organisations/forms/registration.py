from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kick.lib import number_gate
from kick.lib.fields import (
    EmailLineField,
    LineField,
    OrgNumberField,
    PhoneField,
    PostcodeField,
    WebsiteField,
)
from kick.lib.language_names import LANGUAGE_NAMES
from kick.lib.swedish import in_swedish
from organisations.models import ArtForm, Flag, Kind, Minority, Municipality

# An alliance is formed at a meeting, not registered.
KINDS = [choice for choice in Kind.choices if choice[0] != Kind.ALLIANCE]
LANGUAGES = list(LANGUAGE_NAMES.items())
LETTER_LANGUAGES = LANGUAGES[:3]
TIGHT = {"class": "choices-tight"}
SHORT = {"class": "choices-tight choices-short"}


def field_of_being_shown():
    return forms.TypedChoiceField(
        label=_("Do you want to be shown in the open register?"),
        help_text=_(
            "Then everybody can find your name, seat, art forms, organisation number and website,"
            " and use them as open data."
        ),
        choices=[("yes", _("Yes, show us")), ("no", _("No, do not show us"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Ticks in groups that are folded until one of them is chosen or opened."""

    template_name = "components/choices_folded.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["folds"] = [
            {"name": group, "options": options, "chosen": sum(o["selected"] for o in options)}
            for group, options, _index in context["widget"]["optgroups"]
        ]
        return context


class WithoutPersonalNumbers(number_gate.WithoutPersonalNumbers, forms.Form):
    """Refuses a personal number in any line, whatever the field."""

    use_required_attribute = False


class StartForm(WithoutPersonalNumbers):
    """Enough to see whether the association is here already."""

    name = LineField(
        label=_("What is your association called?"),
        max_length=150,
        help_text=_("Groups and networks without statutes are welcome too."),
        error_messages={"required": _("Write the name.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    municipality = forms.ChoiceField(
        label=_("In which municipality is your seat?"),
        error_messages={
            "required": _("Choose the municipality."),
            "invalid_choice": _("Choose a municipality from the list."),
        },
    )
    org_number = OrgNumberField(
        label=_("Organisation number"),
        required=False,
        help_text=_(
            "Ten digits, for example 802002-8711. Leave it empty if you have none. "
            "Never write a personal identity number."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        places = Municipality.objects.in_active_regions().select_related("region")
        counties = {}
        for place in sorted(places, key=lambda place: place.region.county_name):
            counties.setdefault(place.region.county_name, []).append((place.code, place.name))
        self.fields["municipality"].choices = [("", _("Choose")), *counties.items()]


class FactsForm(WithoutPersonalNumbers):
    """What an organisation says of itself; asked for, so nothing about showing it is preset."""

    kind = forms.ChoiceField(label=_("What are you?"), choices=KINDS, initial=Kind.ASSOCIATION)
    email = EmailLineField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "Rather an address of the association, such as info@, than a person's own. "
            "Invitations are sent here."
        ),
    )
    phone = PhoneField(label=_("Phone"), required=False)
    website = WebsiteField(label=_("Website"), required=False, max_length=200)
    street = LineField(label=_("Street or box"), max_length=100, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    city = LineField(label=_("Post town"), max_length=60, required=False)
    art_forms = forms.MultipleChoiceField(
        label=_("What do you do?"),
        help_text=_("Open what is yours and choose everything that fits. You are invited by it."),
        widget=FoldedChoices(attrs=TIGHT),
        required=False,
    )
    flags = forms.MultipleChoiceField(
        label=_("Do you also work with any of this?"),
        choices=Flag.choices,
        widget=forms.CheckboxSelectMultiple(attrs=TIGHT),
        required=False,
    )
    minorities = forms.MultipleChoiceField(
        label=_("Are you part of a national minority's culture?"),
        help_text=_(
            "Your own word, and only if you want to say it: leave it empty otherwise. It is seen by the "
            "project lead at Ideell kulturallians, who may invite you to consultations of your own. "
            "Nobody else sees it unless you say so below."
        ),
        widget=forms.CheckboxSelectMultiple(attrs=SHORT),
        required=False,
    )
    contact_language = forms.ChoiceField(
        label=_("In which language shall we write to you?"),
        choices=LETTER_LANGUAGES,
        initial="sv",
    )
    working_languages = forms.MultipleChoiceField(
        label=_("Which languages do you use?"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs=SHORT),
        required=False,
    )
    listed_publicly = field_of_being_shown()
    shows_email = forms.BooleanField(label=_("Show our e-mail too"), required=False)
    shows_phone = forms.BooleanField(label=_("Show our phone number too"), required=False)
    shows_minorities = forms.BooleanField(
        label=_("Show which national minority we belong to"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["art_forms"].choices = _grouped(ArtForm.objects.all())
        self.fields["minorities"].choices = [
            (minority.code, in_swedish(minority.name.capitalize()))
            for minority in Minority.objects.all()
        ]

    def clean(self):
        data = super().clean()
        # An error of its own says enough about a field.
        reachable = {"email", "phone", "street"} & set(self.errors)
        reachable |= {name for name in ["email", "phone"] if data.get(name)}
        if data.get("street") and data.get("postcode") and data.get("city"):
            reachable.add("street")
        if not reachable:
            self.add_error(
                "email",
                _("Give at least one way to reach you: e-mail, phone or a whole postal address."),
            )
        return data


class EditForm(FactsForm):
    """The same, and what the first step of the registration asks; the seat is moved by the project lead."""

    name = LineField(label=_("Name"), max_length=150)
    alternate_name = LineField(
        label=_("Other name"),
        max_length=150,
        required=False,
        help_text=_("In another language, or what people call you."),
    )
    works_in = forms.MultipleChoiceField(
        label=_("Where do you work, besides your seat?"),
        widget=forms.CheckboxSelectMultiple(attrs=SHORT),
        required=False,
    )
    annual_month = forms.TypedChoiceField(
        label=_("In which month is your annual meeting?"),
        help_text=_("Around then we ask, once a year, if the facts are right."),
        choices=[("", _("Not stated")), *((n, name) for n, name in MONTHS.items())],
        coerce=int,
        empty_value=None,
        required=False,
    )
    two_must_sign = forms.BooleanField(
        label=_("Two persons stand behind each answer to the region"),
        required=False,
        help_text=_(
            "One writes and sends it for signature, another reads it, signs and hands it in. Without the "
            "tick one person who signs may do it all."
        ),
    )

    field_order = ["name", "alternate_name", "kind", "works_in"]

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        region = organisation.municipality.region
        places = list(region.municipalities.all())
        # What another region's municipality holds must not be lost by an edit here.
        places += [p for p in organisation.works_in.all() if p.region_id != region.pk]
        self.fields["works_in"].choices = [
            (place.code, place.name) for place in places if place.pk != organisation.municipality_id
        ]
        if organisation.kind == Kind.ALLIANCE:
            self.fields["kind"].choices = [(Kind.ALLIANCE, Kind.ALLIANCE.label)]


class CorrectForm(EditForm):
    """By a personal link: what is public, and how to reach the association.

    A letter may be passed on, so what only its own people may say is not here; a new e-mail is a
    proposal (DESIGN §6).
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("minorities", "shows_minorities", "two_must_sign", "working_languages"):
            del self.fields[name]
        self.fields["email"].help_text = _(
            "A new address is used when the project lead in the county has said yes to it."
        )


class ConfirmForm(forms.Form):
    """By a personal link: the facts are right, and may or may not be shown."""

    use_required_attribute = False

    listed_publicly = field_of_being_shown()
    shows_email = forms.BooleanField(label=_("Show our e-mail too"), required=False)
    shows_phone = forms.BooleanField(label=_("Show our phone number too"), required=False)


def as_choice(listed_publicly):
    """What the register knows, as the form asks it; nothing when nobody has been asked."""
    return {True: "yes", False: "no"}.get(listed_publicly, "")


def _grouped(art_forms):
    """Every main field with its parts under it; fields without parts stand together at the end."""
    parts = {}
    for art_form in art_forms:
        parts.setdefault(art_form.parent_id, []).append(art_form)
    groups, alone = [], []
    for main in parts.get(None, []):
        if main.pk not in parts:
            alone.append((main.code, in_swedish(main.name)))
            continue
        below = _below(main, parts)
        groups.append(
            (in_swedish(main.name), [(art.code, in_swedish(art.name)) for art in [main, *below]])
        )
    return [*groups, (_("More fields"), alone)]


def _below(main, parts):
    for art_form in parts.get(main.pk, []):
        yield art_form
        yield from _below(art_form, parts)
