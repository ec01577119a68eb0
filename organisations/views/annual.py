"""The yearly question to an address that several associations have: one page, one press for each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kick.lib.personal_page import personal_page
from organisations.actions import annual, own_voice
from organisations.models import AnnualLetter

ALL = "all"


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def annual_confirm(request, token):
    letter = AnnualLetter.objects.with_token(token).first()
    if letter is None:
        raise Http404
    asked = annual.asked_in(letter)
    if request.method == "POST":
        confirm(request, asked)
        return redirect("organisations:annual_confirm", token=token)
    words = {
        "token": token,
        "asked": asked,
        "left": [one for one in asked if not one.is_answered],
        "region": asked[0].organisation.municipality.region if asked else None,
    }
    return render(request, "organisations/annual_confirm.html", words)


def confirm(request, asked):
    """Those pressed, or all that are left. What no longer stands on the page is told of."""
    pressed = request.POST.get("organisation", "")
    left = [one.organisation for one in asked if not one.is_answered]
    ours = [one.organisation for one in asked if str(one.organisation.uuid) == pressed]
    chosen = left if pressed == ALL else ours
    try:
        annual.confirm_all(organisations=chosen)
    except own_voice.MergedAway:
        chosen = []
    if not chosen and pressed != ALL:
        messages.info(request, _("Nothing was done: the page has changed. See how it stands now."))
    elif chosen:
        text = ngettext(
            "Thank you, the facts are confirmed.",
            "Thank you, the facts about %(number)s associations are confirmed.",
            len(chosen),
        )
        messages.success(request, text % {"number": len(chosen)})
