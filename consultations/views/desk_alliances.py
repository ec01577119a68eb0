"""The project lead's part in an alliance: begin it, and take in those who said that they are interested."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from consultations.models import Reply
from consultations.papers import register_of_votes
from consultations.views.desk import find_run_meeting
from consultations.views.inviting import valid_uuids
from organisations.actions import alliances
from organisations.forms.alliance import BeginForm
from organisations.models import Alliance, Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def desk_alliances(request):
    """Those of the lead's regions, and a form to begin one."""
    if not request.user.is_staff:
        raise Http404
    form = BeginForm(request.POST or None, user=request.user)
    if form.is_valid():
        alliance = alliances.begin_alliance(by=request.user, **form.cleaned_data)
        messages.success(request, _("The alliance is begun. Now gather those who are interested."))
        return redirect("consultations:desk_alliance_interest", slug=alliance.slug)
    followed = Alliance.objects.followed_by(request.user).with_parts().by_name()
    words = {"form": form, "alliances": followed}
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_alliances.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_alliance_interest(request, slug):
    """Who has ticked the box on a reply and is not in the alliance; those chosen are taken in."""
    if not request.user.is_staff:
        raise Http404
    run = Alliance.objects.run_by(request.user) & Alliance.objects.followed_by(request.user)
    alliance = get_object_or_404(run.with_parts(), slug=slug)
    replies = Reply.objects.interested_in(alliance).values("organisation")
    interested = Organisation.objects.filter(pk__in=replies).current().with_parts().by_name()
    if request.method == "POST":
        chosen = interested.filter(uuid__in=valid_uuids(request.POST.getlist("forening")))
        number = sum(_is_taken_in(alliance, organisation) for organisation in chosen)
        text = ngettext("One takes part now.", "%(n)s take part now.", number)
        messages.success(request, text % {"n": number})
        return redirect("consultations:desk_alliance_interest", slug=slug)
    words = {"alliance": alliance, "interested": interested}
    return render(request, "consultations/desk_alliance_interest.html", words)


def _is_taken_in(alliance, organisation):
    try:
        alliances.take_part(alliance=alliance, organisation=organisation)
    except alliances.NotAMember:
        return False
    return True


@require_safe
def desk_votes(request, uuid):
    """Röstlängd for a founding meeting; other meetings take no votes here."""
    meeting = find_run_meeting(request, uuid)
    if not meeting.is_founding:
        raise Http404
    return HttpResponse(
        register_of_votes(meeting),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="rostlangd.pdf"',
            "Cache-Control": "no-store",
        },
    )
