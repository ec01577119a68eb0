"""What the group says: a page for each chapter, and one question a page to write on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kick.lib import kept_words
from kick.lib.personal_page import personal_page
from studyguide.actions import circle_notes
from studyguide.circle_overview import reading_language
from studyguide.circle_talk import Talked
from studyguide.forms.circle_notes import CircleNoteForm
from studyguide.models import ChapterText, CircleMember
from studyguide.views.circles import FORM, find_seen_circle, own_seat, page_words
from studyguide.views.ways_in import Account, OwnLink


def account_way(request, uuid):
    circle = find_seen_circle(request, uuid)
    return Account(circle, own_seat(request, circle))


def link_way(request, token):
    """By a member's own link; an account that works for the region comes in by nobody's."""
    member = get_object_or_404(CircleMember.objects.with_token(token).with_parts())
    refuse_authority(request, member.circle)
    return OwnLink(member.circle, member)


def refuse_authority(request, circle):
    user = request.user
    if user.is_authenticated and (user.is_staff or user.works_in(circle.region)):
        raise Http404


@require_safe
def circle_talk(request, uuid, chapter):
    return talk_page(request, account_way(request, uuid), chapter)


@FORM
def circle_question(request, uuid, chapter, question):
    return question_page(request, account_way(request, uuid), chapter, question)


@personal_page
@require_safe
def own_talk(request, token, chapter):
    return talk_page(request, link_way(request, token), chapter)


@personal_page
@FORM
def own_question(request, token, chapter, question):
    return question_page(request, link_way(request, token), chapter, question)


def talked(way, chapter):
    language = reading_language(way.circle)
    rows = ChapterText.objects.filter(chapter__guide=way.circle.guide_id, chapter__key=chapter)
    words = get_object_or_404(rows.read_in(language).select_related("chapter"))
    return Talked(way, words, language)


def talk_page(request, way, chapter):
    """All questions of a chapter with what the group says; it can be printed, with lines to write on."""
    words = page_words(way.circle) | {"way": way, "talk": talked(way, chapter)}
    return render(request, "studyguide/circle_talk.html", words)


def question_page(request, way, chapter, question):
    talk = talked(way, chapter)
    here = talk.at(question)
    if here is None:
        raise Http404
    body = here.note.body if here.note else ""
    kept = kept_words.take(request.session, request.path)
    initial = {"base": body, "body": body} | kept
    form = CircleNoteForm(request.POST or None, initial=initial)
    if form.is_valid():
        return save(request, way, talk, here, form)
    if request.htmx and request.method == "POST":
        return render(request, "studyguide/_note_saved.html", {"form": form})
    words = page_words(way.circle) | {
        "way": way,
        "talk": talk,
        "here": here,
        "form": form,
        "is_kept": bool(kept),
        "wordings": here.note.wordings_kept if here.note else 0,
        "wordings_url": way.wordings(here.question),
    }
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_question.html", words, status=status)


def save(request, way, talk, here, form):
    body = form.cleaned_data["body"]
    written = circle_notes.write_note(
        circle=way.circle,
        question=here.question,
        body=body,
        base=form.cleaned_data["base"],
        by=way.member,
    )
    if request.htmx:
        # From what the box holds: what the others wrote stays out of it until it is opened again.
        words = {"written": written, "base": body}
        return render(request, "studyguide/_note_saved.html", words)
    if written.by_two:
        messages.info(
            request,
            _("Somebody else has written too. Both texts stand here: look that it reads well."),
        )
        return redirect(way.question(here.question))
    messages.success(request, _("It is saved."))
    if request.POST.get("do") == "nasta" and here.following:
        return redirect(way.question(here.following.question))
    return redirect(way.talk(talk.chapter))
