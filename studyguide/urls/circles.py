from django.urls import path

from studyguide.views import (
    circle_join,
    circle_members,
    circle_notes,
    circle_papers,
    circles,
    note_wordings,
    offers,
    proposals,
)
from studyguide.views import gatherings as gathering

app_name = "circles"

urlpatterns = [
    path("ny/", circles.circle_start, name="circle_start"),
    path("lamnat/", circle_join.circle_left, name="circle_left"),
    # By a link, without an account.
    path("med/<str:token>/", circle_join.circle_join, name="circle_join"),
    path("med/<str:token>/mejlat/", circle_join.circle_join_mailed, name="circle_join_mailed"),
    path("min/<str:token>/", circle_join.own_circle, name="own_circle"),
    path("min/<str:token>/lamna/", circle_join.own_leave, name="own_leave"),
    path("min/<str:token>/samtal/<slug:chapter>/", circle_notes.own_talk, name="own_talk"),
    path(
        "min/<str:token>/samtal/<slug:chapter>/<slug:question>/",
        circle_notes.own_question,
        name="own_question",
    ),
    path(
        "min/<str:token>/samtal/<slug:chapter>/<slug:question>/tidigare/",
        note_wordings.own_wordings,
        name="own_wordings",
    ),
    # By an account.
    path("<uuid:uuid>/", circles.circle_detail, name="circle_detail"),
    path("<uuid:uuid>/andra/", circles.circle_edit, name="circle_edit"),
    path("<uuid:uuid>/ta-bort/", circles.circle_remove, name="circle_remove"),
    path("<uuid:uuid>/planera/", circles.circle_plan, name="circle_plan"),
    path("<uuid:uuid>/forening/", circles.circle_take_part, name="circle_take_part"),
    path("<uuid:uuid>/lank/", circles.circle_link_renew, name="circle_link_renew"),
    path("<uuid:uuid>/lank/stang/", circles.circle_link_close, name="circle_link_close"),
    path("<uuid:uuid>/deltagare/", circle_members.circle_members, name="circle_members"),
    path(
        "<uuid:uuid>/deltagare/<uuid:member>/", circle_members.circle_member, name="circle_member"
    ),
    path(
        "<uuid:uuid>/deltagare/<uuid:member>/ta-bort/",
        circle_members.circle_member_remove,
        name="circle_member_remove",
    ),
    path("<uuid:uuid>/traff/", gathering.gathering_new, name="gathering_new"),
    path("<uuid:uuid>/traff/<int:pk>/", gathering.gathering_detail, name="gathering_detail"),
    path("<uuid:uuid>/traff/<int:pk>/andra/", gathering.gathering_edit, name="gathering_edit"),
    path("<uuid:uuid>/samtal/<slug:chapter>/", circle_notes.circle_talk, name="circle_talk"),
    path(
        "<uuid:uuid>/samtal/<slug:chapter>/<slug:question>/",
        circle_notes.circle_question,
        name="circle_question",
    ),
    path(
        "<uuid:uuid>/samtal/<slug:chapter>/<slug:question>/tidigare/",
        note_wordings.circle_wordings,
        name="circle_wordings",
    ),
    path("<uuid:uuid>/<slug:paper>.pdf", circle_papers.circle_paper, name="circle_paper"),
    path("<uuid:uuid>/narvarolista.xlsx", circle_papers.circle_sheet, name="circle_sheet"),
    # From note to plan: the circle's own, by account and by link, and then the associations'.
    path("<uuid:uuid>/forslag/", proposals.circle_proposals, name="circle_proposals"),
    path("<uuid:uuid>/forslag/erbjud/", proposals.circle_offer, name="circle_offer"),
    path("<uuid:uuid>/forslag/sjalv/", offers.proposals_own, name="proposals_own"),
    path(
        "<uuid:uuid>/forslag/<uuid:proposal>/ta-tillbaka/",
        proposals.circle_withdraw,
        name="circle_withdraw",
    ),
    path("<uuid:uuid>/forslag/<uuid:proposal>/sjalv/", offers.proposal_own, name="proposal_own"),
    path(
        "<uuid:uuid>/forslag/<slug:chapter>/<slug:question>/",
        proposals.circle_lift,
        name="circle_lift",
    ),
    path("min/<str:token>/forslag/", proposals.own_proposals, name="own_proposals"),
    path(
        "min/<str:token>/forslag/<uuid:proposal>/ta-tillbaka/",
        proposals.own_withdraw,
        name="own_withdraw",
    ),
    path(
        "min/<str:token>/forslag/<slug:chapter>/<slug:question>/",
        proposals.own_lift,
        name="own_lift",
    ),
    path("till/<uuid:uuid>/", offers.offer_list, name="offer_list"),
    path("erbjudet/<uuid:uuid>/", offers.offer_take, name="offer_take"),
    path("erbjudet/<uuid:uuid>/avsta/", offers.offer_decline, name="offer_decline"),
]
