from consultations.urls import (
    consultations,
    coverage,
    desk,
    desk_consultations,
    desk_meetings,
    desk_plans,
    invitations,
    meetings,
    notes,
    plans,
    statements,
)

app_name = "consultations"

# A region's own pages come last: their slug would take `region/samrad/nytt/` and `i/moten/`.
urlpatterns = [
    *desk.urlpatterns,
    *desk_meetings.urlpatterns,
    *desk_consultations.urlpatterns,
    *desk_plans.urlpatterns,
    *statements.urlpatterns,
    *invitations.urlpatterns,
    *notes.urlpatterns,
    *meetings.urlpatterns,
    *coverage.urlpatterns,
    *plans.urlpatterns,
    *consultations.urlpatterns,
]
