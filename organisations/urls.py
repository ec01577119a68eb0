from django.urls import path

from organisations.views import (
    alliance,
    alliance_lead,
    annual,
    calls,
    claims,
    colleagues,
    open_data,
    outreach,
    personal,
    register,
    registration,
    representation,
    returns,
    tips,
)

app_name = "organisations"

urlpatterns = [
    path("mitt/uppgifter/", personal.my_data, name="my_data"),
    path("mitt/uppgifter/fil/", personal.my_data_file, name="my_data_file"),
    path("mitt/uppgifter/radera/", personal.my_data_erase, name="my_data_erase"),
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
    path("anmal/stammer/<str:token>/", annual.annual_confirm, name="annual_confirm"),
    path("kommunlista/<str:token>/", returns.list_return, name="list_return"),
    path(
        "kommunlista/<str:token>/andringar.<slug:format>",
        returns.list_return_export,
        name="list_return_export",
    ),
    path("<slug:region>/allians/", alliance.alliance_list, name="alliance_list"),
    path("allianser/<slug:slug>/", alliance.alliance_detail, name="alliance_detail"),
    path(
        "allianser/<slug:slug>/dokument/<int:pk>/",
        alliance.alliance_document,
        name="alliance_document",
    ),
    path("allianser/<slug:slug>/med/", alliance.alliance_join, name="alliance_join"),
    path("allianser/<slug:slug>/lamna/<int:pk>/", alliance.alliance_leave, name="alliance_leave"),
    path("allianser/<slug:slug>/leda/", alliance_lead.alliance_lead, name="alliance_lead"),
    path("allianser/<slug:slug>/leda/andra/", alliance_lead.alliance_edit, name="alliance_edit"),
    path("allianser/<slug:slug>/leda/skede/", alliance_lead.alliance_stage, name="alliance_stage"),
    path(
        "allianser/<slug:slug>/leda/medlemmar/",
        alliance_lead.alliance_members,
        name="alliance_members",
    ),
    path(
        "allianser/<slug:slug>/leda/medlemmar/<int:pk>/",
        alliance_lead.alliance_member,
        name="alliance_member",
    ),
    path(
        "allianser/<slug:slug>/leda/medlemmar/<int:pk>/avsluta/",
        alliance_lead.alliance_member_end,
        name="alliance_member_end",
    ),
    path(
        "allianser/<slug:slug>/leda/spridning/", alliance_lead.alliance_reach, name="alliance_reach"
    ),
    path(
        "allianser/<slug:slug>/leda/styrelse/", alliance_lead.alliance_board, name="alliance_board"
    ),
    path(
        "allianser/<slug:slug>/leda/styrelse/<int:pk>/",
        alliance_lead.alliance_board,
        name="alliance_board_seat",
    ),
    path(
        "allianser/<slug:slug>/leda/styrelse/<int:pk>/ta-bort/",
        alliance_lead.alliance_board_delete,
        name="alliance_board_delete",
    ),
    path(
        "allianser/<slug:slug>/leda/dokument/",
        alliance_lead.alliance_documents,
        name="alliance_documents",
    ),
    path(
        "allianser/<slug:slug>/leda/dokument/<int:pk>/",
        alliance_lead.alliance_documents,
        name="alliance_document_edit",
    ),
    path("allianser/<slug:slug>/leda/steg/", alliance_lead.alliance_steps, name="alliance_steps"),
    path(
        "allianser/<slug:slug>/leda/steg/<slug:key>/",
        alliance_lead.alliance_step,
        name="alliance_step",
    ),
    path("allianser/<slug:slug>/leda/skriv/", alliance_lead.alliance_write, name="alliance_write"),
    path("<slug:region>/organisationer/", register.organisation_list, name="organisation_list"),
    path(
        "<slug:region>/organisationer/lista.html",
        register.organisation_print,
        name="organisation_print",
    ),
    path("<slug:region>/organisationer/karta/", register.organisation_map, name="organisation_map"),
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
