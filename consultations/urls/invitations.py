from django.urls import path

from consultations.views import handover, invitation

urlpatterns = [
    path("i/", invitation.code_enter, name="code_enter"),
    path("i/prov/", invitation.trial_detail, name="trial_detail"),
    path("i/prov/<str:rest>/", invitation.trial_detail, name="trial_part"),
    path("i/<str:token>/", invitation.invitation_detail, name="invitation_detail"),
    path("i/<str:token>/svar/", invitation.invitation_answer, name="invitation_answer"),
    path("i/<str:token>/uppgifter/", invitation.reply_details, name="reply_details"),
    path("i/<str:token>/bekrafta/", invitation.reply_confirm, name="reply_confirm"),
    path("i/<str:token>/online/", invitation.reply_online, name="reply_online"),
    path("i/<str:token>/mote.ics", invitation.invitation_calendar, name="invitation_calendar"),
    path("i/<str:token>/bort/", invitation.invitation_remove, name="invitation_remove"),
    path("i/<str:token>/inga-fler/", invitation.invitation_silence, name="invitation_silence"),
    path("i/<str:token>/plats/", handover.seat_offer, name="seat_offer"),
    path("i/<str:token>/plats/ater/", handover.seat_take_back, name="seat_take_back"),
    path("plats/<str:token>/", handover.seat_detail, name="seat_detail"),
    path("plats/<str:token>/mote.ics", handover.seat_calendar, name="seat_calendar"),
]
