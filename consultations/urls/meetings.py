from django.urls import path

from consultations.views import meeting, meeting_after, my_calendar, sign_up

urlpatterns = [
    path("mitt/kalender/", my_calendar.my_calendar, name="my_calendar"),
    path("kalender/<str:token>.ics", my_calendar.my_feed, name="my_feed"),
    path("<slug:region>/moten/", meeting.meeting_list, name="meeting_list"),
    path("<slug:region>/moten/kalender.ics", meeting.meeting_feed, name="meeting_feed"),
    path("<slug:region>/moten/<slug:slug>/", meeting.meeting_detail, name="meeting_detail"),
    path(
        "<slug:region>/moten/<slug:slug>/efter/", meeting_after.meeting_after, name="meeting_after"
    ),
    path(
        "<slug:region>/moten/<slug:slug>/dokument/<int:pk>/",
        meeting_after.meeting_document,
        name="meeting_document",
    ),
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
]
