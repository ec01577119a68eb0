"""The admin's rows of the table of urls."""

from tests.kick.matrix_words import (
    ALL,
    ANY_STAFF,
    EVERYBODY,
    LEADS,
    NATIONAL,
    NOBODY,
    STAFF,
    STRANGERS,
    USERS,
    Row,
)


def admin(name, objects, seen_by, get, post, refused=404, is_open=False):
    return Row(f"admin:{name}", objects, seen_by, get, post, is_open, True, refused)


def model(
    name,
    sees,
    *,
    adds=NOBODY,
    changes=NOBODY,
    deletes=NOBODY,
    change_post=200,
    add_post=200,
    app="organisations",
):
    """The six pages that every model has in the admin: read, and written by those who may."""
    base, row = f"{app}_{name}", f"admin.{name}"
    both = frozenset(changes.here | changes.there)
    change_post = change_post if type(change_post) is dict else {both: change_post}
    delete = {frozenset(deletes.here | deletes.there): 200, frozenset(ALL): 403}
    return [
        admin(f"{base}_changelist", "", ANY_STAFF, 200, 200),
        admin(f"{base}_add", "", adds, 200, add_post, refused=403),
        admin(f"{base}_change", row, sees, 200, {**change_post, frozenset(ALL): 403}),
        admin(f"{base}_history", row, sees, 200, 200),
        admin(f"{base}_delete", row, sees, delete, delete | {next(iter(delete)): 302}),
    ]


def national_model(name, *, adds=NOBODY, change_post=403, changelist_post=200):
    """The pages of what the national lead answers for: to others the rows are missing."""
    base, row = f"organisations_{name}", f"admin.{name}"
    return [
        admin(f"{base}_changelist", "", NATIONAL, 200, changelist_post, refused=403),
        admin(f"{base}_add", "", adds, 200, 200, refused=403),
        admin(f"{base}_change", row, NATIONAL, 200, change_post),
        admin(f"{base}_history", row, NATIONAL, 200, 200),
        admin(f"{base}_delete", row, NATIONAL, 403, 403),
    ]


OUTSIDE_STAFF = frozenset(USERS - STAFF)
ADMIN = [
    admin("index", "", ANY_STAFF, 200, 200, is_open=True),
    Row("admin:login", "", EVERYBODY, *[{OUTSIDE_STAFF: 404, frozenset(ALL): "login"}] * 2),
    Row(
        "admin:logout",
        "",
        EVERYBODY,
        {frozenset(STRANGERS): "login", frozenset(STAFF): 405, OUTSIDE_STAFF: 302},
        {frozenset(STRANGERS): "login", frozenset(STAFF): 200, OUTSIDE_STAFF: 302},
    ),
    admin("jsi18n", "", ANY_STAFF, 200, 405),
    admin("autocomplete", "", ANY_STAFF, 403, 405),
    admin("app_list", ":organisations", ANY_STAFF, 200, 200),
    *model("organisation", LEADS, adds=ANY_STAFF, changes=LEADS),
    *model("representative", LEADS),
    *model("user", LEADS, adds=NATIONAL, changes=NATIONAL),
    *model("assignment", LEADS, adds=ANY_STAFF, deletes=LEADS),
    *model("region", LEADS, changes=LEADS),
    *model("municipality", ANY_STAFF),
    *model("artform", ANY_STAFF, adds=NATIONAL, changes=NATIONAL),
    *model("minority", ANY_STAFF, changes=NATIONAL),
    *model("activityword", ANY_STAFF, adds=NATIONAL, changes=NATIONAL),
    *model("letter", LEADS),
    *national_model("purgerun"),
    *national_model("documentapproval", changelist_post=302),
    *national_model("personrequest", adds=NATIONAL, change_post=302),
    admin("studyguide_guide_helped", "", ANY_STAFF, 200, 405, refused=403),
    admin("studyguide_guide_edited", "", ANY_STAFF, 200, 405, refused=403),
    *[
        admin(f"studyguide_{name}_preview", f"admin.{name}", NATIONAL, 405, 200, refused=403)
        for name in ["passage", "question", "term"]
    ],
    *model("guide", ANY_STAFF, changes=NATIONAL, app="studyguide"),
    *[
        row
        for name in ["chapter", "passage", "question", "term"]
        for row in model(name, ANY_STAFF, adds=NATIONAL, changes=NATIONAL, app="studyguide")
    ],
    *[
        row
        for row in model("importbatch", LEADS, adds=ANY_STAFF, add_post=422)
        if not row.name.endswith("change")
    ],
    *[
        row
        for name in ["double", "merge"]
        for row in model(name, LEADS)
        if not row.name.endswith("change")
    ],
    admin("organisations_double_change", "admin.double", LEADS, 200, 422),
    admin("organisations_double_different", "admin.double", LEADS, 405, 302),
    admin("organisations_double_ask_again", "admin.double", LEADS, 405, 302),
    admin("organisations_double_search", "", ANY_STAFF, 405, 302),
    admin("organisations_merge_change", "admin.merge", LEADS, 200, 405),
    admin("organisations_merge_undo", "admin.merge", LEADS, 405, 302),
    admin("organisations_importbatch_change", "admin.importbatch", LEADS, 302, 405),
    admin("organisations_importbatch_sheet", "admin.importbatch", LEADS, 200, 422),
    admin("organisations_importbatch_columns", "admin.importbatch", LEADS, 302, 302),
    admin("organisations_importbatch_write", "admin.importbatch", LEADS, 405, 302),
    admin("organisations_importbatch_discard", "admin.importbatch", LEADS, 405, 302),
    admin("organisations_importbatch_errors", "admin.importbatch", LEADS, 200, 405),
    admin("organisations_importbatch_mend", "admin.importbatch", LEADS, 200, 405),
    admin("organisations_importbatch_sitting", "admin.importbatch", LEADS, 200, 405),
    admin("organisations_importbatch_words", "admin.importstaged", LEADS, 200, 302),
    admin("organisations_importbatch_same", "admin.importstaged :2", LEADS, 200, 422),
    admin("organisations_importbatch_choose", "admin.importstaged", LEADS, 405, 302),
    admin("organisations_importbatch_stop", "admin.importbatch", LEADS, 405, 302),
    admin("organisations_importbatch_take_back", "admin.importbatch", LEADS, 405, 302),
]
