from django.urls import path

from consultations.views import desk_plans

urlpatterns = [
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
        "region/planer/<int:plan>/<int:version>/delar/",
        desk_plans.desk_plan_parts,
        name="desk_plan_parts",
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
]
