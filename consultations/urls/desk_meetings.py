from django.urls import path

from consultations.views import (
    desk,
    desk_after,
    desk_alliances,
    desk_notes,
    door,
    following,
    inviting,
    inviting_print,
    inviting_reminder,
    inviting_send,
    needs,
    over_limit,
    planned,
    planning,
)

urlpatterns = [
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
    path("region/moten/<uuid:uuid>/skicka/", inviting_send.desk_send, name="desk_send"),
    path("region/moten/<uuid:uuid>/brev.pdf", inviting_print.desk_paper, name="desk_paper"),
    path("region/moten/<uuid:uuid>/paminn/", inviting_send.desk_remind, name="desk_remind"),
    path("region/moten/<uuid:uuid>/brevet/", inviting_send.desk_words, name="desk_words"),
    path(
        "region/moten/<uuid:uuid>/brevet/aterstall/",
        inviting_send.desk_words_reset,
        name="desk_words_reset",
    ),
    path(
        "region/moten/<uuid:uuid>/paminnelser/brevet/",
        inviting_reminder.desk_reminder_words,
        name="desk_reminder_words",
    ),
    path("region/moten/<uuid:uuid>/provbrev/", inviting_send.desk_trial, name="desk_trial"),
    path("region/moten/<uuid:uuid>/pausa/", inviting_send.desk_pause, name="desk_pause"),
    path("region/moten/<uuid:uuid>/fortsatt/", inviting_send.desk_resume, name="desk_resume"),
    path(
        "region/moten/<uuid:uuid>/paminnelser/",
        inviting_send.desk_reminders,
        name="desk_reminders",
    ),
    path("region/moten/<uuid:uuid>/utskrift/", inviting_print.desk_print, name="desk_print"),
    path(
        "region/moten/<uuid:uuid>/alla-brev.pdf",
        inviting_print.desk_print_file,
        name="desk_print_file",
    ),
    path(
        "region/moten/<uuid:uuid>/inbjudna.<str:format>",
        inviting.desk_invited_export,
        name="desk_invited_export",
    ),
    path("region/moten/<uuid:uuid>/svar/", following.desk_replies, name="desk_replies"),
    path("region/moten/<uuid:uuid>/svar.<str:format>", following.desk_export, name="desk_export"),
    path("region/moten/<uuid:uuid>/telefon/", following.desk_phone_find, name="desk_phone_find"),
    path(
        "region/moten/<uuid:uuid>/telefon/<uuid:organisation>/",
        following.desk_phone,
        name="desk_phone",
    ),
    path("region/moten/<uuid:uuid>/dorren/", door.desk_door, name="desk_door"),
    path(
        "region/moten/<uuid:uuid>/dorren/svar/<uuid:reply>/",
        door.desk_door_reply,
        name="desk_door_reply",
    ),
    path("region/moten/<uuid:uuid>/dorren/kom/", door.desk_check_in, name="desk_check_in"),
    path(
        "region/moten/<uuid:uuid>/dorren/angra/",
        door.desk_check_in_undo,
        name="desk_check_in_undo",
    ),
    path("region/moten/<uuid:uuid>/dorren/utan-plats/", door.desk_walk_in, name="desk_walk_in"),
    path(
        "region/moten/<uuid:uuid>/extra/<uuid:organisation>/",
        over_limit.desk_over_limit,
        name="desk_over_limit",
    ),
    path(
        "region/moten/<uuid:uuid>/extra/plats/<int:seat>/",
        over_limit.desk_let_in,
        name="desk_let_in",
    ),
    path("region/moten/<uuid:uuid>/behov/", needs.desk_needs, name="desk_needs"),
    path("region/moten/<uuid:uuid>/behov.pdf", needs.desk_needs_print, name="desk_needs_print"),
    path(
        "region/moten/<uuid:uuid>/narvarolista.pdf",
        following.desk_attendance,
        name="desk_attendance",
    ),
    path("region/moten/<uuid:uuid>/rostlangd.pdf", desk_alliances.desk_votes, name="desk_votes"),
    path("region/moten/<uuid:uuid>/efter/", desk_after.desk_after, name="desk_after"),
    path("region/moten/<uuid:uuid>/protokoll/", desk_after.desk_minutes, name="desk_minutes"),
    path("region/moten/<uuid:uuid>/bord/", desk_after.desk_tables, name="desk_tables"),
    path(
        "region/moten/<uuid:uuid>/bord.pdf", desk_after.desk_tables_print, name="desk_tables_print"
    ),
    path("region/moten/<uuid:uuid>/galler/", desk_after.desk_about, name="desk_about"),
    path("region/moten/<uuid:uuid>/sedan/", desk_after.desk_closing, name="desk_closing"),
    path("region/moten/<uuid:uuid>/med/", desk_after.desk_hosts, name="desk_hosts"),
    path(
        "region/moten/<uuid:uuid>/med/<int:pk>/ta-bort/",
        desk_after.desk_host_remove,
        name="desk_host_remove",
    ),
    path("region/moten/<uuid:uuid>/dokument/", desk_after.desk_documents, name="desk_documents"),
    path(
        "region/moten/<uuid:uuid>/dokument/<int:pk>/",
        desk_after.desk_documents,
        name="desk_document",
    ),
    path(
        "region/moten/<uuid:uuid>/dokument/<int:pk>/ta-bort/",
        desk_after.desk_document_remove,
        name="desk_document_remove",
    ),
    path("region/moten/<uuid:uuid>/anteckningar/", desk_notes.desk_notes, name="desk_notes"),
    path(
        "region/moten/<uuid:uuid>/rattelser/<int:pk>/",
        desk_notes.desk_correction,
        name="desk_correction",
    ),
    path("region/moten/<uuid:uuid>/fraga/", desk_notes.desk_ask, name="desk_ask"),
    path("region/moten/<uuid:uuid>/bekrafta/", desk_notes.desk_confirm, name="desk_confirm"),
    path("region/moten/<uuid:uuid>/slapp/", desk_notes.desk_let_out, name="desk_let_out"),
    path(
        "region/moten/<uuid:uuid>/utvardering/",
        desk_notes.desk_evaluation,
        name="desk_evaluation",
    ),
]
