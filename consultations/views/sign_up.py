from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import invitations, replies
from consultations.actions.seats import NoRoomThere
from consultations.forms.reply import SignUpForm
from consultations.models import Meeting, Speaker
from kick.lib import limits
from organisations.actions import own_voice
from organisations.models import Organisation
from organisations.views import meanwhile

SPEAKERS = {
    "som-forening": Speaker.ORGANISATION,
    "som-mig-sjalv": Speaker.SELF,
    "som-grupp": Speaker.GROUP,
}
# Where the registration leaves the association that has just been written down.
REGISTERED = "registered_organisation"


def find_open_meeting(region, slug):
    """One that all may sign up to; to a meeting by invitation the personal link leads."""
    meetings = Meeting.objects.published().open_to_all().with_counts().with_parts()
    return get_object_or_404(meetings, region__slug=region, slug=slug)


@login_not_required
@require_safe
def sign_up_who(request, region, slug):
    """Nobody has to have an association to be heard."""
    meeting = find_open_meeting(region, slug)
    if not meeting.takes_replies():
        return redirect(meeting)
    words = {"meeting": meeting, "region": meeting.region}
    return render(request, "consultations/sign_up_who.html", words)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_find(request, region, slug):
    """An association of the register: its personal link goes to the address that we have."""
    meeting = find_open_meeting(region, slug)
    if not meeting.takes_replies():
        return redirect(meeting)
    organisations = Organisation.objects.public().reaching(meeting.region).with_parts()
    if request.method == "POST":
        slug = request.POST.get("forening", "")
        # PostgreSQL refuses a NUL with an error of its own.
        organisation = get_object_or_404(organisations, slug=slug if slug.isprintable() else "")
        if writes_too_much(request):
            return render(request, "429.html", status=429)
        invitations.send_one(meeting=meeting, organisation=organisation)
        return redirect(f"{sent_address(meeting)}?till=foreningen")
    sought = request.GET.get("q", "")
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "sought": sought,
        "found": organisations.found_by(sought).rows[:10] if sought.strip() else [],
        "register_url": register_address(meeting),
    }
    return render(request, "consultations/sign_up_find.html", words)


def register_address(meeting):
    """The registration, which comes back here when it is done."""
    back = reverse(
        "consultations:sign_up_as", args=[meeting.region.slug, meeting.slug, "som-forening"]
    )
    return f"/anmal/?{urlencode({'next': back})}"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_as(request, region, slug, speaker):
    meeting = find_open_meeting(region, slug)
    if speaker not in SPEAKERS:
        raise Http404
    speaker = SPEAKERS[speaker]
    if not meeting.takes_replies():
        return redirect(meeting)
    entry = organisation = None
    if speaker == Speaker.ORGANISATION:
        entry = find_registered(request)
        if entry is None:
            return redirect("consultations:sign_up_find", region=region, slug=slug)
        organisation = entry.survivor
    for_another = bool(entry) and meanwhile.is_for_another(request, entry)
    form = SignUpForm(
        request.POST or None, meeting=meeting, speaker=speaker, organisation=organisation
    )
    if form.is_valid() and not for_another:
        if writes_too_much(request):
            return render(request, "429.html", status=429)
        try:
            sign_up(meeting, speaker, organisation, form)
        except own_voice.MergedAway:
            return redirect(request.path)
        except NoRoomThere:
            form.add_error(None, _("The meeting has no seats online any longer. Choose again."))
        else:
            return redirect(sent_address(meeting))
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "organisation": organisation,
        "speaker": speaker,
        "for_another": for_another,
    }
    status = meanwhile.status_of(form, for_another=for_another)
    return render(request, "consultations/sign_up_as.html", words, status=status)


def find_registered(request):
    """What has just been written down in this browser, also when a project lead has merged it into
    an entry that everybody may know."""
    public = Organisation.objects.public()
    rows = Organisation.objects.current() | Organisation.objects.filter(merged_into__in=public)
    key = request.session.get(REGISTERED)
    return rows.select_related("merged_into").filter(uuid=key).first() if key else None


def writes_too_much(request):
    """Each sign-up sends a letter to an address that nobody has vouched for: twenty an hour."""
    address = get_adapter().get_client_ip(request)
    return not limits.allow(f"sign-up:{address}", limit=20, seconds=3600)


def sign_up(meeting, speaker, organisation, form):
    """A second sign-up with the same address gets its link again; the page says the same."""
    try:
        replies.sign_up(
            meeting=meeting,
            speaker=speaker,
            organisation=organisation,
            email=form.cleaned_data["email"],
            names=form.names,
            places=form.places,
            needs=form.told_needs,
            interpreter=form.cleaned_data["interpreter"],
            wants_alliance=form.cleaned_data.get("wants_alliance", False),
            word=form.cleaned_data["word"],
            language=get_language(),
        )
    except replies.AlreadyAnswered:
        replies.send_link_again(
            meeting=meeting, organisation=organisation, email=form.cleaned_data["email"]
        )


def sent_address(meeting):
    return reverse("consultations:sign_up_sent", args=[meeting.region.slug, meeting.slug])


@login_not_required
@require_safe
def sign_up_sent(request, region, slug):
    meeting = find_open_meeting(region, slug)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "to_organisation": request.GET.get("till") == "foreningen",
    }
    return render(request, "consultations/sign_up_sent.html", words)
