"""The page of a gathering as it was on a day, for circles that began with it."""

import re
from datetime import datetime, time

from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from studyguide.models import Chapter, TextLanguage
from studyguide.past import reading_at
from studyguide.reading import STUDY_GUIDE
from studyguide.wishes import Wishes

# A day, or a minute of it.
VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", re.ASCII)


def chapter_then(request, key):
    """?version=2026-11-29 is how it was when that day ended, with T14:00 as it was then.

    What is not over yet is today's page. Raises Http404 for what is no day, and for a gathering that
    had nothing to read.
    """
    moment = moment_of(request.GET["version"])
    chapter = Chapter.objects.filter(guide__key=STUDY_GUIDE, key=key).first()
    if moment is None or chapter is None:
        raise Http404
    if moment >= timezone.now():
        return redirect(chapter)
    with_leader = request.GET.get("ledarstod") == "ja"
    is_easy = request.GET.get("lattlast") == "ja"
    language = TextLanguage.EASY if is_easy else get_language()
    reading = reading_at(chapter, moment, language, with_leader=with_leader)
    if reading is None:
        raise Http404
    read = {"chapter": reading.chapters[0], "terms": reading.terms, "with_leader": with_leader}
    text = render_to_string("studyguide/_chapter.html", {**read, "then": moment})
    words = {**read, "then": moment, "text": text, "number": chapter.position}
    words["wishes"] = Wishes.of(request)
    return render(request, "studyguide/chapter.html", words)


def moment_of(written):
    if not VERSION.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if "T" not in written:
        moment = datetime.combine(moment, time.max)
    return timezone.make_aware(moment) if moment.year > 1 else None
