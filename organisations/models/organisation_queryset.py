"""Which organisations: by state, place, contact and who may see them; `organisation_found` searches."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Collate

from organisations.models.call_reason import call_rank, call_reason
from organisations.models.kind import CIVIL_SOCIETY, OrganisationStatus
from organisations.models.led import led_by
from organisations.models.organisation_found import FoundQuerySet
from organisations.models.reference import ArtForm
from organisations.models.region import Municipality


class OrganisationQuerySet(FoundQuerySet):
    def public(self):
        """In the register, and asked for it to be shown."""
        return self.filter(status=OrganisationStatus.LISTED, listed_publicly=True)

    def current(self):
        """Those that a project lead works with: neither refused, merged nor removed."""
        return self.filter(
            status__in=[
                OrganisationStatus.REPORTED,
                OrganisationStatus.LISTED,
                OrganisationStatus.DORMANT,
            ]
        )

    def current_or_removed(self):
        """Those that somebody may say is theirs: one that has left may come back."""
        return self.current() | self.removed()

    def listed(self):
        return self.filter(status=OrganisationStatus.LISTED)

    def reported(self):
        return self.filter(status=OrganisationStatus.REPORTED)

    def removed(self):
        return self.filter(status=OrganisationStatus.REMOVED)

    def merged(self):
        return self.filter(status=OrganisationStatus.MERGED)

    def unmerged(self):
        return self.exclude(status=OrganisationStatus.MERGED)

    def leading_on(self):
        """Those that have been merged into another, ready to lead there."""
        return self.merged().select_related("merged_into__municipality__region")

    def leading_to(self, organisation):
        """The entry and those that were merged into it."""
        return self.filter(Q(pk=organisation.pk) | Q(merged_into=organisation))

    def to_take_back(self, keys):
        """{key: organisation} under lock, with what taking a list back looks at."""
        rows = self.filter(pk__in=keys).order_by("pk").select_for_update(of=["self"])
        rows = rows.defer("search", "folded", "sounds").prefetch_related("art_forms", "contacts")
        return {organisation.pk: organisation for organisation in rows}

    def leading_to_any(self, organisations):
        """The entries and those that were merged into one of them."""
        return self.filter(Q(pk__in=organisations) | Q(merged_into__in=organisations))

    def open_to(self, user):
        """Merged ones whose survivor the user may see; a stranger knows only addresses that were public."""
        rows = self.filter(merged_into__in=self.model.objects.visible_to(user))
        return rows if user.is_authenticated else rows.filter(listed_publicly=True)

    def of_civil_society(self):
        return self.filter(kind__in=CIVIL_SOCIETY)

    def with_email(self, address):
        return self.filter(email__iexact=address)

    def in_region(self, region):
        """With its seat in the region."""
        return self.filter(municipality__region=region)

    def outside_region(self, region):
        return self.exclude(municipality__region=region)

    def holding_numbers(self, numbers):
        """Those that keep others from having one of the organisation numbers."""
        return self.filter(org_number__in=numbers).exclude(
            status__in=[OrganisationStatus.MERGED, OrganisationStatus.REJECTED]
        )

    def reaching(self, region, *, places=None):
        """With its seat in the region, or working there: may be seen and invited by it.

        `places` are the region's municipalities, where they are read already.
        """
        seats = places or Municipality.objects.filter(region=region).values("pk")
        works_there = self.model.works_in.through.objects.filter(municipality__region=region)
        # As constants and an array Postgres can look both up in an index; as two nested queries
        # beside an OR it would read the whole register.
        at_work = Func(
            F("pk"),
            ArraySubquery(works_there.values("organisation")),
            template="%(expressions)s)",
            arg_joiner=" = ANY(",
            output_field=models.BooleanField(),
        )
        return self.filter(Q(municipality__in=seats) | Q(at_work))

    def in_municipalities(self, municipalities):
        return self.filter(municipality__in=municipalities)

    def doing(self, art_forms):
        """With one of the art forms, or a part of it: a choir does music, and music is a performing art."""
        parts = Q(parent__in=art_forms) | Q(parent__parent__in=art_forms)
        # Read first: with a subquery the planner looks up every art form of every row.
        chosen = list(
            ArtForm.objects.filter(Q(pk__in=art_forms) | parts).values_list("pk", flat=True)
        )
        return self.filter(
            models.Exists(
                self.model.art_forms.through.objects.filter(
                    organisation=models.OuterRef("pk"), artform__in=chosen
                )
            )
        )

    def represented_by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=user.representations.approved().values("organisation"))

    def speaking_to(self, region, user):
        """Those that the user may answer a region for: none for an account that works there or for
        Ideell kulturallians, since it would see their drafts (DESIGN §4, 1)."""
        if not user.is_authenticated or user.is_staff or user.works_in(region):
            return self.none()
        return self.represented_by(user)

    def read_by(self, user):
        """Whose registered address the user has shown to be hers too, without representing it yet."""
        if not user.is_authenticated:
            return self.none()
        addresses = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        theirs = Q(pk__in=[])
        for address in addresses:
            theirs |= Q(email__iexact=address)
        return self.filter(theirs).exclude(
            pk__in=user.representations.open().values("organisation")
        )

    def ever_represented_by(self, user):
        return self.filter(pk__in=user.representations.values("organisation"))

    def left_by(self, user):
        """Out of the register at the request of those who spoke for it, of whom the user is one."""
        return self.removed().ever_represented_by(user)

    def run_by(self, user):
        """Edited by the user as project lead of the region where it has its seat."""
        return led_by(user, self, region="municipality__region")

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.public()
        if user.leads_everywhere:
            return self
        return self.filter(
            Q(status=OrganisationStatus.LISTED, listed_publicly=True)
            | Q(municipality__region__in=user.led_region_ids)
            | Q(pk__in=user.representations.approved().values("organisation"))
        )

    def taking_mail(self):
        return self.exclude(email="").filter(email_refused_at__isnull=True)

    def refusing_mail(self):
        return self.filter(email_refused_at__isnull=False)

    def confirmed(self, is_confirmed=True):
        return self.filter(confirmed_at__isnull=not is_confirmed)

    def confirmed_since(self, day):
        return self.filter(confirmed_at__date__gte=day)

    def dissolved_since(self, day):
        """Unless it has said that it does not want to be shown."""
        return self.filter(dissolved_on__gte=day).exclude(listed_publicly=False)

    def as_listed(self, list_return):
        """Each of the municipality's organisations, by key, as the source's latest list left it; of
        those that the list had nothing new to say of, as they were in the register already."""
        history = self.model.events.rel.related_model.objects
        here = history.filter(municipality=list_return.municipality_id)
        events = here.filter(source=list_return.source, received_on__isnull=False)
        latest = events.order_by("pgh_obj_id", "-received_on", "pgh_id").distinct("pgh_obj_id")
        known = here.filter(
            pgh_obj__listings__batch__source=list_return.source,
            pgh_created_at__lte=F("pgh_obj__listings__batch__committed_at"),
        ).annotate(listed_on=F("pgh_obj__listings__batch__received_on"))
        known = known.order_by("pgh_obj_id", "-listed_on", "-pgh_id").distinct("pgh_obj_id")
        return {event.pgh_obj_id: event for event in [*known, *latest]}

    def sources(self, *, besides):
        """The lists that were given: municipality, its name, source, when it was last received.

        `besides` is the source of what came by no list.
        """
        listed = self.exclude(source__in=["", besides]).filter(received_on__isnull=False)
        return (
            listed.values("municipality", "source", place=F("municipality__name"))
            .annotate(received=models.Max("received_on"), number=models.Count("pk"))
            .order_by(Collate("municipality__name", "sv-x-icu"), "source")
        )

    def not_silent(self):
        return self.filter(silent_at__isnull=True)

    def to_ask(self, *, year, month, confirmed_before):
        """Those whose annual meeting is in the month, that have not been asked this year and have
        not said lately that the facts are right."""
        own = Q(annual_month=month)
        own |= Q(annual_month__isnull=True, municipality__region__annual_month=month)
        lately = Q(confirmed_at__gte=confirmed_before)
        return (
            self.listed()
            .of_civil_society()
            .taking_mail()
            .filter(own, municipality__region__is_active=True)
            .filter(municipality__region__asks_annually=True)
            .exclude(lately)
            .without_check(year)
        )

    def asked_in(self, letter):
        """That one yearly letter to several associations asks about."""
        return self.filter(annual_checks__letter=letter)

    def without_check(self, year):
        asked = self.model.annual_checks.rel.related_model.objects.filter(year=year)
        return self.exclude(models.Exists(asked.filter(organisation=models.OuterRef("pk"))))

    def to_call(self, *, at=None):
        """In the register and hard to reach, each with its `call_reason`."""
        rows = self.listed().of_civil_society().annotate(call_reason=call_reason(at=at))
        return rows.exclude(call_reason="")

    def called_because(self, reason):
        return self.filter(call_reason=reason)

    def by_call(self):
        """By reason, then municipality and name."""
        return self.order_by(
            call_rank(),
            Collate("municipality__name", "sv-x-icu"),
            Collate("name", "sv-x-icu"),
            "pk",
        )

    def registered_before(self, moment, *, source):
        return self.filter(created_at__lt=moment, source=source)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def of_kinds(self, kinds):
        return self.filter(kind__in=kinds)

    def with_any_flag(self, flags):
        return self.filter(flags__overlap=list(flags))

    def saying_minority(self, minorities):
        """By its own word, confirmed, shown to all or not: to choose whom to invite, and for nothing
        else (DESIGN §4, 6)."""
        said = self.model.minorities.through.objects.filter(
            organisation=models.OuterRef("pk"), minority__in=minorities
        )
        return self.filter(models.Exists(said), confirmed_at__isnull=False)

    def with_flag(self, flag):
        return self.filter(flags__contains=[flag])

    def showing_minority(self, minority):
        """By its own word, confirmed, and only where it lets everybody know."""
        return self.filter(shows_minorities=True, confirmed_at__isnull=False, minorities=minority)

    def by_place(self):
        return self.order_by(
            Collate("municipality__name", "sv-x-icu"), Collate("name", "sv-x-icu"), "pk"
        )

    def by_confirmation(self):
        """Those confirmed last come first, those never confirmed last."""
        return self.order_by(F("confirmed_at").desc(nulls_last=True), "pk")

    def last_change(self):
        """When anything was last written in the register; nothing when no history says it."""
        events = self.model._meta.get_field("events").related_model.objects
        return events.order_by("-pgh_id").values_list("pgh_created_at", flat=True).first()

    def for_listing(self):
        """No more of each row than the open list shows."""
        art_forms = models.Prefetch(
            # Put beside the row: through `art_forms` each row would build a query.
            "art_forms",
            ArtForm.objects.only("name"),
            to_attr="listed_art_forms",
        )
        return (
            self.select_related("municipality__region")
            .prefetch_related(art_forms)
            .only(
                "name",
                "slug",
                "kind",
                "confirmed_at",
                "silent_at",
                "dissolved_on",
                "municipality__name",
                "municipality__region__slug",
            )
        )

    def with_parts(self):
        """Ready for a list: nothing more is read for each row."""
        return self.select_related("municipality__region").prefetch_related("art_forms")
