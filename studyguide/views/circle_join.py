"""Into a circle without an account: by the link that is handed out, and then by one's own."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kick.lib import limits
from kick.lib.personal_page import personal_page
from studyguide.actions import circle_members
from studyguide.circle_overview import Overview
from studyguide.forms.circles import JoinForm
from studyguide.models import Circle
from studyguide.views.circle_notes import link_way, refuse_authority
from studyguide.views.circles import FORM, page_words

JOINS_AN_HOUR = 60


@personal_page
@FORM
def circle_join(request, token):
    """What the group is and who leads it, and no more names: the link may have been passed on."""
    circle = get_object_or_404(Circle.objects.with_token(token).with_parts())
    refuse_authority(request, circle)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        if joins_too_often(request):
            return render(request, "429.html", status=429)
        try:
            member = circle_members.join(circle=circle, **form.facts)
        except circle_members.IsInAlready:
            return redirect("circles:circle_join_mailed", token=token)
        except circle_members.CircleIsClosed:
            form.add_error(
                None, _("The group takes nobody more. Talk to whoever gave you the link.")
            )
        except circle_members.CircleIsFull:
            form.add_error(None, _("The group is full. Talk to whoever gave you the link."))
        else:
            messages.success(request, _("Welcome! You are in."))
            return redirect("circles:own_circle", token=member.token)
    overview = Overview(circle)
    words = page_words(circle) | {
        "form": form,
        "leader": overview.leader,
        "organisations": overview.organisations,
        "following": overview.following,
    }
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_join.html", words, status=status)


def joins_too_often(request):
    """A whole group may sit at one library's network."""
    address = get_adapter().get_client_ip(request)
    return not limits.allow(f"circle-join:{address}", limit=JOINS_AN_HOUR, seconds=3600)


@personal_page
@require_safe
def circle_join_mailed(request, token):
    """The address is in the circle already: her own link has gone there."""
    circle = get_object_or_404(Circle.objects.with_token(token).with_parts())
    refuse_authority(request, circle)
    return render(request, "studyguide/circle_join_mailed.html", page_words(circle))


@personal_page
@require_safe
def own_circle(request, token):
    """A member's page: when you meet, what to read, what the group says."""
    way = link_way(request, token)
    words = page_words(way.circle) | {
        "overview": Overview(way.circle, way),
        "member": way.member,
        "way": way,
    }
    return render(request, "studyguide/circle_member_page.html", words)


@login_not_required
@require_safe
def circle_left(request):
    """Says it to whoever comes: the link that led here is gone."""
    return render(request, "studyguide/circle_left.html")


@personal_page
@FORM
def own_leave(request, token):
    way = link_way(request, token)
    if way.member.is_leader:
        messages.warning(request, _("You lead the circle. Hand it over first."))
        return redirect(way.home)
    if request.method == "POST":
        circle_members.leave(member=way.member)
        return redirect("circles:circle_left")
    words = page_words(way.circle) | {"way": way, "member": way.member}
    return render(request, "studyguide/circle_leave.html", words)
