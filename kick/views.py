from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.forms.reply import CodeForm
from consultations.models import Meeting
from kick import feedback, figures, showcase
from kick.feedback import contact_address
from kick.forms import AccessibilityForm
from kick.lib import limits
from kick.mine import Mine
from organisations.models import Region

# The next one as a ticket, the others as a list; the rest stand among the meetings.
MEETINGS_SHOWN = 5


@login_not_required
@require_safe
def front(request):
    """The country: where Kick is at work and what is next there; the other regions by name."""
    regions = list(Region.objects.by_name())
    numbers, meetings = figures.of_country(), figures.next_meetings()
    consultations = figures.open_consultations()
    words = {
        "active": [
            (
                region,
                numbers.get(region.pk, 0),
                meetings.get(region.pk),
                consultations.get(region.pk),
            )
            for region in regions
            if region.is_active
        ],
        "later": [region for region in regions if not region.is_active],
        "code_form": CodeForm(),
    }
    return render(request, "kick/front.html", words)


@login_not_required
@require_safe
def region(request, region):
    """What is on now in a region, from what is written down there and nothing else."""
    region = get_object_or_404(Region.objects.active(), slug=region)
    meetings = Meeting.objects.taking_place().in_region(region).upcoming()
    upcoming = list(meetings.with_counts().with_parts().by_time()[:MEETINGS_SHOWN])
    words = {
        "region": region,
        "next": upcoming[0] if upcoming else None,
        "more_meetings": upcoming[1:],
        "meetings": figures.held_and_planned(region),
        "now": figures.plan_now(region),
        "fewest": figures.FEWEST_SHOWN,
        **figures.of_region(region),
    }
    return render(request, "kick/region.html", words)


@require_safe
def my_page(request):
    words = {"mine": Mine(request.user), "roles": roles_of(request.user)}
    return render(request, "kick/my_page.html", words)


def roles_of(user):
    return user.assignments.select_related("region") if user.roles else []


@login_not_required
@require_safe
def about(request):
    return render(request, "kick/about.html", {"email": contact_address()})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request):
    form = AccessibilityForm(request.POST or None)
    if form.is_valid():
        if tells_too_often(request):
            return render(request, "429.html", status=429)
        feedback.tell_of_obstacle(**form.cleaned_data)
        return redirect("accessibility_thanks")
    words = {"email": contact_address(), "form": form}
    return render(request, "kick/accessibility.html", words, status=422 if form.errors else 200)


def tells_too_often(request):
    """Ten an hour from one address: a library or a school has one for all."""
    address = get_adapter().get_client_ip(request)
    return not limits.allow(f"feedback:{address}", limit=10, seconds=3600)


@login_not_required
@require_safe
def accessibility_thanks(request):
    return render(request, "kick/accessibility_thanks.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "kick/privacy.html", {"email": contact_address()})


@login_not_required
@require_safe
def contact(request):
    regions = Region.objects.active().by_name()
    return render(request, "kick/contact.html", {"email": contact_address(), "regions": regions})


@require_safe
def components(request):
    """All components on one page; the staff's, so behind the second factor too."""
    if not request.user.is_staff:
        raise Http404
    return render(request, "kick/components_page.html", showcase.examples(request.GET or None))


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@login_not_required
def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@login_not_required
def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request):
    # Rendered without context processors: they may be what failed.
    return render(None, "500.html", status=500)
