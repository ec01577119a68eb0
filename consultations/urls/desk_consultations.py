from django.urls import path

from consultations.views import answering, desk_consultations

urlpatterns = [
    path(
        "region/samrad/nytt/",
        desk_consultations.desk_consultation_new,
        name="desk_consultation_new",
    ),
    path(
        "region/samrad/<uuid:uuid>/",
        desk_consultations.desk_consultation,
        name="desk_consultation",
    ),
    path(
        "region/samrad/<uuid:uuid>/andra/",
        desk_consultations.desk_consultation_edit,
        name="desk_consultation_edit",
    ),
    path(
        "region/samrad/<uuid:uuid>/publicera/",
        desk_consultations.desk_consultation_publish,
        name="desk_consultation_publish",
    ),
    path(
        "region/samrad/<uuid:uuid>/stall-in/",
        desk_consultations.desk_consultation_cancel,
        name="desk_consultation_cancel",
    ),
    path(
        "region/samrad/<uuid:uuid>/radera/",
        desk_consultations.desk_consultation_delete,
        name="desk_consultation_delete",
    ),
    path(
        "region/samrad/<uuid:uuid>/synpunkter/",
        answering.desk_contributions,
        name="desk_contributions",
    ),
    path("region/samrad/<uuid:uuid>/slapp/", answering.desk_release, name="desk_release"),
    path("region/samrad/<uuid:uuid>/besvara/", answering.desk_decide, name="desk_decide"),
    path(
        "region/samrad/<uuid:uuid>/synpunkter/<int:pk>/",
        answering.desk_contribution,
        name="desk_contribution",
    ),
    path(
        "region/samrad/<uuid:uuid>/synpunkter/<int:pk>/slapp/",
        answering.desk_contribution_release,
        name="desk_contribution_release",
    ),
    path(
        "region/samrad/<uuid:uuid>/synpunkter/<int:pk>/hall-inne/",
        answering.desk_contribution_hold,
        name="desk_contribution_hold",
    ),
    path(
        "region/samrad/<uuid:uuid>/synpunkter/<int:pk>/besvara/",
        answering.desk_contribution_decide,
        name="desk_contribution_decide",
    ),
    path(
        "region/samrad/<uuid:uuid>/publicera-svar/",
        answering.desk_verdicts_publish,
        name="desk_verdicts_publish",
    ),
    path(
        "region/samrad/<uuid:uuid>/synpunkter.<str:format>",
        answering.desk_contributions_export,
        name="desk_contributions_export",
    ),
    path("region/samrad/<uuid:uuid>/diarium/", answering.desk_register, name="desk_register"),
    path(
        "region/samrad/<uuid:uuid>/yttranden/<int:number>/",
        answering.desk_statement,
        name="desk_statement",
    ),
]
