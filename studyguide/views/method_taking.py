"""What a reader takes home of the method tool: all of it as PDF, and as one file."""

from django.contrib.auth.decorators import login_not_required
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from studyguide import offline, pdf
from studyguide.method_pdf import tool_words
from studyguide.reading import METHOD_TOOL, Reading
from studyguide.views.guide import about, chapters
from studyguide.views.taking_away import kept_answer, offline_answer


@login_not_required
@require_safe
def tool_pdf(request):
    """All parts as a book, with what is filled in by hand."""
    language = get_language()
    name = f"{METHOD_TOOL}-{language}"
    return kept_answer(("method pdf", language), name, lambda: set_pdf(name, language))


@login_not_required
@require_safe
def tool_offline(request):
    """All parts as one file to take along; a download, since it brings its own style."""
    language = get_language()
    name = f"{METHOD_TOOL}-{language}"
    return offline_answer(("method offline", language), name, lambda: make_pack(language))


def set_pdf(name, language):
    """Where the file lies, None when there is nothing to read in it."""
    reading = reading_in(language)
    if not reading.chapters:
        return None
    tool = about(guide=METHOD_TOOL)
    data = tool_words(tool, reading)
    return pdf.kept_pdf(name, data=data, title=tool.title, language=language)


def make_pack(language):
    reading = reading_in(language)
    if not reading.chapters:
        return None
    return offline.pack(about(guide=METHOD_TOOL), reading, "studyguide/method/offline.html")


def reading_in(language):
    ready = [row for row in chapters(language, guide=METHOD_TOOL) if row.has_words]
    return Reading(ready, language=language, grouped=False)
