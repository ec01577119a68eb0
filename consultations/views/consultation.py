from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations import reading
from consultations.forms.reading import AnswersForm, VoicesForm
from consultations.models import Consultation, Contribution
from consultations.new_voices import new_voices_in
from kick.lib.paging import page_of
from kick.lib.small_counts import FEWEST
from organisations.models import Region

VOICES_A_PAGE = 20


def find_consultation(request, region, slug):
    """Foreign drafts and what there is not are the same: 404."""
    return get_object_or_404(
        Consultation.objects.visible_to(request.user).with_parts(), region__slug=region, slug=slug
    )


def narrowed(request, form_class, places):
    """The form with what the query string holds; what it does not offer is left alone."""
    form = form_class(request.GET, places=[(key, title) for key, title, *_ in places])
    form.is_valid()
    return form


@login_not_required
@require_safe
def consultation_list(request, region):
    region = get_object_or_404(Region.objects.active(), slug=region)
    consultations = Consultation.objects.published().in_region(region).with_parts()
    words = {
        "region": region,
        "open": consultations.open().by_close(),
        "announced": consultations.announced().order_by("opens_at", "pk"),
        "past": page_of(request, consultations.past().newest_first()),
        "has_answers": reading.answered_consultations(region).exists(),
    }
    return render(request, "consultations/consultation_list.html", words)


@login_not_required
@require_safe
def consultation_detail(request, region, slug):
    """What is asked and what can be changed, how to answer, who has, and what happens next."""
    consultation = find_consultation(request, region, slug)
    places = reading.places_in(consultation)
    words = {
        "consultation": consultation,
        "region": consultation.region,
        "questions": consultation.questions.prefetch_related("texts"),
        "senders": reading.senders_in(consultation),
        "places": places,
        "most": max((number for *_, number in places), default=0),
        "new_voices": new_voices_in(consultation),
        "fewest": FEWEST,
    }
    return render(request, "consultations/consultation_detail.html", words)


@login_not_required
@require_safe
def consultation_voices(request, region, slug):
    """What is released of all that has come in, as the plan is read, narrowed by place and kind."""
    consultation = find_consultation(request, region, slug)
    form = narrowed(request, VoicesForm, reading.places_in(consultation))
    chosen = reading.chosen_in(consultation, form)
    words = {
        "consultation": consultation,
        "region": consultation.region,
        "form": form,
        "page": page_of_chosen(request, chosen, Contribution.objects.with_voice()),
    }
    return render(request, "consultations/consultation_voices.html", words)


def page_of_chosen(request, chosen, voices):
    """A page of what `reading.chosen_in` found, read anew: what was held back since is left out."""
    page = page_of(request, chosen, size=VOICES_A_PAGE)
    here = voices.public().filter(pk__in=page.object_list.tolist())
    page.object_list = list(here.with_places().in_order())
    return page


@login_not_required
@require_safe
def what_became(request, region):
    """Said, answered, changed: of the consultation asked for, else of the last that has answers."""
    region = get_object_or_404(Region.objects.active(), slug=region)
    consultations = list(reading.answered_consultations(region))
    asked = request.GET.get("samrad")
    here = next((it for it in consultations if it.slug == asked), None)
    words = {"region": region, "consultations": consultations}
    if consultations:
        words |= answers_in(request, here or consultations[0])
    return render(request, "consultations/what_became.html", words)


def answers_in(request, consultation):
    shares = reading.outcomes_in_consultation(consultation)
    form = narrowed(request, AnswersForm, reading.places_in(consultation, answered=True))
    chosen = reading.chosen_in(consultation, form, answered=True)
    return {
        "consultation": consultation,
        "shares": shares,
        "form": form,
        "kept": [("samrad", consultation.slug)],
        "query": f"samrad={consultation.slug}&{form.query}",
        "page": page_of_chosen(request, chosen, Contribution.objects.answered().with_answer()),
    }
