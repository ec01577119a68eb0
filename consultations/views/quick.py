"""One thing to say, in three screens: write, check and say who, receipt. Nothing is kept before the last."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations import outline
from consultations.actions.statements import AnswersAlready, NotTakingStatements, say_one_thing
from consultations.forms.statement import OneThingForm, WhoForm, new_key
from consultations.views.statement import find_consultation
from kick.lib import limits
from organisations.models import Organisation


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_quick(request, region, slug):
    consultation = find_consultation(region, slug)
    asked = request.GET.get("avsnitt", "")
    form = OneThingForm(
        request.POST or None, consultation=consultation, initial={"about": f"s:{asked}"}
    )
    if not consultation.takes_statements():
        return show(
            request, consultation, "quick_closed", form, status=409 if request.POST else 200
        )
    step = request.POST.get("steg", "")
    if step == "tillbaka":
        return show(request, consultation, "quick_write", again(form))
    if not form.is_valid():
        return show(request, consultation, "quick_write", form)
    who = who_form(request, consultation, is_sent=step == "skicka")
    if who.is_valid():
        return say(request, consultation, form, who)
    return check(request, consultation, form, who)


def again(form):
    """What was written, without a word of what may be wrong with it."""
    return OneThingForm(
        consultation=form.consultation,
        initial={name: form.data.get(name, "") for name in ("about", "body")},
    )


def who_form(request, consultation, *, is_sent):
    ours = Organisation.objects.speaking_to(consultation.region, request.user).by_name()
    return WhoForm(
        request.POST if is_sent else None,
        organisations=ours,
        user=request.user,
        initial={"key": new_key()},
    )


def check(request, consultation, form, who, **words):
    if "key" in who.errors:
        who.data = who.data.copy()
        who.data["key"] = new_key()
    words["warnings"] = outline.hints([(form.about_words, form.cleaned_data["body"])])
    return show(request, consultation, "quick_check", who, one_thing=form, **words)


def show(request, consultation, page, form, *, status=None, **words):
    words |= {"consultation": consultation, "region": consultation.region, "form": form}
    status = status or (422 if form.errors else 200)
    return render(request, f"consultations/{page}.html", words, status=status)


def say(request, consultation, form, who):
    address = get_adapter().get_client_ip(request)
    if not limits.allow(f"one-thing:{address}", limit=20, seconds=3600):
        return render(request, "429.html", status=429)
    try:
        statement = say_one_thing(
            uuid=who.uuid,
            consultation=consultation,
            language=get_language(),
            **who.said_by(),
            **form.point(),
        )
    except AnswersAlready as refusal:
        who.add_error(
            "who", _("There is an answer already, begun or handed in. Go on with that one.")
        )
        return check(request, consultation, form, who, live=refusal.statement)
    except NotTakingStatements:
        return show(request, consultation, "quick_closed", form, status=409)
    if statement.is_unsent:
        messages.success(
            request, _("Saved as a draft for %(name)s.") % {"name": statement.organisation.name}
        )
        return redirect("consultations:statement_check", uuid=statement.uuid)
    return redirect("consultations:receipt_detail", token=statement.token)
