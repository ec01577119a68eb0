from django.urls import path

from organisations.views import (
    calls,
    claims,
    colleagues,
    register,
    registration,
    representation,
    returns,
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
        "anmal/bekrafta/<str:token>/andra/",
        registration.registration_correct,
        name="registration_correct",
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
        "anmal/foretrada/<uuid:uuid>/kod/",
        representation.representation_code,
        name="representation_code",
    ),
    path(
        "anmal/foretrada/<uuid:uuid>/sluta/",
        colleagues.representation_end,
        name="representation_end",
    ),
    path("region/ansprak/", claims.desk_claims, name="desk_claims"),
    path("region/ansprak/<int:pk>/", claims.desk_claim, name="desk_claim"),
    path("region/ringa/", calls.desk_calls, name="desk_calls"),
    path("region/ringa/lista.<slug:format>", calls.desk_calls_export, name="desk_calls_export"),
    path("region/ringa/<uuid:uuid>/", calls.desk_call, name="desk_call"),
    path("region/aterlamna/", returns.desk_returns, name="desk_returns"),
    path("region/aterlamna/<uuid:uuid>/", returns.desk_return, name="desk_return"),
    path(
        "region/aterlamna/<uuid:uuid>/ny-lank/",
        returns.desk_return_withdraw,
        name="desk_return_withdraw",
    ),
    path("kommunlista/<str:token>/", returns.list_return, name="list_return"),
    path(
        "kommunlista/<str:token>/andringar.<slug:format>",
        returns.list_return_export,
        name="list_return_export",
    ),
    path("<slug:region>/organisationer/", register.organisation_list, name="organisation_list"),
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
        "<slug:region>/organisationer/<slug:slug>/kollegor/",
        colleagues.organisation_colleagues,
        name="organisation_colleagues",
    ),
    path(
        "<slug:region>/organisationer/<slug:slug>/kollegor/<int:pk>/slapp-in/",
        colleagues.colleague_admit,
        name="colleague_admit",
    ),
    path(
        "<slug:region>/organisationer/<slug:slug>/kollegor/<int:pk>/ta-tillbaka/",
        colleagues.colleague_take_back,
        name="colleague_take_back",
    ),
    path(
        "<slug:region>/organisationer/<slug:slug>/ta-bort/",
        representation.organisation_remove,
        name="organisation_remove",
    ),
]
