from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kick.lib import export
from kick.lib.paging import bounded_page_of, kept_page_of
from organisations import exports
from organisations.coverage import county_map
from organisations.forms.register import PARAMETERS, RegisterForm
from organisations.models import Kind, Organisation, Region

MOST_PRINTED = 3_000
MOST_SHOWN = 5


def find_region(slug):
    return get_object_or_404(Region.objects.active(), slug=slug)


def search_form(request, region):
    """The form with what the query string holds; parameters that are not its own are left alone."""
    form = RegisterForm(request.GET, region=region)
    form.is_valid()
    return form


def shown_in(region, form):
    """Those that asked to be shown and have their seat or work in the region."""
    return Organisation.objects.public().reaching(region, places=form.places)


class Listed(NamedTuple):
    """What the list prints of an association, in plain words: what is printed alike is made once."""

    url: str
    name: str
    kind: str
    art_forms: str
    municipality: str
    freshness: str


def listed(organisation):
    is_plain = organisation.kind == Kind.ASSOCIATION
    return Listed(
        organisation.get_absolute_url(),
        organisation.name,
        "" if is_plain else str(Kind(organisation.kind).label),
        ", ".join(str(row) for row in organisation.listed_art_forms),
        organisation.municipality.name,
        organisation.freshness,
    )


@login_not_required
@require_safe
def organisation_list(request, region):
    """The open register. Its address holds the whole search, so that it can be sent to somebody."""
    region = find_region(region)
    form = search_form(request, region)
    found = form.find(shown_in(region, form))
    page = page_found(request, region, form, found.rows)
    words = {
        "region": region,
        "form": form,
        "found": found,
        "meant_query": form.query_for(found.meant),
        "page": page,
        "rows": tuple(listed(organisation) for organisation in page.object_list),
        "query": _query(request),
        "formats": export.FORMATS,
    }
    return render(request, "organisations/organisation_list.html", words)


def page_found(request, region, form, rows):
    """Before anything is sought the list is the same for everybody, so its order is kept."""
    if form.is_bare:
        return kept_page_of(request, rows, subject="register", place=region.pk, read=by_name)
    return bounded_page_of(request, rows.for_listing())


def by_name(ids):
    return list(Organisation.objects.public().filter(pk__in=ids).by_name().for_listing())


@login_not_required
@require_safe
def organisation_print(request, region):
    """All of the selection on paper; more than a binder holds is for a file."""
    region = find_region(region)
    form = search_form(request, region)
    found = form.select(shown_in(region, form))[: MOST_PRINTED + 1]
    rows = list(exports.register_rows(found))
    words = {
        "region": region,
        "form": form,
        "rows": rows[:MOST_PRINTED],
        "is_cut": len(rows) > MOST_PRINTED,
        "query": _query(request),
        "today": timezone.localdate(),
    }
    return render(request, "organisations/organisation_print.html", words)


@login_not_required
@require_safe
def organisation_map(request, region):
    """The same selection on the county's map, and the numbers beside it as links into the list."""
    region = find_region(region)
    form = search_form(request, region)
    found = form.select(shown_in(region, form)).order_by()
    counts = dict(found.values_list("municipality").annotate(number=Count("pk")))
    register = reverse("organisations:organisation_list", args=[region.slug])
    words = {
        "region": region,
        "form": form,
        "map": county_map.draw(
            form.places, counts, url_of=lambda place: f"{register}?{form.query_in(place)}"
        ),
        "rows": [(place, counts.get(place.code, 0), form.query_in(place)) for place in form.places],
        # Those that have their seat elsewhere and work here.
        "elsewhere": sum(counts.values()) - sum(counts.get(row.code, 0) for row in form.places),
        "query": _query(request),
    }
    return render(request, "organisations/organisation_map.html", words)


@login_not_required
@require_safe
def organisation_export(request, region, format):
    """The same selection as the list, row by row, in a file."""
    region = find_region(region)
    form = search_form(request, region)
    if format not in export.FORMATS or not form.is_valid():
        raise Http404
    rows = exports.register_rows(form.select(shown_in(region, form)))
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
    """What the organisation lets everybody see; those who run or represent it see that it is not open.

    The address of one that was merged into another leads there for good.
    """
    where = {"municipality__region__slug": region, "slug": slug}
    organisation = (
        Organisation.objects.visible_to(request.user)
        .unmerged()
        .filter(**where)
        .select_related("municipality__region", "parent__municipality__region")
        .prefetch_related("art_forms", "works_in", "minorities")
        .first()
    )
    if organisation is None:
        entry = get_object_or_404(Organisation.objects.leading_on().open_to(request.user), **where)
        return redirect(entry.merged_into, permanent=True)
    region = organisation.municipality.region
    words = {
        "region": region,
        "organisation": organisation,
        "statements": organisation.statements.public().with_consultation()[:MOST_SHOWN],
        "meetings": region.meetings.taking_place().upcoming().with_parts().by_time()[:MOST_SHOWN],
        "is_led": request.user.is_authenticated
        and request.user.is_staff
        and request.user.leads(region),
        "is_ours": Organisation.objects.represented_by(request.user)
        .filter(pk=organisation.pk)
        .exists(),
    }
    return render(request, "organisations/organisation_detail.html", words)
