from django.urls import path

from studyguide import (
    method_case_views,
    method_desk_views,
    method_trial_views,
    method_views,
)

app_name = "method"

urlpatterns = [
    path("metodverktyg/", method_views.guide, name="guide"),
    path("metodverktyg/exempel/", method_case_views.case_list, name="case_list"),
    path("metodverktyg/exempel/<uuid:uuid>/", method_case_views.case_detail, name="case_detail"),
    path("metodverktyg/versioner/", method_views.versions, name="versions"),
    path("metodverktyg/<slug:chapter>/", method_views.chapter, name="chapter"),
    path(
        "<slug:region>/samrad/<slug:slug>/medverkan/",
        method_views.consultation_method,
        name="consultation_method",
    ),
    path("region/metodverktyg/", method_desk_views.desk, name="desk"),
    path(
        "region/metodverktyg/exempel/nytt/", method_case_views.desk_case_new, name="desk_case_new"
    ),
    path(
        "region/metodverktyg/exempel/<uuid:uuid>/",
        method_case_views.desk_case,
        name="desk_case",
    ),
    path(
        "region/metodverktyg/exempel/<uuid:uuid>/publicera/",
        method_case_views.desk_case_publish,
        name="desk_case_publish",
    ),
    path(
        "region/metodverktyg/exempel/<uuid:uuid>/dra-tillbaka/",
        method_case_views.desk_case_withdraw,
        name="desk_case_withdraw",
    ),
    path("region/metodverktyg/prov/", method_trial_views.desk_trials, name="desk_trials"),
    path(
        "region/metodverktyg/prov/nytt/", method_trial_views.desk_trial_new, name="desk_trial_new"
    ),
    path(
        "region/metodverktyg/prov/alla.<slug:format>",
        method_trial_views.desk_trials_export,
        name="desk_trials_export",
    ),
    path(
        "region/metodverktyg/prov/<uuid:uuid>/andra/",
        method_trial_views.desk_trial_edit,
        name="desk_trial_edit",
    ),
    path(
        "region/metodverktyg/prov/<slug:region>/",
        method_trial_views.desk_trials_region,
        name="desk_trials_region",
    ),
    path("region/samrad/<uuid:uuid>/metodverktyg/", method_desk_views.desk_work, name="desk_work"),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/matrisen/",
        method_desk_views.desk_matrix,
        name="desk_matrix",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/principerna/",
        method_desk_views.desk_principles,
        name="desk_principles",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/publicera/",
        method_desk_views.desk_work_publish,
        name="desk_work_publish",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/dolj/",
        method_desk_views.desk_work_hide,
        name="desk_work_hide",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/checklista/<slug:chapter>/",
        method_desk_views.desk_checklist,
        name="desk_checklist",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/mall/<slug:key>/",
        method_desk_views.desk_template,
        name="desk_template",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/mall/<slug:key>.txt",
        method_desk_views.desk_template_file,
        name="desk_template_file",
    ),
]
