"""A circle's own pages: for its leader, and for members who have an account."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kick.lib.links import url_for
from organisations.models import Kind, Organisation, Region
from studyguide.actions import circles, gatherings
from studyguide.circle_overview import Overview
from studyguide.forms.circles import CircleForm, CircleStartForm, PlanForm, TakePartForm
from studyguide.models import Circle, CircleMember, Guide
from studyguide.reading import STUDY_GUIDE
from studyguide.views.ways_in import Account

FORM = require_http_methods(["GET", "HEAD", "POST"])


def find_run_circle(request, uuid):
    return get_object_or_404(Circle.objects.run_by(request.user).with_parts(), uuid=uuid)


def find_seen_circle(request, uuid):
    return get_object_or_404(Circle.objects.visible_to(request.user).with_parts(), uuid=uuid)


def page_words(circle):
    return {"circle": circle, "region": circle.region}


def federations():
    """What the box proposes: the study federations of the register."""
    rows = Organisation.objects.public().of_kind(Kind.STUDY_FEDERATION)
    return list(rows.by_name().values_list("name", flat=True)[:40])


@FORM
def circle_start(request):
    """One page. Who works for a region or for Ideell kulturallians is told that it is not for them."""
    user = request.user
    ours = Organisation.objects.represented_by(user).by_name()
    form = CircleStartForm(request.POST or None, ours=ours, initial=first_words(user, ours))
    if form.is_valid():
        guide = get_object_or_404(Guide, key=STUDY_GUIDE)
        try:
            circle = circles.start_circle(by=user, guide=guide, **form.facts)
        except circles.NotLeader:
            form.add_error(
                None,
                _(
                    "Your account works for the region or for Ideell kulturallians. What a circle says is its own, so you cannot be in one with it."
                ),
            )
        else:
            messages.success(request, _("The circle has begun. Now choose when you meet."))
            return redirect(circle)
    words = {"form": form, "federations": federations()}
    return render(
        request, "studyguide/circle_start.html", words, status=422 if form.errors else 200
    )


def first_words(user, ours):
    regions = Region.objects.active().with_seats_of(ours) if ours else Region.objects.none()
    region = regions.first() if ours else None
    return {"leader_name": user.name, "organisations": list(ours[:1]), "region": region}


@require_http_methods(["GET", "HEAD"])
def circle_detail(request, uuid):
    """The leader's page begins with what there is to do; a member's with when you meet."""
    circle = find_seen_circle(request, uuid)
    member = own_seat(request, circle)
    way = Account(circle, member)
    words = page_words(circle) | {
        "overview": Overview(circle, way),
        "member": member,
        "way": way,
    }
    template = "circle_detail" if member.leads else "circle_member_page"
    return render(request, f"studyguide/{template}.html", words)


def own_seat(request, circle):
    """The person's own place in the circle; of two the one that leads."""
    seats = CircleMember.objects.reached_by(request.user).filter(circle=circle)
    return seats.in_order().first()


@FORM
def circle_edit(request, uuid):
    circle = find_run_circle(request, uuid)
    kept = ("kind", "name", "place", "language")
    initial = {name: getattr(circle, name) for name in kept}
    initial["federation_name"] = circle.federation_words
    form = CircleForm(request.POST or None, initial=initial)
    if form.is_valid():
        circles.change_circle(circle=circle, by=request.user, **form.facts)
        messages.success(request, _("It is saved."))
        return redirect(circle)
    words = page_words(circle) | {"form": form, "federations": federations()}
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_edit.html", words, status=status)


@FORM
def circle_remove(request, uuid):
    circle = find_run_circle(request, uuid)
    if request.method == "POST":
        circles.delete_circle(circle=circle, by=request.user)
        messages.success(request, _("The circle and all that was in it are gone."))
        return redirect("my_page")
    return render(request, "studyguide/circle_remove.html", page_words(circle))


@FORM
def circle_plan(request, uuid):
    """The first day; the others are proposed from it, one for each chapter of the guide."""
    circle = find_run_circle(request, uuid)
    chapters = [words.chapter for words in Overview(circle).words_of.values()]
    form = PlanForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        gatherings.plan_weekly(
            circle=circle,
            by=request.user,
            first_at=form.starts_at,
            chapters=chapters,
            minutes=said["minutes"],
            days_between=said["days_between"],
        )
        messages.success(request, _("Here is the proposal. Move the days that do not suit you."))
        return redirect(circle)
    words = page_words(circle) | {"form": form, "number": len(chapters)}
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_plan.html", words, status=status)


@require_POST
def circle_link_renew(request, uuid):
    circle = find_run_circle(request, uuid)
    circles.renew_link(circle=circle, by=request.user)
    messages.success(request, _("The old link no longer works. Here is the new one."))
    return redirect("circles:circle_members", uuid=uuid)


@require_POST
def circle_link_close(request, uuid):
    """Nobody more comes in by the link, or somebody may again."""
    circle = find_run_circle(request, uuid)
    is_open = request.POST.get("do") == "oppna"
    circles.open_to_new(circle=circle, by=request.user, is_open=is_open)
    told = (
        _("Whoever has the link can join again.")
        if is_open
        else _("The link is closed. Nobody more comes in by it.")
    )
    messages.success(request, told)
    return redirect("circles:circle_members", uuid=uuid)


@FORM
def circle_take_part(request, uuid):
    """One more association comes into the circle, by one who speaks for it."""
    circle = find_seen_circle(request, uuid)
    ours = Organisation.objects.speaking_to(circle.region, request.user).by_name()
    ours = ours.exclude(pk__in=circle.takers_part.values("organisation"))
    form = TakePartForm(request.POST or None, ours=ours)
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        circles.take_part(circle=circle, organisation=organisation, by=request.user)
        messages.success(request, _("%s takes part in the circle.") % organisation.name)
        return redirect(circle)
    words = page_words(circle) | {"form": form, "ours": ours}
    status = 422 if form.errors else 200
    return render(request, "studyguide/circle_take_part.html", words, status=status)


def join_url(circle):
    """The whole link, to hand out."""
    return url_for(circle.link_kind, circle.uuid, circle.link_version)
