from django.urls import path

from consultations.views import desk, desk_alliances, desk_earlier, desk_purged

urlpatterns = [
    path("region/", desk.desk, name="desk"),
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
    path("region/gallrat/", desk_purged.desk_purged, name="desk_purged"),
    path("region/allianser/", desk_alliances.desk_alliances, name="desk_alliances"),
    path(
        "region/allianser/<slug:slug>/intresse/",
        desk_alliances.desk_alliance_interest,
        name="desk_alliance_interest",
    ),
]
