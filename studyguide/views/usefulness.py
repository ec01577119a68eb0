"""Two buttons under what an author needs to know of, and a place to say why. No account, no cookie, nobody's name."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib import limits
from studyguide.actions.feedback import give_feedback, say_why
from studyguide.forms.feedback import PressForm, WhyForm
from studyguide.models import (
    Chapter,
    Feedback,
    PassageKind,
    PassageText,
    QuestionText,
    TextLanguage,
)
from studyguide.reading import STUDY_GUIDE

# What the place of a question on the page begins with.
QUESTION = "fraga-"


@login_not_required
@require_POST
def feedback_give(request, chapter):
    """Yes or no about one passage or question of the gathering; a program is thanked and forgotten."""
    get_object_or_404(Chapter, guide__key=STUDY_GUIDE, key=chapter)
    form = PressForm(request.POST)
    if form.is_by_a_program:
        return redirect("studyguide:feedback_thanks")
    if not form.is_valid():
        # Nobody comes here by the buttons of a page.
        return render(request, "studyguide/feedback_again.html", {"chapter": chapter}, status=422)
    is_useful = bool(form.cleaned_data["yes"])
    key = form.cleaned_data["yes"] or form.cleaned_data["no"]
    words = find_words(chapter, key, request)
    if not form.was_read:
        again = {"chapter": chapter, "words": words, "key": key, "press": PressForm()}
        return render(request, "studyguide/feedback_again.html", again, status=422)
    if presses_too_often(request):
        return render(request, "429.html", status=429)
    row = give_feedback(key=form.cleaned_data["key"], words=words, is_useful=is_useful)
    return redirect("studyguide:feedback_detail", row.uuid)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_detail(request, uuid):
    """Thanks, and a word about why. Open for the day to whoever has the address: she who pressed."""
    rows = Feedback.objects.open().select_related("passage__chapter__guide", "question")
    row = get_object_or_404(rows, uuid=uuid)
    form = WhyForm(request.POST or None, initial={"words": row.words})
    if form.is_bound and form.is_valid():
        say_why(row=row, words=form.cleaned_data["words"])
        return redirect("studyguide:feedback_thanks")
    words = {"row": row, "form": form, "back": way_back(row)}
    status = 422 if form.errors else 200
    return render(request, "studyguide/feedback_detail.html", words, status=status)


@login_not_required
@require_safe
def feedback_thanks(request):
    return render(request, "studyguide/feedback_thanks.html")


def find_words(chapter, key, request):
    """The passage or question in the language that the reader has it in. Raises Http404."""
    rows = rows_at(key, STUDY_GUIDE, chapter)
    is_easy = request.GET.get("lattlast") == "ja"
    rows = rows.written_in(TextLanguage.EASY) if is_easy else rows.read_in(get_language())
    if (words := rows.first()) is None:
        raise Http404
    return words


def rows_at(key, guide, chapter):
    """By where it stands on the page: `fraga-…` is a question, all else a passage."""
    question = key.removeprefix(QUESTION)
    if question != key:
        here = {"question__chapter__guide__key": guide, "question__chapter__key": chapter}
        # Questions are shown where there is a passage that holds them.
        shown = {"question__chapter__passages__kind": PassageKind.DISCUSSION}
        rows = QuestionText.objects.filter(question__key=question, **here, **shown)
        return rows.select_related("question__chapter")
    here = {"passage__chapter__guide__key": guide, "passage__chapter__key": chapter}
    rows = PassageText.objects.asked_about().filter(passage__key=key, **here)
    return rows.select_related("passage")


def way_back(row):
    page = row.passage.chapter.get_absolute_url()
    if row.language == TextLanguage.EASY:
        page += "lattlast/"
    return f"{page}#{row.anchor}"


def presses_too_often(request):
    """Forty an hour from one address, which is kept as a hash: a library has one for all."""
    address = get_adapter().get_client_ip(request)
    return not limits.allow(f"guide:{address}", limit=40, seconds=3600)
