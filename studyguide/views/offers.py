"""What a circle proposes, for those who write the association's answer, and for a member as herself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.actions.drafts import NotWritable
from consultations.actions.statements import NotTakingStatements
from consultations.models import Consultation, Statement
from consultations.views.statement import cannot_be_changed
from kick.lib import kept_words
from organisations.models import Organisation
from studyguide import plan_places
from studyguide.actions import offers
from studyguide.forms.proposals import TakeForm
from studyguide.models import Proposal, ProposalOffer, QuestionText
from studyguide.views.circle_notes import account_way
from studyguide.views.circles import FORM

CONSULTATIONS_SHOWN = 10


@require_safe
def offer_list(request, uuid):
    """Everything that circles have offered one association, what waits first."""
    ours = Organisation.objects.represented_by(request.user)
    organisation = get_object_or_404(ours, uuid=uuid)
    rows = ProposalOffer.objects.offered_to(request.user).to_organisation(organisation)
    words = {
        "organisation": organisation,
        "offers": list(rows.with_parts().waiting_first()),
    }
    return render(request, "studyguide/offers.html", words)


@FORM
def offer_take(request, uuid):
    """One proposal with its question, and a form to take it along in the association's answer."""
    offer = find_offer(request, uuid)
    taking = Taking(request, offer.proposal, offer.organisation)
    if taking.is_sent:
        taken = taking.attempt(offers.take, offer=offer)
        if taken:
            messages.success(request, _("It stands in the draft of your answer now."))
            return redirect("circles:offer_list", uuid=offer.organisation.uuid)
    words = taking.words | {"offer": offer, "organisation": offer.organisation}
    return render(request, "studyguide/offer_take.html", words, status=taking.status)


@require_POST
def offer_decline(request, uuid):
    offer = find_offer(request, uuid)
    try:
        offers.decline(offer=offer, by=request.user)
    except offers.AlreadyTaken:
        messages.warning(request, _("It stands in your answer. Take it away there."))
    else:
        messages.success(
            request, _("Left out. The circle sees that, and you can change your mind.")
        )
    return redirect("circles:offer_list", uuid=offer.organisation.uuid)


@FORM
def proposal_own(request, uuid, proposal):
    """The same for a member who says it as herself."""
    way = account_way(request, uuid)
    rows = Proposal.objects.live().with_parts()
    row = get_object_or_404(rows, circle=way.circle, uuid=proposal)
    offer = ProposalOffer.objects.with_parts().filter(proposal=row, member=way.member).first()
    taking = Taking(request, row)
    if taking.is_sent:
        taken = taking.attempt(offers.take_oneself, proposal=row, member=way.member)
        if taken:
            messages.success(request, _("It stands in the draft of your own answer now."))
            return redirect(taken.contribution.statement)
    words = taking.words | {"offer": offer, "way": way}
    return render(request, "studyguide/offer_take.html", words, status=taking.status)


@require_POST
def proposals_own(request, uuid):
    """All that the circle proposes, in the person's own answer to the consultation that is chosen."""
    way = account_way(request, uuid)
    rows = Consultation.objects.taking_statements().in_region(way.circle.region)
    asked = request.POST.get("samrad", "")
    consultation = next((row for row in rows.with_parts() if str(row.uuid) == asked), None)
    if consultation is None:
        messages.warning(request, _("The consultation does not take answers now."))
        return redirect(way.proposals)
    try:
        statement = offers.take_all_oneself(
            circle=way.circle,
            member=way.member,
            consultation=consultation,
            by=request.user,
            language=get_language(),
        )
    except NotWritable:
        messages.warning(
            request, _("The answer is handed in, and what is handed in is not changed.")
        )
        return redirect(way.proposals)
    if statement is None:
        messages.info(request, _("There is nothing more to take along."))
        return redirect(way.proposals)
    messages.success(
        request, _("What you propose stands in the draft of your own answer now. Look it through.")
    )
    return redirect(statement)


def find_offer(request, uuid):
    rows = ProposalOffer.objects.offered_to(request.user).with_parts()
    return get_object_or_404(rows, uuid=uuid)


class Taking:
    """The form for the consultation that takes answers now, or the chosen one of several."""

    def __init__(self, request, proposal, organisation=None):
        self.request, self.proposal, self.organisation = request, proposal, organisation
        rows = Consultation.objects.taking_statements().in_region(proposal.circle.region)
        rows = rows.with_parts().newest_first()[:CONSULTATIONS_SHOWN]
        # One that is past its last day takes late answers, and is not the first to be thought of.
        self.consultations = sorted(rows, key=lambda row: not row.is_open)
        of_key = {str(row.uuid): row for row in self.consultations}
        first = next(iter(self.consultations), None)
        self.consultation = of_key.get(request.GET.get("samrad"), first)
        self.kept = kept_words.take(request.session, request.path)
        self.form = self.consultation and TakeForm(
            request.POST or None,
            consultation=self.consultation,
            initial=self.first_words() | self.kept,
        )

    @property
    def statement(self):
        """The live one of the association, or of the person herself, if it is begun."""
        mine = Statement.objects.written_by(self.request.user).live()
        return mine.filter(
            consultation=self.consultation,
            organisation=self.organisation,
            person=None if self.organisation else self.request.user,
        ).first()

    def first_words(self):
        """As it was lifted; where the group differs, with what the others say."""
        section = plan_places.same_in(self.consultation.version, self.proposal.section)
        return {
            "body": self.proposal.words_to_take(),
            "about": f"s:{section.key}" if section else "",
        }

    @property
    def is_sent(self):
        return self.form is not None and self.form.is_valid()

    def attempt(self, action, **what):
        """The offer as it is taken, or None when the form says why not."""
        try:
            return action(
                consultation=self.consultation,
                by=self.request.user,
                language=get_language(),
                **what,
                **self.form.point(),
            )
        except NotWritable:
            self.form.add_error(None, cannot_be_changed(self.statement))
        except NotTakingStatements:
            self.form.add_error(None, _("The consultation does not take answers now."))
        return None

    @property
    def status(self):
        return 422 if self.form and self.form.errors else 200

    @property
    def words(self):
        texts = QuestionText.objects.filter(question=self.proposal.question_id)
        statement = self.statement if self.consultation else None
        return {
            "proposal": self.proposal,
            "circle": self.proposal.circle,
            "region": self.proposal.circle.region,
            "question": texts.read_in(get_language()).first(),
            "consultations": self.consultations,
            "consultation": self.consultation,
            "statement": statement,
            "form": self.form,
            "is_kept": bool(self.kept),
        }
