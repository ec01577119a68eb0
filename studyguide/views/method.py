"""The method tool as everybody reads it, and what a region shows of its own work with it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kick.lib.tally import figures
from studyguide.models import GuideText, GuideVersion, MethodWork, TextLanguage
from studyguide.picture import matrix_of, meetings_about, profile_of
from studyguide.reading import METHOD_TOOL, STUDY_GUIDE, Reading
from studyguide.versions import changes_of
from studyguide.views.guide import about, await_native, chapters, falls_back

MOST_VERSIONS = 30


@login_not_required
@require_safe
def guide(request):
    """What the tool is, and its chapters; those to come by name only."""
    told, parts = about(guide=METHOD_TOOL), chapters(guide=METHOD_TOOL)
    words = {
        "guide": told,
        "chapters": parts,
        "has_easy": any(row.has_easy_words for row in parts),
        "falls_back": falls_back(told, *parts),
        "awaits_native": await_native(told, *parts),
    }
    return render(request, "studyguide/method/guide.html", words)


@login_not_required
@require_safe
def chapter(request, chapter):
    # As those of the study guide, it changes when the guides are loaded or somebody edits them.
    language = get_language()
    subject = "method", chapter, language
    words = figures(subject, STUDY_GUIDE, lambda: chapter_words(chapter, language))
    if words is None:
        raise Http404
    return render(request, "studyguide/method/chapter.html", words)


@login_not_required
@require_safe
def easy(request):
    """What an association may expect of a consultation: every part's words for it, in easy Swedish."""
    texts = GuideText.objects.of_guide(METHOD_TOOL).written_in(TextLanguage.EASY)
    words = figures("method easy", STUDY_GUIDE, easy_words)
    return render(
        request, "studyguide/method/easy.html", {"guide": get_object_or_404(texts), **words}
    )


def easy_words():
    rows = chapters(TextLanguage.EASY, guide=METHOD_TOOL)
    reading = Reading([row for row in rows if row.has_easy_words], language=TextLanguage.EASY)
    return {"chapters": reading.chapters, "terms": reading.terms}


def chapter_words(key, language):
    """What the page tells, its text made ready, or None for a chapter without words."""
    ready = [row for row in chapters(language, guide=METHOD_TOOL) if row.has_words]
    place = next((n for n, row in enumerate(ready) if row.chapter.key == key), None)
    if place is None:
        return None
    reading = Reading([ready[place]], language=language, grouped=False)
    read = {
        "chapter": reading.chapters[0],
        "terms": reading.terms,
        "easy": key if ready[place].has_easy_words else "",
    }
    return {
        **read,
        "text": render_to_string("studyguide/method/_chapter.html", read),
        "number": ready[place].chapter.position,
        "previous": ready[place - 1] if place else None,
        "next": ready[place + 1] if place + 1 < len(ready) else None,
    }


@login_not_required
@require_safe
def versions(request):
    """Every version of the tool, and what became of its texts in it."""
    rows = GuideVersion.objects.of_guide(METHOD_TOOL).newest_first()[:MOST_VERSIONS]
    shown = [
        (row, figures(("version", row.pk), STUDY_GUIDE, lambda r=row: named(r))) for row in rows
    ]
    return render(request, "studyguide/method/versions.html", {"versions": shown})


def named(version):
    """Its changes as the page tells them; of the first only how many texts it has."""
    found = changes_of(version)
    return {"number": len(found), "changes": found if version.number > 1 else []}


@login_not_required
@require_safe
def consultation_method(request, region, slug):
    """Where in the process civil society was let in, and the six principles seen from both sides.

    Missing until the region publishes it; its own officers see how it will be.
    """
    works = MethodWork.objects.visible_to(request.user).select_related("consultation__region")
    work = get_object_or_404(works, consultation__region__slug=region, consultation__slug=slug)
    words = {
        "work": work,
        "consultation": work.consultation,
        "region": work.consultation.region,
        **pictures(work.consultation),
    }
    return render(request, "studyguide/method/consultation_method.html", words)


def pictures(consultation):
    matrix, profile = matrix_of(consultation), profile_of(consultation)
    meetings = list(meetings_about(consultation))
    return {
        "matrix": matrix,
        "profile": profile,
        "meetings": meetings,
        "has_matrix": any(column.is_filled for column in matrix),
        # After a meeting the picture says that too few have answered.
        "has_profile": bool(meetings) or any(line.mark for line in profile),
    }
