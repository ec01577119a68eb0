"""How a note read before: for everybody in the circle, who can bring a wording back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kick.lib.personal_page import personal_page
from studyguide.actions import circle_notes
from studyguide.actions.circles import NotLeader
from studyguide.forms.circle_notes import WordingForm
from studyguide.views.circle_notes import account_way, link_way, talked
from studyguide.views.circles import FORM, page_words


@FORM
def circle_wordings(request, uuid, chapter, question):
    return wordings_page(request, account_way(request, uuid), chapter, question)


@personal_page
@FORM
def own_wordings(request, token, chapter, question):
    return wordings_page(request, link_way(request, token), chapter, question)


def wordings_page(request, way, chapter, question):
    """The earlier wordings, the newest first; one is brought back, or taken away for good by whoever leads."""
    talk = talked(way, chapter)
    here = talk.at(question)
    if here is None:
        raise Http404
    if request.method == "POST":
        return change(request, way, here)
    rows = here.note.wordings.newest_first().select_related("written_by") if here.note else []
    words = page_words(way.circle) | {"way": way, "here": here, "wordings": list(rows)}
    return render(request, "studyguide/note_wordings.html", words)


def change(request, way, here):
    form = WordingForm(request.POST)
    if here.note is None or not form.is_valid():
        # Nobody comes here by the buttons of the page.
        raise Http404
    wordings = here.note.wordings.select_related("note")
    if form.cleaned_data["do"] == form.BRING_BACK:
        wording = get_object_or_404(wordings, version=form.cleaned_data["version"])
        circle_notes.bring_back(wording=wording, by=way.member)
        messages.success(request, _("It reads like that again. What stood there is kept too."))
        return redirect(way.question(here.question))
    # Gone already by an earlier press.
    if wording := wordings.filter(version=form.cleaned_data["version"]).first():
        forget(request, way, wording)
    return redirect(way.wordings(here.question))


def forget(request, way, wording):
    try:
        circle_notes.forget_wording(wording=wording, by=way.member)
    except NotLeader:
        messages.warning(request, _("Whoever leads the circle can take it away."))
    else:
        messages.success(request, _("The earlier wording is gone for good."))
