"""Those who act for an organisation together: who they are, who is asked in, who leaves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organisations.actions import claims, own_voice, people, representation
from organisations.forms.representation import ColleagueForm
from organisations.models import Organisation, Representative, WrongMove
from organisations.views import meanwhile
from organisations.views.representation import at_survivor, find_entry


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_colleagues(request, region, slug):
    entry = find_entry(request, region, slug)
    organisation = entry.survivor
    if entry != organisation and request.method != "POST":
        return at_survivor(request, "organisation_colleagues", entry)
    form = ColleagueForm(request.POST or None)
    for_another = meanwhile.is_for_another(request, entry)
    try:
        if form.is_valid() and not for_another and _invite(request, organisation, form):
            return redirect(
                "organisations:organisation_colleagues",
                organisation.municipality.region.slug,
                organisation.slug,
            )
    except own_voice.MergedAway:
        return organisation_colleagues(request, region, slug)
    rows = organisation.representatives.with_parts().oldest_first()
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "colleagues": list(rows.approved()),
        "claims": list(rows.waiting()),
        "invited": list(organisation.colleague_invitations.all()),
        "form": form,
        "for_another": for_another,
    }
    status = meanwhile.status_of(form, for_another=for_another)
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
    organisation = find_entry(request, region, slug)
    if organisation != organisation.survivor:
        return at_survivor(request, "organisation_colleagues", organisation)
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
    organisation = find_entry(request, region, slug)
    if organisation != organisation.survivor:
        return at_survivor(request, "organisation_colleagues", organisation)
    claims.take_back_invitation(organisation=organisation, pk=pk)
    messages.success(request, _("The invitation is taken back."))
    return redirect("organisations:organisation_colleagues", region, slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def representation_end(request, uuid):
    """One's own; the last one is warned. Pressed twice it is ended all the same."""
    ours = Organisation.objects.ever_represented_by(request.user)
    organisation = get_object_or_404(
        Organisation.objects.leading_to_any(ours).select_related(
            "municipality__region", "merged_into"
        ),
        uuid=uuid,
    )
    if organisation != organisation.survivor:
        # One more look before anything ends: the page has another name now.
        return redirect("organisations:representation_end", organisation.survivor.uuid)
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
