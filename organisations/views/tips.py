"""The open form: do you know an association that we have missed?"""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kick.lib import limits
from organisations.actions import outreach
from organisations.forms.outreach import TipForm
from organisations.views.register import find_region


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tip_new(request, region):
    region = find_region(region)
    form = TipForm(request.POST or None, region=region)
    if form.is_bound and form.is_by_a_program:
        # It is thanked like anybody, so that it does not try again in another way.
        return redirect("organisations:tip_thanks", region.slug)
    if form.is_valid():
        if tells_too_often(request):
            return render(request, "429.html", status=429)
        outreach.receive_tip(key=form.cleaned_data["key"], values=form.values)
        return redirect("organisations:tip_thanks", region.slug)
    words = {"region": region, "form": form}
    status = 422 if form.errors else 200
    return render(request, "organisations/tip_new.html", words, status=status)


def tells_too_often(request):
    """Ten an hour from one address, which is kept as a hash: a library has one for all."""
    address = get_adapter().get_client_ip(request)
    return not limits.allow(f"tip:{address}", limit=10, seconds=3600)


@login_not_required
@require_safe
def tip_thanks(request, region):
    return render(request, "organisations/tip_thanks.html", {"region": find_region(region)})
