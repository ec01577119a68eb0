from django.urls import path

from studyguide.views import cases, method, method_desk, method_taking, trials

app_name = "method"

urlpatterns = [
    path("metodverktyg/", method.guide, name="guide"),
    path("metodverktyg/exempel/", cases.case_list, name="case_list"),
    path("metodverktyg/exempel/<uuid:uuid>/", cases.case_detail, name="case_detail"),
    path("metodverktyg/versioner/", method.versions, name="versions"),
    path("metodverktyg/lattlast/", method.easy, name="easy"),
    path("metodverktyg/pdf/", method_taking.tool_pdf, name="tool_pdf"),
    path("metodverktyg/offline/", method_taking.tool_offline, name="tool_offline"),
    path("metodverktyg/<slug:chapter>/", method.chapter, name="chapter"),
    path(
        "<slug:region>/samrad/<slug:slug>/medverkan/",
        method.consultation_method,
        name="consultation_method",
    ),
    path("region/metodverktyg/", method_desk.desk, name="desk"),
    path("region/metodverktyg/exempel/nytt/", cases.desk_case_new, name="desk_case_new"),
    path(
        "region/metodverktyg/exempel/<uuid:uuid>/",
        cases.desk_case,
        name="desk_case",
    ),
    path(
        "region/metodverktyg/exempel/<uuid:uuid>/publicera/",
        cases.desk_case_publish,
        name="desk_case_publish",
    ),
    path(
        "region/metodverktyg/exempel/<uuid:uuid>/dra-tillbaka/",
        cases.desk_case_withdraw,
        name="desk_case_withdraw",
    ),
    path("region/metodverktyg/prov/", trials.desk_trials, name="desk_trials"),
    path("region/metodverktyg/prov/nytt/", trials.desk_trial_new, name="desk_trial_new"),
    path(
        "region/metodverktyg/prov/alla.<slug:format>",
        trials.desk_trials_export,
        name="desk_trials_export",
    ),
    path(
        "region/metodverktyg/prov/<uuid:uuid>/andra/",
        trials.desk_trial_edit,
        name="desk_trial_edit",
    ),
    path(
        "region/metodverktyg/prov/<slug:region>/",
        trials.desk_trials_region,
        name="desk_trials_region",
    ),
    path("region/samrad/<uuid:uuid>/metodverktyg/", method_desk.desk_work, name="desk_work"),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/matrisen/",
        method_desk.desk_matrix,
        name="desk_matrix",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/principerna/",
        method_desk.desk_principles,
        name="desk_principles",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/publicera/",
        method_desk.desk_work_publish,
        name="desk_work_publish",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/dolj/",
        method_desk.desk_work_hide,
        name="desk_work_hide",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/checklista/<slug:chapter>/",
        method_desk.desk_checklist,
        name="desk_checklist",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/mall/<slug:key>/",
        method_desk.desk_template,
        name="desk_template",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/mall/<slug:key>.docx",
        method_desk.desk_template_file,
        {"format": "docx"},
        name="desk_template_file",
    ),
    path(
        "region/samrad/<uuid:uuid>/metodverktyg/mall/<slug:key>.txt",
        method_desk.desk_template_file,
        {"format": "txt"},
        name="desk_template_text",
    ),
]
