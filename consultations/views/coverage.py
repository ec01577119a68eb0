"""Who is in the inventory of a county, and who is missing: for everybody, and for the project lead."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kick.lib import export
from kick.lib.small_counts import FEWEST
from organisations.coverage import county_map, subjects, tables
from organisations.coverage.snapshot import full_picture, public_picture, public_pictures
from organisations.models import Region


def find_region(slug):
    return get_object_or_404(Region.objects.active(), slug=slug)


def find_led(request, slug):
    """A region that the user leads; a foreign one is missing."""
    if not request.user.is_staff:
        raise Http404
    return get_object_or_404(Region.objects.active().led_by(request.user), slug=slug)


@login_not_required
@require_safe
def coverage_detail(request, region):
    """The open picture; numbers of fewer than five are hidden."""
    region = find_region(region)
    words = words_of(region, public_picture(region))
    if request.user.is_authenticated:
        words["is_led"] = request.user.is_staff and request.user.leads(region)
    return render(request, "consultations/coverage_detail.html", words)


@require_safe
def desk_coverage_region(request, region):
    """The same with every number, for the project lead."""
    region = find_led(request, region)
    words = words_of(region, full_picture(region)) | {"is_full": True}
    return render(request, "consultations/coverage_detail.html", words)


@require_safe
def desk_coverage(request):
    """The regions beside each other, by what everybody may read of each."""
    if not request.user.runs_meetings:
        raise Http404
    run = list(Region.objects.active().run_by(request.user).by_name())
    led = [region for region in run if request.user.is_staff and request.user.leads(region)]
    if len(run) == 1 and led:
        return redirect("consultations:desk_coverage_region", region=led[0].slug)
    words = {"compared": compared(), "led": led, "run": run, "fewest": FEWEST}
    return render(request, "consultations/desk_coverage.html", words)


@login_not_required
@require_safe
def coverage_export(request, region, format):
    region = find_region(region)
    return file_of(region, public_picture(region), format)


@require_safe
def desk_coverage_export(request, region, format):
    region = find_led(request, region)
    return file_of(region, full_picture(region), format)


@login_not_required
@require_safe
def coverage_gap(request, region, subject):
    """Whom to ask when nobody is there: nearby, in the next county, in the whole country."""
    region = find_region(region)
    subject = subjects.find_subject(subject)
    if subject is None:
        raise Http404
    place = region.municipalities.filter(code=request.GET.get("kommun", "")).first()
    inside, outside = subjects.nearby(subject, region, place)
    words = {
        "region": region,
        "subject": subject,
        "place": place,
        "inside": inside,
        "outside": outside,
    }
    return render(request, "consultations/coverage_gap.html", words)


def words_of(region, picture):
    """What stands on the page of a region's coverage."""
    places = list(region.municipalities.all())
    counts = picture.counts
    table = tables.matrix(counts, places)
    numbers = {line.place.code: line.per_10_000 for line in table.lines}
    drawn = numbers if table.has_rates else {line.place.code: line.total for line in table.lines}
    return {
        "region": region,
        "counts": counts,
        "counted_at": picture.counted_at,
        "matrix": table,
        "map": county_map.draw(places, drawn, text_of=shown, url_of=url_of(region)),
        "kinds": tables.kinds(counts),
        "flags": tables.flags(counts),
        "minorities": tables.minorities(counts),
        "spoken": tables.languages(counts),
        "new": tables.new_voices(counts),
        "compared": compared(),
        "formats": export.FORMATS,
        "fewest": FEWEST,
    }


def shown(number):
    return f"{number:g}".replace(".", ",")


def url_of(region):
    register = reverse("organisations:organisation_list", args=[region.slug])
    return lambda place: f"{register}?kommun={place.code}"


def compared():
    """(region, its open counts, how many municipalities have somebody) for each that takes part."""
    regions = list(Region.objects.active().annotate(places=Count("municipalities")).by_name())
    pictures = public_pictures(regions)
    return [
        {
            "region": region,
            "counts": pictures[region.pk].counts,
            "places": region.places,
            "reached": sum(number != 0 for number in pictures[region.pk].counts.places.values()),
            "youth": pictures[region.pk].counts.flags.get("youth", 0),
            "ethnic": pictures[region.pk].counts.flags.get("ethnic", 0),
            "minorities": len(pictures[region.pk].counts.minorities),
        }
        for region in regions
        if region.pk in pictures
    ]


def file_of(region, picture, format):
    if format not in export.FORMATS:
        raise Http404
    places = list(region.municipalities.all())
    table = tables.matrix(picture.counts, places)
    return export.respond(format, tables.columns_of(table), table.lines, f"tackning-{region.slug}")
