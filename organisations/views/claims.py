"""The project lead's list of claims that wait, oldest first, and the decision about each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kick.lib.paging import page_of
from organisations.actions import claims, people
from organisations.forms.representation import DecideClaimForm
from organisations.models import Representative, WrongMove


def insist_on_staff(request):
    """These lists are the project leads'; for all others they are missing."""
    if not request.user.is_staff:
        raise Http404


@never_cache
@require_safe
def desk_claims(request):
    insist_on_staff(request)
    rows = Representative.objects.run_by(request.user).waiting().with_parts().oldest_first()
    return render(request, "organisations/desk_claims.html", {"page": page_of(request, rows)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_claim(request, pk):
    """Decided already, it says what was decided and takes nothing more."""
    insist_on_staff(request)
    rows = Representative.objects.run_by(request.user).with_parts()
    claim = get_object_or_404(rows.select_related("decided_by"), pk=pk)
    form = DecideClaimForm(request.POST or None, representative=claim) if claim.is_waiting else None
    if form and form.is_valid() and _decide(request, claim, form):
        return redirect("organisations:desk_claim", pk)
    if request.method == "POST" and form is None:
        messages.info(request, _("It is decided already."))
        return redirect("organisations:desk_claim", pk)
    others = claim.organisation.representatives.open().exclude(pk=pk).with_parts()
    words = {
        "claim": claim,
        "organisation": claim.organisation,
        "region": claim.organisation.municipality.region,
        "others": list(others.oldest_first()),
        "form": form,
    }
    status = 422 if form and form.errors else 200
    return render(request, "organisations/desk_claim.html", words, status=status)


def _decide(request, claim, form):
    answer = form.cleaned_data
    try:
        claims.decide_claim(
            representative=claim,
            approves=answer["decision"] == form.APPROVE,
            reason=answer["reason"],
            released=answer.get("released", ()),
            by=request.user,
        )
    except people.SpeaksBothWays:
        text = _("An officer of the region cannot speak for an association in it. Say no instead.")
        form.add_error("decision", text)
        return False
    except WrongMove:
        messages.info(request, _("It is decided already."))
    else:
        messages.success(request, _("It is decided, and those whom it concerns are told by mail."))
    return True
