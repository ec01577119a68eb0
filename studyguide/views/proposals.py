"""From what a circle has noted to what it proposes: choose lines, place them, look through, offer."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from consultations import reading
from consultations.models import Consultation
from kick.lib import kept_words
from kick.lib.personal_page import personal_page
from studyguide import plan_places
from studyguide.actions import proposals
from studyguide.actions.circles import NotLeader
from studyguide.forms.proposals import LiftForm, PickForm
from studyguide.models import Proposal, lines_to_lift
from studyguide.threads import threads_of
from studyguide.views.circle_notes import account_way, link_way, talked
from studyguide.views.circles import FORM, find_run_circle, page_words

MOST_AT_ONCE = 20
MOST_SHOWN = 5
NUMBER = re.compile(r"[0-9]{1,4}")
LINE_BOX = re.compile(r"(r[0-9]{1,4})-line")


@FORM
def circle_lift(request, uuid, chapter, question):
    return lift_page(request, account_way(request, uuid), chapter, question)


@personal_page
@FORM
def own_lift(request, token, chapter, question):
    return lift_page(request, link_way(request, token), chapter, question)


@require_safe
def circle_proposals(request, uuid):
    return proposals_page(request, account_way(request, uuid))


@personal_page
@require_safe
def own_proposals(request, token):
    return proposals_page(request, link_way(request, token))


@require_POST
def circle_withdraw(request, uuid, proposal):
    return withdraw(request, account_way(request, uuid), proposal)


@personal_page
@require_POST
def own_withdraw(request, token, proposal):
    return withdraw(request, link_way(request, token), proposal)


def lift_page(request, way, chapter, question):
    """The lines with a box each; when some are chosen, a form for each of them."""
    talk = talked(way, chapter)
    here = talk.at(question)
    if here is None:
        raise Http404
    words = page_words(way.circle) | {"way": way, "talk": talk, "here": here}
    is_sent = request.method == "POST"
    lines = list(enumerate(lines_to_lift(here.note))) if here.note else []
    kept = kept_words.take(request.session, request.path)
    if is_sent:
        forms = sent_forms(request, way, here)
    else:
        forms = kept_forms(way, here, kept) or chosen_forms(request, way, here, lines)
    if not forms:
        return pick_page(request, words, here, lines)
    valid = [form.is_valid() for form in forms]
    if is_sent and all(valid) and lift(way, here, forms):
        number = len(forms)
        messages.success(
            request,
            ngettext("The proposal is written down.", "The proposals are written down.", number),
        )
        return redirect(way.proposals)
    status = 422 if any(form.errors for form in forms) else 200
    # The page's own list of what is wrong tells of the first that is not filled in.
    words |= {"forms": forms, "form": next((form for form in forms if form.errors), None)}
    words["is_kept"] = bool(kept)
    return render(request, "studyguide/proposal_lift.html", words, status=status)


def pick_page(request, words, here, lines):
    lifted = lifted_from(here.note)
    left = [(number, line) for number, line in lines if line not in lifted]
    words |= {
        "form": PickForm(version=here.note.version, lines=left) if left else None,
        "lifted": [line for _number, line in lines if line in lifted],
        "is_asked": "v" in request.GET,
    }
    return render(request, "studyguide/proposal_pick.html", words)


def lifted_from(note):
    return set(note.proposals.live().values_list("body", flat=True)) if note else set()


def chosen_forms(request, way, here, lines):
    """One for each chosen line; none when somebody has written meanwhile: then one chooses again."""
    lifted = lifted_from(here.note)
    left = [(number, line) for number, line in lines if line not in lifted]
    if not left:
        return []
    pick = PickForm(request.GET, version=here.note.version, lines=left)
    if not pick.is_valid():
        return []
    given = given_to_forms(way, here)
    return [
        LiftForm(prefix=f"r{number}", initial={"line": line}, **given)
        for number, line in left
        if str(number) in pick.cleaned_data["rad"]
    ][:MOST_AT_ONCE]


def sent_forms(request, way, here):
    """As they were sent: the line comes along, since the note may have changed."""
    numbers = dict.fromkeys(row for row in request.POST.getlist("rad") if NUMBER.fullmatch(row))
    given = given_to_forms(way, here) if here.note else {}
    return [
        LiftForm(request.POST, prefix=f"r{number}", **given)
        for number in list(numbers)[:MOST_AT_ONCE]
        if here.note
    ]


def kept_forms(way, here, kept):
    """As they were sent when the session had ended."""
    lines = [LINE_BOX.fullmatch(name) for name in kept]
    prefixes = sorted(found[1] for found in lines if found)[:MOST_AT_ONCE]
    given = given_to_forms(way, here) if prefixes else {}
    return [
        LiftForm(prefix=prefix, initial=of_prefix(kept, prefix), **given) for prefix in prefixes
    ]


def of_prefix(kept, prefix):
    return {
        name.removeprefix(f"{prefix}-"): words
        for name, words in kept.items()
        if name.startswith(f"{prefix}-")
    }


def given_to_forms(way, here):
    version = reading.standing_in(way.circle.region.slug)
    return {"question": here.question, "sections": plan_places.sections_of(version)}


def lift(way, here, forms):
    """Whether all were. One that was lifted by an earlier press is left as it is."""
    for form in forms:
        try:
            proposals.lift(note=here.note, by=way.member, **form.facts)
        except proposals.LineIsGone:
            form.add_error(
                None,
                _(
                    "Somebody has changed this line in the note since you chose it. Copy what you have"
                    " written here, and choose the line again."
                ),
            )
    return not any(form.errors for form in forms)


def proposals_page(request, way):
    """What the group proposes, where it is now, and for whoever leads: offer it."""
    circle = way.circle
    threads = threads_of(way)
    organisations = [row.organisation for row in circle.takers_part.with_organisations()]
    words = page_words(circle) | {
        "way": way,
        "threads": threads,
        "organisations": organisations,
        "unoffered": unoffered(threads, organisations),
        "may_offer": not way.is_own_link and way.member.leads,
        "consultations": Consultation.objects.open()
        .in_region(circle.region)
        .with_parts()[:MOST_SHOWN],
    }
    return render(request, "studyguide/proposals.html", words)


def unoffered(threads, organisations):
    """How many proposals some association has not been offered."""
    return sum(
        any(row not in [strand.who for strand in thread.strands] for row in organisations)
        for thread in threads
    )


@require_POST
def circle_offer(request, uuid):
    circle = find_run_circle(request, uuid)
    try:
        number = proposals.offer(circle=circle, by=request.user)
    except proposals.NobodyToOfferTo:
        messages.warning(request, _("No association takes part in the circle yet."))
    else:
        if number:
            messages.success(
                request, _("Offered. Those who speak for the association are told by mail.")
            )
    return redirect("circles:circle_proposals", uuid=uuid)


def withdraw(request, way, proposal):
    row = get_object_or_404(Proposal, circle=way.circle, uuid=proposal)
    try:
        proposals.withdraw(proposal=row, by=way.member)
    except NotLeader:
        messages.warning(request, _("It is offered already. Ask whoever leads to withdraw it."))
    else:
        messages.success(request, _("It is withdrawn. The note stays as it is."))
    return redirect(way.proposals)
