from django.urls import path

from consultations.views import plan

urlpatterns = [
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
]
