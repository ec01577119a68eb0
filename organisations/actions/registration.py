"""An organisation registers itself, confirms what is kept of it, and changes it."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from kick.lib import limits
from kick.lib.queue import enqueue
from kick.lib.retention_limits import UNCONFIRMED_KEPT
from kick.lib.tally import COUNTRY, count_anew
from organisations import emails
from organisations.actions import own_voice
from organisations.actions.addresses import leave_old_address
from organisations.actions.letters import post_letter
from organisations.models import (
    ArtForm,
    ConfirmedHow,
    Letter,
    Minority,
    Municipality,
    Organisation,
    Representative,
)

# Kept as data, so in the language of the register.
OWN_WORD = "Egen anmälan"
LETTERS_A_DAY = 5
DAY = 24 * 3600
LINKED = {"art_forms": ArtForm, "minorities": Minority, "works_in": Municipality}


class NumberTaken(Exception):
    """An organisation with this number is in the register already."""


def register_organisation(*, uuid, values):
    """Write down what an organisation says of itself, and mail it a link that confirms it.

    `uuid` is the key of the form: the same again gives the same organisation and no second letter.
    It is reported until a project lead approves it. Raises NumberTaken.
    """
    for _attempt in range(3):
        known = Organisation.objects.filter(uuid=uuid).first()
        if known:
            return known
        try:
            with transaction.atomic():
                return _create(uuid, values)
        except IntegrityError:
            # Somebody was faster: with this form, this number, or an address like this name's.
            number = values.get("org_number")
            if (
                number
                and Organisation.objects.holding_numbers([number]).exclude(uuid=uuid).exists()
            ):
                raise NumberTaken from None
    return Organisation.objects.get(uuid=uuid)


def _create(uuid, values):
    organisation = Organisation.objects.create(
        uuid=uuid,
        source=OWN_WORD,
        received_on=timezone.localdate(),
        municipality_id=values["municipality"],
        **_own_columns(values),
    )
    _link(organisation, values)
    # More than a clerk who registers a few associations with one address would cause.
    if organisation.email and limits.allow(
        f"registration:{organisation.email}", limit=LETTERS_A_DAY, seconds=DAY
    ):
        post_letter(**emails.registration_to_confirm(organisation=organisation))
    return organisation


@transaction.atomic
def change_organisation(*, organisation, values, at=None):
    """A representative's word on the organisation; it counts as confirmed. A new address is tried anew.

    Writes only what the form asks for: the copy in hand may be older than the row. Raises
    own_voice.MergedAway.
    """
    own_voice.insist(organisation)
    old, columns = organisation.email, _own_columns(values)
    if values["email"] != old:
        columns["email_refused_at"] = None
    for name, value in columns.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(columns))
    _link(organisation, values)
    leave_old_address(organisation=organisation, old=old)
    organisation.confirm(how=ConfirmedHow.ACCOUNT, at=at)
    count_anew(organisation.municipality.region_id, COUNTRY)
    return organisation


@transaction.atomic
def correct_by_link(*, organisation, values, at=None):
    """The holder of the link corrects what is wrong, which counts as confirmed. Another e-mail is a
    proposal until the project lead says yes: the letter may have been passed on (DESIGN §6). Raises
    own_voice.MergedAway."""
    own_voice.insist(organisation)
    email = values.pop("email")
    columns = _own_columns(values)
    for name, value in columns.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(columns))
    _link(organisation, values)
    is_other = bool(email) and email.lower() != organisation.email.lower()
    organisation.propose_email(email if is_other else "")
    organisation.confirm(how=ConfirmedHow.LINK, at=at)
    return organisation


@transaction.atomic
def confirm_organisation(*, organisation, listed_publicly, shows_email, shows_phone, at=None):
    """The holder of its link says that the facts are right, and what may be shown. Raises
    own_voice.MergedAway."""
    own_voice.insist(organisation)
    organisation.listed_publicly = listed_publicly
    organisation.shows_email = shows_email
    organisation.shows_phone = shows_phone
    organisation.save(update_fields=["listed_publicly", "shows_email", "shows_phone"])
    is_own = organisation.source == OWN_WORD and not organisation.confirmed_at
    organisation.confirm(how=ConfirmedHow.REGISTRATION if is_own else ConfirmedHow.LINK, at=at)
    count_anew(organisation.municipality.region_id, COUNTRY)
    return organisation


def forget_unconfirmed(*, at=None):
    """Delete what somebody registered and did not confirm within seven days (CATALOGUE D8), unless
    a project lead has decided about it, somebody asks to represent it, or it was invited or has
    answered. One that got no letter could not confirm, and waits for the project lead. Returns how many."""
    before = (at or timezone.now()) - UNCONFIRMED_KEPT
    waiting = Organisation.objects.reported().confirmed(False)
    overdue = waiting.registered_before(before, source=OWN_WORD)
    represented = Representative.objects.open().values("organisation")
    return sum(_forget(organisation) for organisation in overdue.exclude(pk__in=represented))


@transaction.atomic
def _forget(organisation):
    # Locked, and looked at once more: it may be confirmed or approved at this moment.
    rows = Organisation.objects.reported().confirmed(False).select_for_update()
    letters = Letter.objects.about_organisation(organisation)
    if not letters.exists() or not rows.filter(pk=organisation.pk).exists():
        return False
    history = type(organisation).events.rel.related_model.objects.filter(pgh_obj=organisation.pk)
    try:
        with transaction.atomic():
            organisation.delete()
    except ProtectedError:
        return False
    letters.delete()
    history.delete()
    return True


def ask_for_link(*, organisation):
    """Somebody says that it is theirs: the link goes to its registered address, if there is one.

    The work is a job, so that the answer takes as long whether there is an address or not.
    """
    if limits.allow(f"link:{organisation.pk}", limit=3, seconds=3600):
        enqueue("organisations.jobs.post_link", organisation_id=organisation.pk)


@transaction.atomic
def post_link(*, organisation_id, at=None):
    """Queue the letter with the organisation's personal link, one a day at most. None without address."""
    organisation = Organisation.objects.current().filter(pk=organisation_id).first()
    if organisation is None or not organisation.takes_mail:
        return None
    return post_letter(
        **emails.link_to_organisation(organisation=organisation, day=timezone.localdate(at))
    )


def _own_columns(values):
    return {
        name: value
        for name, value in values.items()
        if name not in LINKED and name != "municipality"
    }


def _link(organisation, values):
    for name, model in LINKED.items():
        if name in values:
            getattr(organisation, name).set(model.objects.filter(code__in=values[name]))
