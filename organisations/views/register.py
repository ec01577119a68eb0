from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kick.lib import export
from kick.lib.paging import bounded_page_of
from organisations import exports
from organisations.forms.register import PARAMETERS, RegisterForm
from organisations.models import Organisation, Region


def find_region(slug):
    return get_object_or_404(Region.objects.active(), slug=slug)


def search_form(request, region):
    """The form with what the query string holds; parameters that are not its own are left alone."""
    form = RegisterForm(request.GET, region=region)
    form.is_valid()
    return form


@login_not_required
@require_safe
def organisation_list(request, region):
    """The open register: those in it that asked to be shown, with their seat or work in the region."""
    region = find_region(region)
    form = search_form(request, region)
    found = form.select(
        Organisation.objects.public().reaching(region, places=form.places)
    ).for_listing()
    words = {
        "region": region,
        "form": form,
        "page": bounded_page_of(request, found),
        "query": _query(request),
        "formats": export.FORMATS,
    }
    return render(request, "organisations/organisation_list.html", words)


@login_not_required
@require_safe
def organisation_export(request, region, format):
    """The same selection as the list, row by row, in a file."""
    region = find_region(region)
    form = search_form(request, region)
    if format not in export.FORMATS or not form.is_valid():
        raise Http404
    found = form.select(Organisation.objects.public().reaching(region, places=form.places))
    rows = exports.register_rows(found)
    filename = f"foreningar-{region.slug}"
    return export.respond(format, exports.REGISTER, rows, filename)


def _query(request):
    """The search as it was typed, without page, for the links of the page."""
    kept = request.GET.copy()
    for name in set(kept) - set(PARAMETERS.values()):
        del kept[name]
    return kept.urlencode() + "&" if kept else ""


@login_not_required
@require_safe
def organisation_detail(request, region, slug):
    """What the organisation lets everybody see; those who run or represent it see that it is not open."""
    organisation = get_object_or_404(
        Organisation.objects.visible_to(request.user)
        .select_related("municipality__region", "parent__municipality__region")
        .prefetch_related("art_forms", "works_in", "minorities"),
        municipality__region__slug=region,
        slug=slug,
    )
    words = {
        "region": organisation.municipality.region,
        "organisation": organisation,
        "is_led": request.user.is_authenticated
        and request.user.is_staff
        and request.user.leads(organisation.municipality.region),
        "is_ours": Organisation.objects.represented_by(request.user)
        .filter(pk=organisation.pk)
        .exists(),
    }
    return render(request, "organisations/organisation_detail.html", words)
