"""Those who act for an organisation together: who they are, who is asked in, who leaves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organisations.actions import claims, people, representation
from organisations.forms.representation import ColleagueForm
from organisations.models import Organisation, Representative, WrongMove
from organisations.views.representation import find_ours


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_colleagues(request, region, slug):
    organisation = find_ours(request, region, slug)
    form = ColleagueForm(request.POST or None)
    if form.is_valid() and _invite(request, organisation, form):
        return redirect("organisations:organisation_colleagues", region, slug)
    rows = organisation.representatives.with_parts().oldest_first()
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "colleagues": list(rows.approved()),
        "claims": list(rows.waiting()),
        "invited": list(organisation.colleague_invitations.all()),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/organisation_colleagues.html", words, status=status)


def _invite(request, organisation, form):
    try:
        invited = claims.invite_colleague(
            organisation=organisation, by=request.user, **form.cleaned_data
        )
    except claims.RepresentsAlready:
        form.add_error("email", _("Whoever has this address represents the association already."))
    except claims.TooMany:
        form.add_error("email", _("Many have been invited today. Go on tomorrow."))
    else:
        text = _("A letter is on its way to %(email)s.")
        messages.success(request, text % {"email": invited.email})
        return True
    return False


@require_POST
def colleague_admit(request, region, slug, pk):
    """Pressed twice, or by two, the person is let in all the same."""
    organisation = find_ours(request, region, slug)
    claim = get_object_or_404(
        Representative.objects.with_parts().of_organisation(organisation), pk=pk
    )
    try:
        claims.vouch(representative=claim, by=request.user)
    except people.SpeaksBothWays:
        text = _("Whoever works for the region cannot speak for an association in it.")
        messages.error(request, text)
    except WrongMove:
        messages.info(request, _("It is decided already."))
    else:
        text = _("%(person)s now represents the association too.")
        messages.success(request, text % {"person": claim.user})
    return redirect("organisations:organisation_colleagues", region, slug)


@require_POST
def colleague_take_back(request, region, slug, pk):
    organisation = find_ours(request, region, slug)
    claims.take_back_invitation(organisation=organisation, pk=pk)
    messages.success(request, _("The invitation is taken back."))
    return redirect("organisations:organisation_colleagues", region, slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representation_end(request, uuid):
    """One's own; the last one is warned. Pressed twice it is ended all the same."""
    organisation = get_object_or_404(
        Organisation.objects.ever_represented_by(request.user).with_parts(), uuid=uuid
    )
    if request.method == "POST":
        if representation.leave_representation(user=request.user, organisation=organisation):
            text = _("You no longer represent %(name)s.")
            messages.success(request, text % {"name": organisation.name})
        return redirect("my_page")
    ours = organisation.representatives.open().filter(user=request.user).first()
    if ours is None:
        raise Http404
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "ours": ours,
        "is_last": ours.is_approved and organisation.has_one_voice,
    }
    return render(request, "organisations/representation_end.html", words)
