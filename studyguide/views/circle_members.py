"""Who is in the circle: the leader's list, and the link to hand out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kick.lib.links import url_for
from studyguide.actions import circle_members as members
from studyguide.forms.circles import ChangeMemberForm, MemberForm, RemoveMemberForm
from studyguide.views.circles import FORM, find_run_circle, join_url, page_words


@FORM
def circle_members(request, uuid):
    """The link to hand out, a form for one more, and those who are in."""
    circle = find_run_circle(request, uuid)
    form = MemberForm(request.POST or None)
    if form.is_valid() and add(request, circle, form):
        return redirect("circles:circle_members", uuid=uuid)
    words = page_words(circle) | {
        "form": form,
        "members": list(circle.members.in_order().select_related("organisation")),
        "join_url": join_url(circle),
    }
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_members.html", words, status=status)


def add(request, circle, form):
    try:
        member = members.add_member(circle=circle, by=request.user, **form.facts)
    except members.CircleIsFull:
        form.add_error(None, _("As many are in the circle as can be."))
    except members.IsInAlready:
        form.add_error("email", _("Somebody with that address is in the circle already."))
    else:
        told = (
            _("%(name)s is in. The own link has been mailed.")
            if member.email
            else _("%(name)s is in.")
        )
        messages.success(request, told % {"name": member.name})
        return member
    return None


@FORM
def circle_member(request, uuid, member):
    """One of them: name, task, approval; mail the link again, or hand over."""
    circle = find_run_circle(request, uuid)
    member = get_object_or_404(circle.members.select_related("circle"), uuid=member)
    do = request.POST.get("do", "")
    if do in DEEDS:
        DEEDS[do](request, member)
        return redirect("circles:circle_members", uuid=uuid)
    kept = ("name", "email", "is_old_enough", "role", "approved_on")
    initial = {name: getattr(member, name) for name in kept}
    form = ChangeMemberForm(request.POST or None, member=member, initial=initial)
    if form.is_valid() and change(request, member, form):
        return redirect("circles:circle_members", uuid=uuid)
    words = page_words(circle) | {
        "form": form,
        "member": member,
        "own_url": "" if member.is_leader else own_url(member),
    }
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_member.html", words, status=status)


@FORM
def circle_member_remove(request, uuid, member):
    """Asks first; whoever came by the circle's link would come in by it again, so it can be changed too."""
    circle = find_run_circle(request, uuid)
    member = circle.members.select_related("circle").filter(uuid=member).first()
    if member is None and request.method == "POST":
        # Gone by an earlier press.
        return redirect("circles:circle_members", uuid=uuid)
    if member is None:
        raise Http404
    if member.is_leader:
        messages.warning(request, _("Somebody must lead. Hand the circle over first."))
        return redirect("circles:circle_members", uuid=uuid)
    form = RemoveMemberForm(request.POST if request.method == "POST" else None, member=member)
    if form.is_valid():
        renews_link = form.cleaned_data.get("renews_link", False)
        members.remove_member(member=member, by=request.user, renews_link=renews_link)
        messages.success(request, _("%(name)s is no longer in the circle.") % {"name": member.name})
        return redirect("circles:circle_members", uuid=uuid)
    words = page_words(circle) | {"form": form, "member": member}
    return render(request, "studyguide/circle_member_remove.html", words)


def own_url(member):
    """For one without an address: the leader hands it over on paper or in a message."""
    return url_for(member.link_kind, member.uuid, member.link_version)


def change(request, member, form):
    try:
        members.change_member(member=member, by=request.user, **form.cleaned_data)
    except members.IsInAlready:
        form.add_error("email", _("Somebody with that address is in the circle already."))
        return False
    messages.success(request, _("It is saved."))
    return True


def mail_again(request, member):
    members.mail_link_again(member=member, by=request.user)
    messages.success(request, _("The link is on its way to %(name)s.") % {"name": member.name})


def hand_over(request, member):
    members.hand_over(circle=member.circle, by=request.user, to=member)
    messages.success(request, _("%(name)s leads from now on.") % {"name": member.name})


DEEDS = {"mejla": mail_again, "led": hand_over}
