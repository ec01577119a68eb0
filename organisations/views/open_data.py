"""What is published as open data: the register's own rows, for anybody and any use."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import etag, require_safe

from kick.lib import export
from organisations import exports
from organisations.models import Organisation
from organisations.views.register import find_region

OPEN_FORMATS = ["csv", "json"]


def published_in(region):
    """The rows of the register's page, by the same words."""
    return Organisation.objects.public().reaching(region)


def fingerprint_of(request, region, format):
    if format not in OPEN_FORMATS:
        return None
    region = find_region(region)
    return f'"{exports.published_fingerprint(region, published_in(region))}-{format}"'


@login_not_required
@require_safe
def open_data(request, region):
    """What there is, what each column means and what one may do with it."""
    region = find_region(region)
    words = {
        "region": region,
        "columns": exports.OPEN_DATA,
        "licence": exports.LICENCE,
        "number": published_in(region).count(),
        "changed_at": Organisation.objects.last_change(),
    }
    return render(request, "organisations/open_data.html", words)


@login_not_required
@require_safe
@etag(fingerprint_of)
def open_data_file(request, region, format):
    """Streamed; whoever has it already, and asks with its ETag, is sent nothing."""
    if format not in OPEN_FORMATS:
        raise Http404
    region = find_region(region)
    pieces = exports.open_data(format, published_in(region).by_name())
    response = StreamingHttpResponse(pieces, content_type=export.TYPES[format][0])
    filename = f"organisationer-{region.slug}.{format}"
    response.headers["Content-Disposition"] = export.attachment(filename)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Link"] = f'<{exports.LICENCE}>; rel="license"'
    if changed_at := Organisation.objects.last_change():
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    # A consent that is taken back counts at once: nobody keeps the file without asking again.
    patch_cache_control(response, public=True, no_cache=True)
    return response


@login_not_required
@require_safe
def open_data_schema(request, region):
    """JSON Schema, in English as machines and their keepers read it."""
    region = find_region(region)
    address = request.build_absolute_uri(
        reverse("organisations:open_data_schema", args=[region.slug])
    )
    with translation.override("en"):
        return JsonResponse(
            exports.schema(address),
            content_type="application/schema+json",
            json_dumps_params={"indent": 1},
        )
