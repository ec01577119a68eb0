from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.purged import gone


@require_safe
def desk_purged(request):
    """What is gone of meetings, and when: for registrars, and for those who run meetings."""
    if not request.user.has_desk:
        raise Http404
    rows, last = gone()
    return render(request, "consultations/desk_purged.html", {"rows": rows, "last": last})
