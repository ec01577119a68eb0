from django.db.models import Count, Exists, OuterRef, Q

from consultations.models.consultation import Consultation
from consultations.models.statement_states import ARRIVED, Sender, StatementStatus
from kick.lib import links
from organisations.models import LinkedQuerySet, Organisation, Representative, Task


class StatementQuerySet(LinkedQuerySet):
    def arrived(self):
        """Handed in; a recalled one has arrived too, and stays a public document."""
        return self.filter(status__in=ARRIVED)

    def unsent(self):
        return self.exclude(status__in=ARRIVED)

    def answered_in_full(self):
        """Handed in, not recalled, and with at least one published answer."""
        return self.filter(
            status=StatementStatus.SUBMITTED, contributions__verdict__published_at__isnull=False
        ).distinct()

    def closed_before(self, moment):
        """Of consultations whose last day had passed then."""
        return self.filter(consultation__closes_at__lt=moment)

    def drafts_closed_before(self, moment):
        return self.unsent().closed_before(moment)

    def forget_sender(self):
        """At a person's request: her own drafts go. What was handed in is the region's public document
        and stays (GDPR art. 17.3 b); the name is shown to nobody else, and the address goes."""
        self.unsent().exclude(sender=Sender.ORGANISATION).delete()
        self.update(email="", shows_name=False, person=None)

    def live(self):
        return self.exclude(status=StatementStatus.RECALLED)

    def awaiting(self):
        return self.filter(status=StatementStatus.AWAITING)

    def of_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def returned(self):
        return self.filter(status=StatementStatus.RETURNED)

    def written_by(self, user):
        """The user's own, and those of the organisations that she represents now.

        An account that works for the region that asks, or for Ideell kulturallians, sees no
        association's, even if it represents one (DESIGN §4, 1).
        """
        if not user.is_authenticated:
            return self.none()
        return self._own(user, Organisation.objects.represented_by(user).values("pk"))

    def signed_by(self, user):
        """Those that the user may hand in: as signatory, or because they are her own."""
        if not user.is_authenticated:
            return self.none()
        signs = Representative.objects.approved().filter(user=user, task=Task.SIGNATORY)
        return self._own(user, signs.values("organisation"))

    def _own(self, user, organisations):
        if user.is_staff:
            return self.filter(person=user)
        theirs = {region for _role, region in user.roles}
        # With what stayed at an entry that was merged into theirs.
        entries = Q(organisation__in=organisations) | Q(organisation__merged_into__in=organisations)
        ours = entries & ~Q(consultation__region__in=theirs)
        return self.filter(ours | Q(person=user))

    def locked(self):
        """Held until the transaction ends, by whoever writes in it or hands it in."""
        return self.select_for_update(no_key=True, of=["self"])

    def newest_first(self):
        return self.order_by("-changed_at", "-pk")

    def received_by(self, user):
        """What has come in to the region where the user is officer, before it is released too."""
        if not user.is_authenticated:
            return self.none()
        return self.arrived().filter(consultation__region__in=user.authority_region_ids)

    def registered_by(self, user):
        return self.arrived().filter(consultation__in=Consultation.objects.registered_by(user))

    def visible_to(self, user):
        """Whole statements: for who wrote them and for the region that got them, nobody else."""
        return self.written_by(user) | self.received_by(user)

    def consultation_ids(self):
        """One for each statement, to be counted."""
        return self.order_by().values_list("consultation", flat=True)

    def with_code(self, typed):
        """The one whose receipt has this code, however it was typed."""
        return self.arrived().filter(code_hash=links.hash_of(links.clean_code(typed)))

    def public(self, *, at=None):
        """With at least one point that everybody may read, the newest first."""
        points = self.model._meta.get_field("contributions").related_model.objects
        shown = points.public(at=at).filter(statement=OuterRef("pk"))
        return self.filter(Exists(shown)).order_by("-submitted_at", "pk")

    def with_consultation(self):
        return self.select_related("consultation__region").prefetch_related("consultation__texts")

    def with_points(self):
        """Ready for the register: how many points each has."""
        return self.select_related("organisation__municipality").annotate(
            points=Count("contributions")
        )

    def with_parts(self):
        return self.select_related(
            "consultation__region",
            "consultation__version",
            "organisation__municipality__region",
            "person",
            "sent_by",
            "returned_by",
        ).prefetch_related("consultation__texts")
