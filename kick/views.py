from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kick import showcase
from organisations.models import Region, Representative


@login_not_required
@require_safe
def front(request):
    return render(
        request, "kick/front.html", {"regions": Region.objects.active().by_name()}
    )


@login_not_required
@require_safe
def region(request, region):
    region = get_object_or_404(Region.objects.active(), slug=region)
    return render(request, "kick/region.html", {"region": region})


@require_safe
def my_page(request):
    representations = Representative.objects.open().filter(user=request.user)
    words = {
        "representations": representations.with_organisations(),
        "roles": request.user.assignments.select_related("region"),
    }
    return render(request, "kick/my_page.html", words)


@login_not_required
@require_safe
def about(request):
    return render(request, "kick/about.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "kick/accessibility.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "kick/privacy.html")


@require_safe
def components(request):
    """All components on one page; the staff's, so behind the second factor too."""
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
        return HttpResponse(
            "database unreachable\n", status=503, content_type="text/plain"
        )
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
