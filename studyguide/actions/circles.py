"""A circle is started, changed, joined by more associations, and taken away again."""

from django.db import IntegrityError, transaction

from organisations.models import Organisation
from studyguide.models import Circle, CircleMember, CircleOrganisation, CircleRole


class NotLeader(Exception):
    """The person does not lead the circle, or works for the region or for Ideell kulturallians."""


class NotRepresentative(Exception):
    """The person does not speak for the association."""


def start_circle(*, key, by, leader_name, kind, name, region, guide, organisations=(), **words):
    """Start a circle that the person leads, for herself or for associations that she represents.

    `key` is the form's: the same again gives the same circle. `words` are language, place, federation
    and federation_name. Raises NotLeader for whoever works for the region (DESIGN §4, 1), and
    NotRepresentative.
    """
    if by.is_staff or by.works_in(region):
        raise NotLeader(region.slug)
    for _attempt in range(2):
        known = Circle.objects.run_by(by).filter(uuid=key).first()
        if known:
            return known
        try:
            with transaction.atomic():
                circle = Circle.objects.create(
                    uuid=key, kind=kind, name=name, region=region, guide=guide, **words
                )
                for number, organisation in enumerate(organisations):
                    take_part(
                        circle=circle, organisation=organisation, by=by, is_starter=number == 0
                    )
                CircleMember.objects.create(
                    circle=circle,
                    name=leader_name,
                    email=by.email,
                    role=CircleRole.LEADER,
                    user=by,
                    organisation=next(iter(organisations), None),
                    is_old_enough=True,
                )
                return circle
        except IntegrityError:
            # The same form, sent twice at once: the other press was faster.
            continue
    raise NotLeader(region.slug)


@transaction.atomic
def change_circle(*, circle, by, **words):
    """Raises NotLeader."""
    circle = led(circle, by)
    for name, value in words.items():
        setattr(circle, name, value)
    circle.save(update_fields=list(words))
    return circle


@transaction.atomic
def delete_circle(*, circle, by):
    """Everything in it goes: members, gatherings, attendance and notes. Raises NotLeader."""
    led(circle, by).delete()


@transaction.atomic
def renew_link(*, circle, by):
    """Every link handed out to join by stops working, and the new one lets people in; those who have joined
    stay. Raises NotLeader."""
    circle = led(circle, by)
    circle.withdraw_links()
    open_to_new(circle=circle, by=by, is_open=True)


@transaction.atomic
def open_to_new(*, circle, by, is_open):
    """Whether the circle's link lets anybody in from now on; nobody who is in it goes. Raises NotLeader."""
    circle = led(circle, by)
    circle.is_open = is_open
    circle.save(update_fields=["is_open"])


@transaction.atomic
def take_part(*, circle, organisation, by, is_starter=False):
    """An association comes into the circle by one who speaks for it; twice is once.

    Raises NotRepresentative.
    """
    ours = Organisation.objects.speaking_to(circle.region, by)
    if not ours.filter(pk=organisation.pk).exists():
        raise NotRepresentative(organisation.uuid)
    CircleOrganisation.objects.get_or_create(
        circle=circle, organisation=organisation, defaults={"is_starter": is_starter}
    )


@transaction.atomic
def leave(*, circle, organisation, by):
    """The association is no longer named with the circle; its people stay. The leader does it, or one
    who speaks for the association. Raises NotRepresentative."""
    ours = Organisation.objects.represented_by(by).filter(pk=organisation.pk).exists()
    if not ours and not Circle.objects.run_by(by).filter(pk=circle.pk).exists():
        raise NotRepresentative(organisation.uuid)
    circle.takers_part.filter(organisation=organisation).delete()


def led(circle, by):
    """The circle as it is now, held until the transaction ends, for its leader or a substitute.

    Raises NotLeader."""
    row = Circle.objects.run_by(by).locked().filter(pk=circle.pk).first()
    if row is None:
        raise NotLeader(circle.uuid)
    return row
