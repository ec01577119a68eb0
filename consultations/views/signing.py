"""From written to handed in: read it through, send it to a colleague, return it, hand it in, recall it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from consultations import outline
from consultations.actions import drafts, statements
from consultations.actions.drafts import colleagues_who_sign
from consultations.forms.statement import ReturnForm, SendForm, SubmitForm
from consultations.models import Statement
from consultations.views.statement import find_own, page_words

REFUSALS = {
    statements.NotTakingStatements: gettext_lazy(
        "The consultation does not take answers now. Your text is kept."
    ),
    statements.NotSignatory: gettext_lazy("Only who signs for the association can do that."),
    statements.NeedsColleague: gettext_lazy(
        "Your association has chosen that two persons stand behind each answer: one sends it for"
        " signature, another signs and hands in."
    ),
    statements.NothingSaid: gettext_lazy("Nothing is written yet."),
    statements.WrongMove: gettext_lazy("Somebody else was before you. See how it stands now."),
    drafts.NotWritable: gettext_lazy("Somebody else was before you. See how it stands now."),
    drafts.NoColleague: gettext_lazy("Choose a colleague who signs for the association."),
}


@require_safe
def statement_check(request, uuid):
    statement = find_own(request, uuid)
    if not statement.is_unsent:
        return redirect(statement)
    return check_page(request, statement)


def check_page(request, statement, **bound):
    """Everything as it will be handed in, and what this person can do with it now."""
    places = [place for place in outline.places(statement) if place.points]
    words = page_words(statement) | {
        "places": places,
        "warnings": outline.hints(
            (place.title, point.body, point.wording) for place in places for point in place.points
        ),
        **roles(statement, request.user),
        **forms(statement, request.user, bound),
    }
    words["form"] = next(iter(bound.values()), None)
    status = 422 if bound else 200
    return render(request, "consultations/statement_check.html", words, status=status)


def roles(statement, user):
    signs = Statement.objects.signed_by(user).filter(pk=statement.pk).exists()
    two = statement.is_an_organisations and statement.organisation.two_must_sign
    by_another = statement.is_awaiting and statement.sent_by_id != user.pk
    return {
        "signs": signs,
        "may_submit": signs and (by_another if two else True),
        "may_return": signs and by_another,
        "two_must_sign": two,
    }


def forms(statement, user, bound):
    colleagues = list(colleagues_of(statement, user))
    return {
        "colleagues": colleagues,
        "send_form": SendForm(colleagues=colleagues),
        "return_form": ReturnForm(),
        "submit_form": SubmitForm(statement=statement, user=user),
        **bound,
    }


def colleagues_of(statement, user):
    if not statement.is_an_organisations:
        return []
    return colleagues_who_sign(statement.organisation, user)


def attempt(request, statement, action, done, **words):
    """Do it, and say that it is done or why not; either way the page shows how it stands."""
    try:
        action(statement=statement, by=request.user, **words)
    except tuple(REFUSALS) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
        return redirect("consultations:statement_check", uuid=statement.uuid)
    messages.success(request, done)
    return redirect(statement)


@require_POST
def statement_send(request, uuid):
    statement = find_own(request, uuid)
    colleagues = list(colleagues_of(statement, request.user))
    form = SendForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        return check_page(request, statement, send_form=form)
    done = _(
        "Sent. Your colleague gets a letter with a link to it, without a word of what it says."
    )
    to = [row.user for row in colleagues if str(row.user_id) in form.cleaned_data["to"]]
    return attempt(request, statement, drafts.send_for_signature, done, to=to)


@require_POST
def statement_return(request, uuid):
    statement = find_own(request, uuid)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return check_page(request, statement, return_form=form)
    done = _("Sent back. Whoever sent it is told that it came back.")
    because = form.cleaned_data["because"]
    return attempt(request, statement, drafts.return_to_drafter, done, because=because)


@require_POST
def statement_submit(request, uuid):
    statement = find_own(request, uuid)
    form = SubmitForm(request.POST, statement=statement, user=request.user)
    if not form.is_valid():
        return check_page(request, statement, submit_form=form)
    done = _("Handed in. The receipt comes by mail too.")
    return attempt(request, statement, statements.hand_in, done, **form.cleaned_data)


@require_POST
def statement_take_back(request, uuid):
    statement = find_own(request, uuid)
    return attempt(request, statement, drafts.take_back, _("Taken back: you can write again."))


@require_POST
def statement_recall(request, uuid):
    statement = find_own(request, uuid)
    done = _("Recalled. It is no longer shown or counted, but it has arrived at the region.")
    return attempt(request, statement, statements.recall, done)
