"""The register: one big region, one with a thousand, one with hardly any."""

from datetime import timedelta

from kick.lib import org_number, text
from kick.profile import words
from kick.profile.sizes import made_up_uuid
from organisations.models import (
    ArtForm,
    ConfirmedHow,
    Municipality,
    Organisation,
    OrganisationStatus,
)

SOURCE = "Påhittad profil (make_profile)"
BIG, SMALL, TINY = "jonkoping", "kronoberg", "blekinge"
TINY_NUMBER = 10
# Beside those that are shown: not asked yet, at rest, not looked at.
ONE_MORE_IN = 20
SORTS = [(ending, kind, form, said) for ending, _of, kind, form, said in words.SORTS]
WEIGHTS = [of_a_hundred for _ending, of_a_hundred, *_rest in words.SORTS]


def organisations(sizes):
    """The shown ones of the big region first, so that ids 1 to `sizes.organisations` are they."""
    chance = sizes.chance("organisations")
    towns = {slug: _towns(slug) for slug in [BIG, SMALL, TINY]}
    hidden = sizes.organisations // ONE_MORE_IN
    pk = 0
    for slug, number, is_shown in [
        (BIG, sizes.organisations, True),
        (SMALL, sizes.small, True),
        (TINY, TINY_NUMBER, True),
        (BIG, hidden, False),
        (SMALL, sizes.small // ONE_MORE_IN, False),
    ]:
        for _ in range(number):
            pk += 1
            yield _organisation(pk, chance.choice(towns[slug]), is_shown, chance, sizes)


def _organisation(pk, town, is_shown, chance, sizes):
    ending, kind, _form, said = _sort(pk, chance)
    name = f"{chance.choice(words.SIDES)}{_place(chance)}{ending}"
    address = text.slugify_swedish(name)[:60]
    confirmed = sizes.moment(days=-chance.randint(1, 900), hour=chance.randint(7, 22))
    is_confirmed = is_shown and pk % 3 != 0
    return Organisation(
        pk=pk,
        uuid=made_up_uuid(chance),
        name=name,
        slug=f"{address}-{pk}",
        kind=kind,
        org_number="" if kind == "network" or pk % 9 == 0 else org_number.made_up(pk),
        municipality_id=town,
        email=f"info@{address}-{pk}.example" if pk % 5 else "",
        phone=chance.choice(words.PHONES) if pk % 4 == 0 else "",
        website=f"https://{address}-{pk}.example/" if pk % 3 == 0 else "",
        street="" if pk % 5 else f"{chance.choice(words.STREETS)} {pk % 90 + 1}",
        postcode="" if pk % 5 else "999 99",
        city="" if pk % 5 else "Påhittsås",
        original_words=said,
        flags=["amateur"] if pk % 7 == 0 else [],
        status=_status(pk, is_shown),
        listed_publicly=True if is_shown else None,
        shows_email=pk % 2 == 0,
        source=SOURCE,
        received_on=sizes.day - timedelta(days=chance.randint(10, 1_000)),
        confirmed_at=confirmed if is_confirmed else None,
        confirmed_how=ConfirmedHow.LINK if is_confirmed else None,
        created_at=sizes.moment(days=-1_000),
    )


def _status(pk, is_shown):
    if is_shown or pk % 3:
        return OrganisationStatus.LISTED
    return OrganisationStatus.REPORTED if pk % 2 else OrganisationStatus.DORMANT


def _sort(pk, chance):
    if pk % words.ONE_RARE_IN == 7:
        return words.RARE
    return chance.choices(SORTS, WEIGHTS)[0]


def _place(chance):
    return chance.choice(words.PLACES) + chance.choice(words.ENDS)


def _towns(slug):
    """The seat of the region comes first, and more often than the others."""
    codes = list(Municipality.objects.filter(region__slug=slug).values_list("pk", flat=True))
    codes.sort(key=lambda code: (not code.endswith("80"), code))
    return codes[:1] * 4 + codes


def art_form_links(sizes):
    """What each does, found by the words it was made with."""
    link = Organisation.art_forms.through
    forms = dict(ArtForm.objects.values_list("code", "pk"))
    of_words = {said: forms.get(form) for _ending, _kind, form, said in [*SORTS, words.RARE]}
    rows = Organisation.objects.order_by("pk").values_list("pk", "original_words")
    pairs = [(pk, of_words[said]) for pk, said in rows.iterator() if of_words[said]]
    for number, (pk, form) in enumerate(pairs, 1):
        yield link(pk=number, organisation_id=pk, artform_id=form)
