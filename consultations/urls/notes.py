from django.urls import path

from consultations.views import asking, noting

urlpatterns = [
    path("bord/<str:token>/", noting.table_notes, name="table_notes"),
    path("bord/<str:token>/<uuid:key>/", noting.table_note, name="table_note"),
    path(
        "bord/<str:token>/<uuid:key>/ta-bort/", noting.table_note_remove, name="table_note_remove"
    ),
    path("bord/<str:token>/rattelser/<int:pk>/", noting.table_correction, name="table_correction"),
    path("ratt/<str:token>/", asking.asking_detail, name="asking_detail"),
    path("ratt/<str:token>/protokoll/", asking.asking_minutes, name="asking_minutes"),
    path("ratt/<str:token>/<uuid:key>/", asking.asking_note, name="asking_note"),
    path("utvardering/<str:token>/", asking.evaluation_answer, name="evaluation_answer"),
]
