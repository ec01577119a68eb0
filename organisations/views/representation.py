"""Those who act for an organisation: ask to, change its facts, leave."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organisations.actions import address_code, own_voice, registration, representation
from organisations.actions.removal import remove_organisation
from organisations.forms.registration import EditForm, as_choice
from organisations.forms.representation import ClaimForm, CodeForm, RepresentationForm
from organisations.models import Organisation, Shown
from organisations.views import meanwhile

# Where the session keeps the hash of a code that was mailed to an association.
CODE = "address_code"


def find_entry(request, region, slug):
    """The entry of the address, for those who represent the one that speaks for it, which may be
    another by now; it is missing for all others."""
    ours = Organisation.objects.represented_by(request.user).current()
    rows = Organisation.objects.leading_to_any(ours).with_parts()
    return get_object_or_404(
        rows.select_related("municipality__region", "merged_into__municipality__region"),
        municipality__region__slug=region,
        slug=slug,
    )


def find_claimed(uuid):
    """The entry of the address, also when another speaks for it by now."""
    claimable = Organisation.objects.current_or_removed()
    rows = Organisation.objects.leading_to_any(claimable)
    parts = ("municipality__region", "merged_into__municipality__region")
    return get_object_or_404(rows.select_related(*parts), uuid=uuid)


def at_survivor(request, name, entry):
    """To the page of the entry that speaks now; somebody who had pressed something is told why."""
    if request.method == "POST":
        text = _("Nothing was done: the page was about another entry, see below.")
        messages.info(request, text)
    organisation = entry.survivor
    return redirect(
        f"organisations:{name}", organisation.municipality.region.slug, organisation.slug
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representation_request(request, uuid):
    entry = find_claimed(uuid)
    organisation = entry.survivor
    if entry != organisation and request.method != "POST":
        return redirect("organisations:representation_request", uuid=organisation.uuid)
    region = organisation.municipality.region
    invited = organisation.colleague_invitations.to_user(request.user).first()
    is_known = bool(invited) or representation.has_address_of(request.user, organisation)
    initial = {"task": invited.task} if invited else None
    form = (RepresentationForm if is_known else ClaimForm)(request.POST or None, initial=initial)
    for_another = meanwhile.is_for_another(request, entry)
    if form.is_valid() and not for_another:
        try:
            return _request(request, organisation, form.cleaned_data)
        except own_voice.MergedAway:
            return representation_request(request, uuid)
    words = {
        "organisation": organisation,
        "region": region,
        "form": form,
        "for_another": for_another,
        "invited": invited,
        "is_known": is_known,
        "is_officer": request.user.is_officer_of(region),
        "ours": ours_of(request, organisation),
    }
    status = meanwhile.status_of(form, for_another=for_another)
    return render(request, "organisations/representation_request.html", words, status=status)


def _request(request, organisation, answer):
    if answer.get("shown_by") == Shown.ADDRESS and not ours_of(request, organisation):
        # Pressed twice, one code is sent, and it is the one that the session knows.
        if address_code.may_ask(user=request.user, organisation=organisation):
            kept = address_code.send_code(organisation=organisation)
            request.session[CODE] = kept | {"task": answer["task"], "next": came_from(request)}
        return redirect("organisations:representation_code", uuid=organisation.uuid)
    return _ask(request, organisation, came_from(request), **answer)


def ours_of(request, organisation):
    """What the user has asked for or is, as far as the organisation goes."""
    return organisation.representatives.open().filter(user=request.user).first()


def _ask(request, organisation, wanted, **answer):
    try:
        ours = representation.request_representation(
            user=request.user, organisation=organisation, **answer
        )
    except (representation.AlreadyRepresents, representation.OfficerOfRegion):
        # The page itself says how things stand.
        return _after(request, organisation, wanted)
    if ours.is_approved:
        messages.success(request, _("You now represent %(name)s.") % {"name": organisation.name})
    return _after(request, organisation, wanted)


def _after(request, organisation, wanted=""):
    """To where the person came from when she is in, also at a second press."""
    ours = ours_of(request, organisation)
    if ours and ours.is_approved:
        return redirect(wanted or organisation)
    return redirect("organisations:representation_request", uuid=organisation.uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representation_code(request, uuid):
    """The code that was mailed to the association's registered address."""
    organisation = find_claimed(uuid)
    if organisation != organisation.survivor:
        # The code was sent to the other's address, and shows nothing of this one.
        return redirect("organisations:representation_request", uuid=organisation.survivor.uuid)
    kept = request.session.get(CODE)
    if not kept or kept["organisation"] != str(uuid):
        return _after(request, organisation)
    form = CodeForm(request.POST or None)
    if form.is_valid() and _enter(request, organisation, kept, form):
        request.session.pop(CODE, None)
        return _after(request, organisation, kept["next"])
    words = {"organisation": organisation, "region": organisation.municipality.region, "form": form}
    status = 422 if form.errors else 200
    return render(request, "organisations/representation_code.html", words, status=status)


def _enter(request, organisation, kept, form):
    """True when there is nothing more to type here."""
    try:
        representation.enter_with_code(
            user=request.user,
            organisation=organisation,
            kept=kept,
            typed=form.cleaned_data["code"],
            task=kept["task"],
        )
    except representation.WrongCode:
        form.add_error("code", _("The code is wrong or too old. Three tries, then ask for a new."))
        return False
    except (
        representation.AlreadyRepresents,
        representation.OfficerOfRegion,
        own_voice.MergedAway,
    ):
        # The page itself says how things stand.
        return True
    messages.success(request, _("You now represent %(name)s.") % {"name": organisation.name})
    return True


def came_from(request):
    """The page that sent the person here, such as a consultation, when it is one of ours."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request, region, slug):
    entry = find_entry(request, region, slug)
    organisation = entry.survivor
    if entry != organisation and request.method != "POST":
        return at_survivor(request, "organisation_edit", entry)
    form = EditForm(request.POST or None, organisation=organisation, initial=known_of(organisation))
    for_another = meanwhile.is_for_another(request, entry)
    if form.is_valid() and not for_another:
        try:
            registration.change_organisation(organisation=organisation, values=form.cleaned_data)
        except own_voice.MergedAway:
            return organisation_edit(request, region, slug)
        messages.success(request, _("The facts are saved and count as confirmed today."))
        return redirect(organisation)
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "form": form,
        "for_another": for_another,
    }
    status = meanwhile.status_of(form, for_another=for_another)
    return render(request, "organisations/organisation_edit.html", words, status=status)


def known_of(organisation, form=EditForm):
    known = {
        name: getattr(organisation, name)
        for name in form.base_fields
        if name not in {"art_forms", "minorities", "works_in"}
    }
    return {
        **known,
        "listed_publicly": as_choice(organisation.listed_publicly),
        "art_forms": [art_form.code for art_form in organisation.art_forms.all()],
        "minorities": [minority.code for minority in organisation.minorities.all()],
        "works_in": [place.code for place in organisation.works_in.all()],
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_remove(request, region, slug):
    """Pressed twice it is removed all the same."""
    try:
        organisation = find_entry(request, region, slug)
    except Http404:
        left = Organisation.objects.left_by(request.user).with_parts()
        organisation = get_object_or_404(left, municipality__region__slug=region, slug=slug)
    if organisation != organisation.survivor:
        return at_survivor(request, "organisation_remove", organisation)
    words = {"organisation": organisation, "region": organisation.municipality.region}
    if request.method == "POST":
        remove_organisation(organisation=organisation)
    if request.method == "POST" or not organisation.is_current:
        return render(request, "organisations/registration_removed.html", words)
    return render(request, "organisations/registration_remove.html", words)
