"""Those who act for an organisation: ask to, change its facts, leave."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organisations.actions import registration, representation
from organisations.actions.removal import remove_organisation
from organisations.forms.registration import EditForm, as_choice
from organisations.forms.representation import RepresentationForm
from organisations.models import Organisation, Representative, RepresentativeStatus


def find_ours(request, region, slug):
    """The organisation, for those who represent it; it is missing for all others."""
    return get_object_or_404(
        Organisation.objects.represented_by(request.user).current().with_parts(),
        municipality__region__slug=region,
        slug=slug,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representation_request(request, uuid):
    if merged := Organisation.objects.leading_on().filter(uuid=uuid).first():
        return redirect("organisations:representation_request", uuid=merged.survivor.uuid)
    organisation = get_object_or_404(
        Organisation.objects.current_or_removed().select_related("municipality__region"), uuid=uuid
    )
    region = organisation.municipality.region
    form = RepresentationForm(request.POST or None)
    if form.is_valid():
        return _request(request, organisation, form.cleaned_data["task"])
    words = {
        "organisation": organisation,
        "region": region,
        "form": form,
        "is_officer": request.user.is_officer_of(region),
        "ours": Representative.objects.open()
        .filter(user=request.user, organisation=organisation)
        .first(),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/representation_request.html", words, status=status)


def _request(request, organisation, task):
    try:
        ours = representation.request_representation(
            user=request.user, organisation=organisation, task=task
        )
    except (representation.AlreadyRepresents, representation.OfficerOfRegion):
        # The page itself says how things stand.
        return redirect("organisations:representation_request", uuid=organisation.uuid)
    if ours.status == RepresentativeStatus.APPROVED:
        messages.success(request, _("You now represent %(name)s.") % {"name": organisation.name})
        return redirect(came_from(request) or organisation)
    return redirect("organisations:representation_request", uuid=organisation.uuid)


def came_from(request):
    """The page that sent the person here, such as a consultation, when it is one of ours."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else ""


@require_POST
def representation_end(request, uuid):
    """One's own; pressed twice it is ended all the same."""
    organisation = get_object_or_404(
        Organisation.objects.ever_represented_by(request.user), uuid=uuid
    )
    if representation.leave_representation(user=request.user, organisation=organisation):
        text = _("You no longer represent %(name)s.")
        messages.success(request, text % {"name": organisation.name})
    return redirect("my_page")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request, region, slug):
    organisation = find_ours(request, region, slug)
    form = EditForm(request.POST or None, organisation=organisation, initial=_known(organisation))
    if form.is_valid():
        registration.change_organisation(organisation=organisation, values=form.cleaned_data)
        messages.success(request, _("The facts are saved and count as confirmed today."))
        return redirect(organisation)
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/organisation_edit.html", words, status=status)


def _known(organisation):
    known = {
        name: getattr(organisation, name)
        for name in EditForm.base_fields
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
        organisation = find_ours(request, region, slug)
    except Http404:
        left = Organisation.objects.left_by(request.user).with_parts()
        organisation = get_object_or_404(left, municipality__region__slug=region, slug=slug)
    words = {"organisation": organisation, "region": organisation.municipality.region}
    if request.method == "POST":
        remove_organisation(organisation=organisation)
    if request.method == "POST" or not organisation.is_current:
        return render(request, "organisations/registration_removed.html", words)
    return render(request, "organisations/registration_remove.html", words)
