from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kick.lib import text
from kick.lib.tally import figures
from studyguide.forms.feedback import PressForm
from studyguide.models import ChapterText, Circle, GuideText, TermText, TextLanguage
from studyguide.plan_links import plan_of, regions_with_plans
from studyguide.reading import STUDY_GUIDE, Reading
from studyguide.views import earlier
from studyguide.wishes import Wishes

LONGEST_SEARCH = 80
MOST_CIRCLES = 5


@login_not_required
@require_safe
def guide(request):
    """What the guide is, how it is used, and its gatherings; those to come by name only."""
    guide, gatherings = about(), chapters()
    words = {
        "guide": guide,
        "chapters": gatherings,
        "falls_back": falls_back(guide, *gatherings),
        "has_easy": any(row.has_easy_words for row in gatherings),
        "awaits_native": await_native(guide, *gatherings),
        "wishes": Wishes.of(request),
    }
    return render(request, "studyguide/guide.html", words)


@login_not_required
@require_safe
def guide_language(request, language):
    """What the guide says of itself in a language that the site as a whole cannot be read in."""
    beside = GuideText.objects.of_guide(STUDY_GUIDE).beside_the_site().with_languages()
    is_easy = language == TextLanguage.EASY
    words = {
        "guide": get_object_or_404(beside, language=language),
        "chapters": chapters(language if is_easy else None),
        "is_easy": is_easy,
        "wishes": Wishes.of(request).but(is_easy=is_easy),
    }
    return render(request, "studyguide/guide_language.html", words)


@login_not_required
@require_safe
def chapter(request, chapter):
    """One gathering. With ?ledarstod=ja what is for the leader is shown too, and printed; with ?version=
    and a day it is read as it was then."""
    if "version" in request.GET:
        return earlier.chapter_then(request, chapter)
    return chapter_page(request, chapter, get_language(), Wishes.of(request).but(is_easy=False))


@login_not_required
@require_safe
def chapter_easy(request, chapter):
    wishes = Wishes.of(request).but(is_easy=True, with_leader=False)
    return chapter_page(request, chapter, TextLanguage.EASY, wishes)


@login_not_required
@require_safe
def glossary(request):
    sought, wishes = sought_in(request), Wishes.of(request)
    language = TextLanguage.EASY if wishes.is_easy else get_language()
    terms = TermText.objects.read_in(language).matching(sought).with_terms().by_word()
    words = {
        "wishes": wishes,
        "terms": terms,
        "sought": sought,
        "falls_back": not wishes.is_easy and falls_back(*terms),
        "awaits_native": await_native(*terms),
    }
    return render(request, "studyguide/glossary.html", words)


@login_not_required
@require_safe
def guide_print(request):
    """The whole guide on paper, with the words at the end of each gathering."""
    with_leader = Wishes.of(request).with_leader
    ready = [row for row in chapters() if row.has_words]
    words = {
        "guide": about(),
        "reading": Reading(ready, language=get_language(), with_leader=with_leader),
        "with_leader": with_leader,
    }
    return render(request, "studyguide/guide_print.html", words)


def chapter_page(request, key, language, wishes):
    """The chapter with its neighbours; one without words is as missing as one that is not there."""
    plan = plan_of(wishes.region)
    subject = "chapter", key, language, wishes, plan
    # It changes when the guide is loaded or somebody edits it, and then it is made anew.
    words = figures(subject, STUDY_GUIDE, lambda: chapter_words(key, language, wishes, plan))
    if words is None:
        raise Http404
    # The reader's own, and the key of this page alone, stand beside what is kept for all.
    words = words | {"circles": own_circles(request), "press": PressForm()}
    return render(request, "studyguide/chapter.html", words)


def own_circles(request):
    if not request.user.is_authenticated:
        return []
    return list(Circle.objects.visible_to(request.user)[:MOST_CIRCLES])


def chapter_words(key, language, wishes, plan):
    """What the page tells, its text made ready, or None."""
    rows = chapters(language)
    ready = [row for row in rows if row.has_words]
    place = next((n for n, row in enumerate(ready) if row.chapter.key == key), None)
    if place is None or (language == TextLanguage.EASY and not ready[place].has_easy_words):
        return None
    reading = Reading([ready[place]], language=language, with_leader=wishes.with_leader)
    for question in reading.chapters[0].questions if plan else []:
        question.in_plan = plan.about(question.words.question)
    read = {
        "chapter": reading.chapters[0],
        "terms": reading.terms,
        "terms_await": reading.terms_await,
        "with_leader": wishes.with_leader,
        "plan": plan,
        "wishes": wishes,
    }
    return {
        **read,
        "text": render_to_string(
            "studyguide/_chapter.html", {**read, "steps": rows, "regions": regions_with_plans()}
        ),
        "number": ready[place].chapter.position,
        "previous": ready[place - 1] if place else None,
        "next": ready[place + 1] if place + 1 < len(ready) else None,
        "easy_url": ready[place].easy_url if ready[place].has_easy_words else "",
    }


def chapters(language=None, *, guide=STUDY_GUIDE):
    rows = ChapterText.objects.of_guide(guide).read_in(language or get_language())
    return list(rows.with_readiness().in_order())


def about(*, guide=STUDY_GUIDE):
    texts = GuideText.objects.of_guide(guide).read_in(get_language())
    return get_object_or_404(texts.with_languages())


def falls_back(*rows):
    return any(row.language != get_language() for row in rows)


def await_native(*rows):
    """Whether any is still to be read by somebody with its language as mother tongue."""
    return any(row.awaits_native for row in rows)


def sought_in(request):
    return text.clean_line(request.GET.get("q", ""))[:LONGEST_SEARCH]
