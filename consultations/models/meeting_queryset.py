"""Which meetings: by state, time, place and who may see them; and their counts, read with them."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from consultations.models.meeting_kinds import Admission, MeetingStatus


class MeetingQuerySet(models.QuerySet):
    def published(self):
        """Out in the open, cancelled ones too: people must see that it is cancelled."""
        return self.filter(status__in=[MeetingStatus.PUBLISHED, MeetingStatus.CANCELLED])

    def upcoming(self, *, at=None):
        return self.filter(ends_at__gte=at or timezone.now())

    def yet_to_start(self, *, at=None):
        return self.filter(starts_at__gt=at or timezone.now())

    def of_calendar(self, *, invited, replied):
        """Invited to and not over since a year; a calendar needs no more."""
        return self.filter(Q(pk__in=invited) | Q(pk__in=replied)).filter(
            ends_at__gte=timezone.now() - timedelta(days=365)
        )

    def past(self, *, at=None):
        return self.filter(ends_at__lt=at or timezone.now())

    def open_to_all(self):
        return self.filter(admission=Admission.OPEN)

    def taking_place(self):
        return self.filter(status=MeetingStatus.PUBLISHED)

    def changeable(self):
        return self.exclude(status=MeetingStatus.CANCELLED)

    def taking_replies(self, *, at=None):
        return self.taking_place().filter(registration_closes_at__gte=at or timezone.now())

    def in_region(self, region):
        return self.filter(
            Q(region=region)
            | Q(
                pk__in=self.model.co_regions.through.objects.filter(region=region).values("meeting")
            )
        )

    def run_by(self, user):
        """Planned and followed by the user: project lead or officer of the owning region."""
        if not user.is_authenticated:
            return self.none()
        if user.leads_everywhere:
            return self
        return self.filter(region__in=user.led_region_ids | user.officer_region_ids)

    def closed(self):
        return self.filter(admission=Admission.CLOSED)

    def raw_to(self, user):
        """Whose notes the user may read as they were taken: all that she runs, but of a closed one
        only when she took part herself (`MeetingHost`); no role is above that."""
        took_part = self.model._meta.get_field("hosts").related_model.objects.filter(
            meeting=OuterRef("pk"), user=user if user.is_authenticated else None
        )
        return self.run_by(user).filter(~Q(admission=Admission.CLOSED) | Exists(took_part))

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.published()
        if user.leads_everywhere:
            return self
        return self.filter(
            Q(status__in=[MeetingStatus.PUBLISHED, MeetingStatus.CANCELLED])
            | Q(region__in=user.led_region_ids | user.officer_region_ids)
        )

    def just_drafted_as(self, meeting, *, title, by, at=None):
        """What the same person called the same within the last hour, and has not published."""
        return self.filter(
            status=MeetingStatus.DRAFT,
            region=meeting.region_id,
            kind=meeting.kind,
            starts_at=meeting.starts_at,
            texts__title=title,
            created_by=by,
            created_at__gte=(at or timezone.now()) - timedelta(hours=1),
        )

    def locked(self):
        """Held until the transaction ends: whoever moves seats takes this lock first."""
        return self.select_for_update(no_key=True)

    def with_counts(self):
        """Confirmed and waiting persons, without a query for each meeting."""
        seats = self.model._meta.get_field("seats").related_model.objects
        # Of each meeting by itself: joined, a list of 25 would count the seats of all meetings.
        own = seats.filter(meeting=OuterRef("pk"))
        return self.annotate(seat_counts=Subquery(own.counted()))

    def with_parts(self):
        return self.select_related("region", "municipality").prefetch_related("texts")

    def with_questions(self):
        return self.prefetch_related("questions__texts")

    def in_series_with(self, meeting):
        """The others of its series."""
        if meeting.series is None:
            return self.none()
        return self.filter(series=meeting.series).exclude(pk=meeting.pk)

    def for_listing(self):
        """No more of each than a programme or the desk's list shows."""
        return (
            self.select_related("region", "municipality")
            .prefetch_related(
                models.Prefetch(
                    "texts",
                    self.model._meta.get_field("texts").related_model.objects.only(
                        "meeting", "language", "title"
                    ),
                    to_attr="read_texts",
                )
            )
            .only(
                "uuid",
                "slug",
                "kind",
                "admission",
                "starts_at",
                "ends_at",
                "venue",
                "seats_total",
                "seats_online",
                "registration_closes_at",
                "status",
                "region__slug",
                "region__name",
                "municipality__name",
            )
        )

    def by_time(self):
        return self.order_by("starts_at", "pk")

    def latest_first(self):
        return self.order_by("-starts_at", "-pk")
