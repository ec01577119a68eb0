from django.urls import path

from consultations.views import (
    answering,
    consultation,
    coverage,
    desk,
    desk_alliances,
    desk_consultations,
    desk_earlier,
    desk_plans,
    following,
    invitation,
    inviting,
    meeting,
    plan,
    planned,
    planning,
    quick,
    receipt,
    sign_up,
    signing,
    statement,
)

app_name = "consultations"

urlpatterns = [
    path("region/", desk.desk, name="desk"),
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
    path("region/tidigare/", desk_earlier.desk_earlier_list, name="desk_earlier_list"),
    path("region/tidigare/ny/", desk_earlier.desk_earlier_new, name="desk_earlier_new"),
    path("region/tidigare/<uuid:uuid>/", desk_earlier.desk_earlier, name="desk_earlier"),
    path(
        "region/tidigare/<uuid:uuid>/ta-in/",
        desk_earlier.desk_earlier_take_in,
        name="desk_earlier_take_in",
    ),
    path(
        "region/tidigare/<uuid:uuid>/ta-bort/",
        desk_earlier.desk_earlier_remove,
        name="desk_earlier_remove",
    ),
    path("region/moten/nytt/", planning.desk_meeting_new, name="desk_meeting_new"),
    path("region/moten/<uuid:uuid>/", desk.desk_meeting, name="desk_meeting"),
    path(
        "region/moten/<uuid:uuid>/publicera/",
        desk.desk_meeting_publish,
        name="desk_meeting_publish",
    ),
    path(
        "region/moten/<uuid:uuid>/stall-in/", desk.desk_meeting_cancel, name="desk_meeting_cancel"
    ),
    path("region/moten/<uuid:uuid>/plan/", planning.desk_meeting_plan, name="desk_meeting_plan"),
    path(
        "region/moten/<uuid:uuid>/plan/<slug:step>/",
        planning.desk_meeting_step,
        name="desk_meeting_step",
    ),
    path(
        "region/moten/<uuid:uuid>/sprak/<slug:language>/",
        planning.desk_meeting_translation,
        name="desk_meeting_translation",
    ),
    path("region/moten/<uuid:uuid>/kollen/", planned.desk_meeting_check, name="desk_meeting_check"),
    path(
        "region/moten/<uuid:uuid>/forhandsvisa/",
        planned.desk_meeting_preview,
        name="desk_meeting_preview",
    ),
    path(
        "region/moten/<uuid:uuid>/forhandsvisa/inbjudan/",
        planned.desk_preview_invitation,
        name="desk_preview_invitation",
    ),
    path("region/moten/<uuid:uuid>/kopiera/", planned.desk_meeting_copy, name="desk_meeting_copy"),
    path(
        "region/moten/<uuid:uuid>/serie/", planned.desk_meeting_series, name="desk_meeting_series"
    ),
    path(
        "region/moten/<uuid:uuid>/boka-datumet/",
        planned.desk_save_the_date,
        name="desk_save_the_date",
    ),
    path("region/moten/<uuid:uuid>/valj/", inviting.desk_choose, name="desk_choose"),
    path("region/moten/<uuid:uuid>/inbjudna/", inviting.desk_invitations, name="desk_invitations"),
    path("region/moten/<uuid:uuid>/stryk/", inviting.desk_leave_out, name="desk_leave_out"),
    path("region/moten/<uuid:uuid>/skicka/", inviting.desk_send, name="desk_send"),
    path("region/moten/<uuid:uuid>/brev.pdf", inviting.desk_paper, name="desk_paper"),
    path("region/moten/<uuid:uuid>/paminn/", inviting.desk_remind, name="desk_remind"),
    path("region/moten/<uuid:uuid>/svar/", following.desk_replies, name="desk_replies"),
    path("region/moten/<uuid:uuid>/svar.<str:format>", following.desk_export, name="desk_export"),
    path("region/moten/<uuid:uuid>/telefon/", following.desk_phone_find, name="desk_phone_find"),
    path(
        "region/moten/<uuid:uuid>/telefon/<uuid:organisation>/",
        following.desk_phone,
        name="desk_phone",
    ),
    path(
        "region/moten/<uuid:uuid>/narvarolista.pdf",
        following.desk_attendance,
        name="desk_attendance",
    ),
    path("region/moten/<uuid:uuid>/rostlangd.pdf", desk_alliances.desk_votes, name="desk_votes"),
    path("region/allianser/", desk_alliances.desk_alliances, name="desk_alliances"),
    path(
        "region/allianser/<slug:slug>/intresse/",
        desk_alliances.desk_alliance_interest,
        name="desk_alliance_interest",
    ),
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
    path("region/planer/ny/", desk_plans.desk_plan_new, name="desk_plan_new"),
    path(
        "region/planer/<int:plan>/ny-version/",
        desk_plans.desk_plan_version,
        name="desk_plan_version",
    ),
    path("region/planer/<int:plan>/<int:version>/", desk_plans.desk_plan, name="desk_plan"),
    path(
        "region/planer/<int:plan>/<int:version>/andra/",
        desk_plans.desk_plan_edit,
        name="desk_plan_edit",
    ),
    path(
        "region/planer/<int:plan>/<int:version>/publicera/",
        desk_plans.desk_plan_publish,
        name="desk_plan_publish",
    ),
    path(
        "region/planer/<int:plan>/<int:version>/anta/",
        desk_plans.desk_plan_adopt,
        name="desk_plan_adopt",
    ),
    path(
        "region/planer/<int:plan>/<int:version>/radera/",
        desk_plans.desk_plan_delete,
        name="desk_plan_delete",
    ),
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
    path("i/", invitation.code_enter, name="code_enter"),
    path("i/<str:token>/", invitation.invitation_detail, name="invitation_detail"),
    path("i/<str:token>/svar/", invitation.invitation_answer, name="invitation_answer"),
    path("i/<str:token>/uppgifter/", invitation.reply_details, name="reply_details"),
    path("i/<str:token>/bekrafta/", invitation.reply_confirm, name="reply_confirm"),
    path("i/<str:token>/online/", invitation.reply_online, name="reply_online"),
    path("i/<str:token>/mote.ics", invitation.invitation_calendar, name="invitation_calendar"),
    path("i/<str:token>/bort/", invitation.invitation_remove, name="invitation_remove"),
    path("<slug:region>/moten/", meeting.meeting_list, name="meeting_list"),
    path("<slug:region>/moten/kalender.ics", meeting.meeting_feed, name="meeting_feed"),
    path("<slug:region>/moten/<slug:slug>/", meeting.meeting_detail, name="meeting_detail"),
    path(
        "<slug:region>/moten/<slug:slug>/mote.ics",
        meeting.meeting_calendar,
        name="meeting_calendar",
    ),
    path("<slug:region>/moten/<slug:slug>/anmal/", sign_up.sign_up_who, name="sign_up_who"),
    path(
        "<slug:region>/moten/<slug:slug>/anmal/forening/",
        sign_up.sign_up_find,
        name="sign_up_find",
    ),
    path(
        "<slug:region>/moten/<slug:slug>/anmal/skickat/",
        sign_up.sign_up_sent,
        name="sign_up_sent",
    ),
    path(
        "<slug:region>/moten/<slug:slug>/anmal/<str:speaker>/",
        sign_up.sign_up_as,
        name="sign_up_as",
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
    path("<slug:region>/kulturplan/", plan.plan_detail, name="plan_detail"),
    path(
        "<slug:region>/kulturplan/<int:plan>/<int:version>/", plan.plan_version, name="plan_version"
    ),
    path(
        "<slug:region>/kulturplan/<int:plan>/<int:version>/hela/",
        plan.plan_whole,
        name="plan_whole",
    ),
    path(
        "<slug:region>/kulturplan/<int:plan>/<int:version>/<slug:chapter>/",
        plan.plan_section,
        name="plan_section",
    ),
    path(
        "<slug:region>/kulturplan/<int:plan>/<int:version>/<slug:chapter>/sagt/<slug:key>/",
        plan.plan_voices,
        name="plan_voices",
    ),
    path("<slug:region>/samrad/", consultation.consultation_list, name="consultation_list"),
    path(
        "<slug:region>/samrad/<slug:slug>/",
        consultation.consultation_detail,
        name="consultation_detail",
    ),
    path(
        "<slug:region>/samrad/<slug:slug>/synpunkter/",
        consultation.consultation_voices,
        name="consultation_voices",
    ),
    path("<slug:region>/vad-blev-det/", consultation.what_became, name="what_became"),
]
