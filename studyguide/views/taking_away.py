"""What a reader takes home: the guide or a gathering as PDF, and all of it as one file."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kick.lib.tally import figures
from studyguide import offline, pdf
from studyguide.models import TextLanguage
from studyguide.reading import STUDY_GUIDE, Reading
from studyguide.views.guide import about, chapters, wants_leader


@login_not_required
@require_safe
def guide_pdf(request):
    """The whole guide as a book. ?ledarstod=ja takes along what is for the leader, ?lattlast=ja is the
    guide in easy Swedish."""
    return pdf_answer(request, None)


@login_not_required
@require_safe
def chapter_pdf(request, chapter):
    return pdf_answer(request, chapter)


def pdf_answer(request, key):
    language, with_leader = reading_language(request), wants_leader(request)
    subject = "pdf", key, language, with_leader
    name = "-".join(filter(None, [key or STUDY_GUIDE, language, "ledarstod" * with_leader]))
    return kept_answer(subject, name, lambda: set_pdf(name, key, language, with_leader))


def kept_answer(subject, name, set_it):
    """The PDF that `set_it` makes, kept; missing where it makes none."""
    path = figures(subject, STUDY_GUIDE, set_it)
    if path is None:
        raise Http404
    if not path.exists():
        # Kept files may be taken away at any time.
        path = set_it()
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(path.read_bytes(), content_type="application/pdf", headers=headers)


@login_not_required
@require_safe
def guide_offline(request):
    """The whole guide as one file to take along; a download, since it brings its own style."""
    language, with_leader = reading_language(request), wants_leader(request)
    subject = "offline", language, with_leader
    name = "-".join(filter(None, [STUDY_GUIDE, language, "ledarstod" * with_leader]))
    return offline_answer(subject, name, lambda: make_pack(language, with_leader))


def offline_answer(subject, name, make):
    """A download, missing where `make` makes none."""
    page = figures(subject, STUDY_GUIDE, make)
    if page is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.html"'}
    return HttpResponse(page, headers=headers)


def make_pack(language, with_leader):
    ready = ready_chapters(language)
    if not ready:
        return None
    return offline.pack(about(), Reading(ready, language=language, with_leader=with_leader))


def set_pdf(name, key, language, with_leader):
    """Where the file lies, None when there is nothing to read in it."""
    ready = ready_chapters(language)
    if key:
        ready = [row for row in ready if row.chapter.key == key]
    guide = about()
    if not ready:
        return None
    reading = Reading(ready, language=language, with_leader=with_leader)
    words = (pdf.chapter_words if key else pdf.guide_words)(guide, reading)
    title = gathering_title(ready[0]) if key else guide.title
    return pdf.kept_pdf(name, data=words, title=title, language=language)


def ready_chapters(language):
    """Those with something to read, of which only the easy ones are read in easy Swedish."""
    rows = [row for row in chapters(language) if row.has_words]
    return [row for row in rows if row.has_easy_words] if language == TextLanguage.EASY else rows


def gathering_title(words):
    told = {"number": words.chapter.position, "title": words.title}
    return _("Gathering %(number)s: %(title)s") % told


def reading_language(request):
    return TextLanguage.EASY.value if request.GET.get("lattlast") == "ja" else get_language()
