"""The way into the register for somebody without an account, a step a page.

The draft stands in the session, and only what the forms have cleaned: a personal number never does.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kick.lib.personal_page import personal_page
from organisations.actions import own_voice, registration
from organisations.actions.removal import remove_organisation
from organisations.forms.registration import (
    ConfirmForm,
    CorrectForm,
    FactsForm,
    StartForm,
    as_choice,
)
from organisations.models import Municipality, Organisation
from organisations.views import meanwhile
from organisations.views.representation import known_of

DRAFT = "registration"
# Where a meeting's sign-up finds the association that has just been written down.
REGISTERED = "registered_organisation"
MOST_DOUBLES = 5


def find_draft(request):
    return request.session.get(DRAFT) or {"key": str(uuid.uuid4()), "next": ""}


def keep(request, draft):
    request.session[DRAFT] = draft


def doubles_of(draft):
    """Those that may be the same, whatever their status: none is to be written down twice."""
    start = draft["start"]
    return list(
        Organisation.objects.current_or_removed()
        .alike(
            name=start["name"],
            municipality=Municipality.objects.get(pk=start["municipality"]),
            org_number=start["org_number"],
            website=draft.get("facts", {}).get("website", ""),
        )
        .select_related("municipality__region")[:MOST_DOUBLES]
    )


def same_number(draft, doubles):
    number = draft["start"]["org_number"]
    return next((double for double in doubles if number and double.org_number == number), None)


def next_page(request, draft):
    """Back to where somebody came from, when that is a page of ours."""
    wanted = draft["next"]
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else ""


def answer(request, template, words):
    wrong = bool(words.get("form") and words["form"].errors)
    return render(request, f"organisations/{template}.html", words, status=422 if wrong else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_start(request):
    draft = find_draft(request)
    form = StartForm(request.POST or None, initial=draft.get("start"))
    if form.is_valid():
        draft["start"] = form.cleaned_data
        draft["next"] = request.POST.get("next") or draft["next"]
        keep(request, draft)
        found = doubles_of(draft)
        return redirect(f"organisations:registration_{'doubles' if found else 'facts'}")
    sent_from = request.POST.get("next") or request.GET.get("next", "")
    return answer(request, "registration_start", {"form": form, "next": sent_from})


@login_not_required
@never_cache
@require_safe
def registration_doubles(request):
    draft = find_draft(request)
    if "start" not in draft:
        return redirect("organisations:registration_start")
    doubles = doubles_of(draft)
    words = {
        "doubles": doubles,
        "same_number": same_number(draft, doubles),
        "name": draft["start"]["name"],
    }
    return answer(request, "registration_doubles", words)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_facts(request):
    draft = find_draft(request)
    if "start" not in draft:
        return redirect("organisations:registration_start")
    initial = dict(draft.get("facts", {}))
    if initial:
        initial["listed_publicly"] = as_choice(initial["listed_publicly"])
    form = FactsForm(request.POST or None, initial=initial)
    if form.is_valid():
        draft["facts"] = form.cleaned_data
        keep(request, draft)
        return redirect("organisations:registration_check")
    return answer(request, "registration_facts", {"form": form, "name": draft["start"]["name"]})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_check(request):
    """All answers once more. The key of the form makes a second press give the same receipt."""
    draft = find_draft(request)
    if request.method == "POST" and request.POST.get("key") == request.session.get(REGISTERED):
        return redirect("organisations:registration_done")
    if "start" not in draft or "facts" not in draft:
        return redirect("organisations:registration_start")
    if request.method == "POST" and request.POST.get("key") == draft["key"]:
        return _register(request, draft)
    form = FactsForm(initial=draft["facts"])
    words = {
        "key": draft["key"],
        "start": draft["start"],
        "municipality": Municipality.objects.get(pk=draft["start"]["municipality"]),
        "rows": _summary(form, draft["facts"]),
        "doubles": doubles_of(draft),
    }
    return answer(request, "registration_check", words)


def _register(request, draft):
    values = {**draft["start"], **draft["facts"]}
    try:
        organisation = registration.register_organisation(
            uuid=uuid.UUID(draft["key"]), values=values
        )
    except registration.NumberTaken:
        return redirect("organisations:registration_doubles")
    request.session.pop(DRAFT, None)
    request.session[REGISTERED] = str(organisation.uuid)
    wanted = next_page(request, draft)
    if wanted:
        messages.success(request, _("%(name)s is registered.") % {"name": organisation.name})
    return redirect(wanted or "organisations:registration_done")


def _summary(form, facts):
    """Each answer in words, in the order of the form."""
    return [
        {"term": field.label, "value": _in_words(field.field, facts.get(name))}
        for name, field in ((field.name, field) for field in form)
    ]


def _in_words(field, value):
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if not hasattr(field, "choices"):
        return field.prepare_value(value)
    names = dict(_flat(field.choices))
    chosen = value if isinstance(value, list) else [value]
    return format_html_join(", ", "{}", ((names[one],) for one in chosen if one in names))


def _flat(choices):
    for key, name in choices:
        yield from name if isinstance(name, (list, tuple)) else [(key, name)]


@login_not_required
@never_cache
@require_safe
def registration_done(request):
    key = request.session.get(REGISTERED)
    organisation = Organisation.objects.filter(uuid=key).first() if key else None
    if organisation is None:
        return redirect("organisations:registration_start")
    words = {"organisation": organisation, "region": organisation.municipality.region}
    return answer(request, "registration_done", words)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_claim(request, uuid):
    """ "That is us": the same answer whether the register has an address or not."""
    if merged := Organisation.objects.leading_on().filter(uuid=uuid).first():
        # Whoever pressed presses once more, now that another name stands there.
        return redirect("organisations:registration_claim", uuid=merged.survivor.uuid)
    organisation = get_object_or_404(
        Organisation.objects.current_or_removed().select_related("municipality__region"), uuid=uuid
    )
    if request.method == "POST":
        registration.ask_for_link(organisation=organisation)
        messages.success(
            request,
            _(
                "If the register has an e-mail address for the association, a letter with the "
                "personal link is on its way there. Look in the spam folder too. Nothing there by "
                "tomorrow? Then sign in below, and the project lead helps you."
            ),
        )
        return redirect("organisations:registration_claim", uuid=uuid)
    words = {"organisation": organisation, "region": organisation.municipality.region}
    return answer(request, "registration_claim", words)


def find_by_token(token):
    found = (
        Organisation.objects.with_token(token)
        .select_related("municipality__region", "merged_into__municipality__region")
        .prefetch_related("art_forms")
        .first()
    )
    if found is None:
        raise Http404
    return found


def words_of(request, entry, token):
    organisation = entry.survivor
    return {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "token": token,
        "for_another": meanwhile.is_for_another(request, entry),
    }


def answer_meanwhile(request, template, words):
    if words["for_another"]:
        return render(request, f"organisations/{template}.html", words, status=meanwhile.STATUS)
    return answer(request, template, words)


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def registration_confirm(request, token):
    words = words_of(request, find_by_token(token), token)
    organisation = words["organisation"]
    if not organisation.is_current:
        return answer(request, "registration_removed", words)
    known = {
        "listed_publicly": as_choice(organisation.listed_publicly),
        "shows_email": organisation.shows_email,
        "shows_phone": organisation.shows_phone,
    }
    form = words["form"] = ConfirmForm(request.POST or None, initial=known)
    if form.is_valid() and not words["for_another"]:
        try:
            registration.confirm_organisation(organisation=organisation, **form.cleaned_data)
        except own_voice.MergedAway:
            return registration_confirm(request, token)
        messages.success(request, _("Thank you, the facts are confirmed."))
        return redirect("organisations:registration_confirm", token=token)
    return answer_meanwhile(request, "registration_confirm", words)


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def registration_correct(request, token):
    """The facts corrected without signing in, by whoever holds the association's letter."""
    words = words_of(request, find_by_token(token), token)
    organisation = words["organisation"]
    if not organisation.is_current:
        return redirect("organisations:registration_confirm", token=token)
    form = words["form"] = CorrectForm(
        request.POST or None, organisation=organisation, initial=known_of(organisation)
    )
    if form.is_valid() and not words["for_another"]:
        try:
            registration.correct_by_link(organisation=organisation, values=form.cleaned_data)
        except own_voice.MergedAway:
            return registration_correct(request, token)
        messages.success(request, _("Thank you, the facts are corrected and confirmed."))
        return redirect("organisations:registration_confirm", token=token)
    return answer_meanwhile(request, "registration_correct", words)


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def registration_remove(request, token):
    words = words_of(request, find_by_token(token), token)
    organisation = words["organisation"]
    if words["for_another"]:
        messages.info(request, _("Nothing was done: the page was about another entry, see below."))
        return redirect("organisations:registration_remove", token=token)
    if request.method == "POST":
        remove_organisation(organisation=organisation)
    if request.method == "POST" or not organisation.is_current:
        return answer(request, "registration_removed", words)
    return answer(request, "registration_remove", words)
