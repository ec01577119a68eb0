from django.urls import path

from consultations.views import quick, receipt, signing, statement

urlpatterns = [
    path(
        "<slug:region>/samrad/<slug:slug>/svara/", statement.statement_start, name="statement_start"
    ),
    path("<slug:region>/samrad/<slug:slug>/en-sak/", quick.statement_quick, name="statement_quick"),
    path("yttrande/<uuid:uuid>/", statement.statement_detail, name="statement_detail"),
    path(
        "yttrande/<uuid:uuid>/avsnitt/<slug:key>/",
        statement.statement_section,
        name="statement_section",
    ),
    path(
        "yttrande/<uuid:uuid>/fraga/<int:position>/",
        statement.statement_question,
        name="statement_question",
    ),
    path("yttrande/<uuid:uuid>/helheten/", statement.statement_whole, name="statement_whole"),
    path("yttrande/<uuid:uuid>/bakom/", statement.statement_backing, name="statement_backing"),
    path("yttrande/<uuid:uuid>/ta-bort/", statement.statement_delete, name="statement_delete"),
    path("yttrande/<uuid:uuid>/granska/", signing.statement_check, name="statement_check"),
    path("yttrande/<uuid:uuid>/skicka/", signing.statement_send, name="statement_send"),
    path(
        "yttrande/<uuid:uuid>/skicka-tillbaka/", signing.statement_return, name="statement_return"
    ),
    path("yttrande/<uuid:uuid>/lamna-in/", signing.statement_submit, name="statement_submit"),
    path(
        "yttrande/<uuid:uuid>/ta-tillbaka/", signing.statement_take_back, name="statement_take_back"
    ),
    path("yttrande/<uuid:uuid>/aterta/", signing.statement_recall, name="statement_recall"),
    path("kvitto/", receipt.receipt_enter, name="receipt_enter"),
    path("kvitto/<str:token>/", receipt.receipt_detail, name="receipt_detail"),
    path("kvitto/<str:token>/namn/", receipt.receipt_hide_name, name="receipt_hide_name"),
]
