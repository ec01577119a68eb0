from django.urls import path

from organisations.views import (
    open_data,
    outreach,
    register,
    registration,
    representation,
    tips,
)

app_name = "organisations"

urlpatterns = [
    path("anmal/", registration.registration_start, name="registration_start"),
    path("anmal/finns/", registration.registration_doubles, name="registration_doubles"),
    path("anmal/uppgifter/", registration.registration_facts, name="registration_facts"),
    path("anmal/kontrollera/", registration.registration_check, name="registration_check"),
    path("anmal/tack/", registration.registration_done, name="registration_done"),
    path(
        "anmal/det-ar-vi/<uuid:uuid>/", registration.registration_claim, name="registration_claim"
    ),
    path(
        "anmal/bekrafta/<str:token>/",
        registration.registration_confirm,
        name="registration_confirm",
    ),
    path(
        "anmal/bekrafta/<str:token>/ta-bort/",
        registration.registration_remove,
        name="registration_remove",
    ),
    path(
        "anmal/foretrada/<uuid:uuid>/",
        representation.representation_request,
        name="representation_request",
    ),
    path(
        "anmal/foretrada/<uuid:uuid>/sluta/",
        representation.representation_end,
        name="representation_end",
    ),
    path("region/uppsokande/", outreach.outreach_list, name="outreach_list"),
    path("region/uppsokande/<uuid:uuid>/", outreach.outreach_detail, name="outreach_detail"),
    path(
        "region/uppsokande/<uuid:uuid>/inget-svar/",
        outreach.outreach_no_answer,
        name="outreach_no_answer",
    ),
    path("region/uppsokande/<uuid:uuid>/klart/", outreach.outreach_done, name="outreach_done"),
    path("region/tips/<uuid:uuid>/", outreach.tip_detail, name="tip_detail"),
    path("region/tips/<uuid:uuid>/ta-upp/", outreach.tip_take_up, name="tip_take_up"),
    path(
        "region/tips/<uuid:uuid>/finns/<uuid:organisation>/",
        outreach.tip_recognise,
        name="tip_recognise",
    ),
    path("region/tips/<uuid:uuid>/stang/", outreach.tip_close, name="tip_close"),
    path("<slug:region>/tipsa/", tips.tip_new, name="tip_new"),
    path("<slug:region>/tipsa/tack/", tips.tip_thanks, name="tip_thanks"),
    path("<slug:region>/organisationer/", register.organisation_list, name="organisation_list"),
    path(
        "<slug:region>/organisationer/lista.html",
        register.organisation_print,
        name="organisation_print",
    ),
    path("<slug:region>/oppna-data/", open_data.open_data, name="open_data"),
    path(
        "<slug:region>/oppna-data/organisationer.schema.json",
        open_data.open_data_schema,
        name="open_data_schema",
    ),
    path(
        "<slug:region>/oppna-data/organisationer.<slug:format>",
        open_data.open_data_file,
        name="open_data_file",
    ),
    path(
        "<slug:region>/organisationer/lista.<slug:format>",
        register.organisation_export,
        name="organisation_export",
    ),
    path(
        "<slug:region>/organisationer/<slug:slug>/",
        register.organisation_detail,
        name="organisation_detail",
    ),
    path(
        "<slug:region>/organisationer/<slug:slug>/andra/",
        representation.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "<slug:region>/organisationer/<slug:slug>/ta-bort/",
        representation.organisation_remove,
        name="organisation_remove",
    ),
]
