from django.urls import path

from consultations.views import coverage

urlpatterns = [
    path("region/tackning/", coverage.desk_coverage, name="desk_coverage"),
    path(
        "region/tackning/<slug:region>/",
        coverage.desk_coverage_region,
        name="desk_coverage_region",
    ),
    path(
        "region/tackning/<slug:region>/matris.<slug:format>",
        coverage.desk_coverage_export,
        name="desk_coverage_export",
    ),
    path("<slug:region>/tackning/", coverage.coverage_detail, name="coverage_detail"),
    path(
        "<slug:region>/tackning/matris.<slug:format>",
        coverage.coverage_export,
        name="coverage_export",
    ),
    path(
        "<slug:region>/tackning/saknas/<slug:subject>/",
        coverage.coverage_gap,
        name="coverage_gap",
    ),
]
