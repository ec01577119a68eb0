"""The whole database by what it tells of persons: our models, their history, and the libraries' tables."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from kick.lib.privacy import Privacy, Purge, fields
from kick.lib.retention_limits import ADMIN_LOG_KEPT, SESSIONS_KEPT

OURS = ("organisations", "consultations", "studyguide")
WITH_USER = {"found_by": "user", "erased": "delete"}
LIBRARY = "With the release of the library that made the table."

# What others' tables hold, since their models cannot say it themselves.
ELSEWHERE = {
    "admin.LogEntry": fields(
        dataset="operation",
        internal="id action_time content_type object_id action_flag",
        personal="user object_repr change_message",
        kept="12 months.",
        purges=(Purge(after=ADMIN_LOG_KEPT, since="action_time"),),
        **WITH_USER,
    ),
    "auth.Permission": fields(
        dataset="reference", internal="id name content_type codename", kept=LIBRARY
    ),
    "auth.Group": fields(dataset="reference", internal="id name permissions", kept=LIBRARY),
    "contenttypes.ContentType": fields(
        dataset="reference", internal="id app_label model", kept=LIBRARY
    ),
    "sessions.Session": fields(
        dataset="operation",
        secret="session_key session_data",
        internal="expire_date",
        kept="14 days, 12 hours for staff; then the daily run takes it.",
        purges=(Purge(after=SESSIONS_KEPT, action="organisations.actions.people.forget_sessions"),),
    ),
    "usersessions.UserSession": fields(
        dataset="operation",
        internal="id created_at last_seen_at data",
        personal="user ip user_agent",
        secret="session_key",
        kept="As long as the session.",
        goes_with="user",
        **WITH_USER,
    ),
    "account.EmailAddress": fields(
        dataset="accounts",
        internal="id verified primary",
        personal="user email",
        kept="As long as the account.",
        goes_with="user",
        found_by="user email",
        erased="delete",
    ),
    "account.EmailConfirmation": fields(
        dataset="accounts",
        internal="id created sent",
        secret="key",
        personal="email_address",
        kept="Not used: codes take its place.",
        goes_with="email_address",
        found_by="email_address__user",
        erased="delete",
    ),
    "mfa.Authenticator": fields(
        dataset="accounts",
        internal="id type created_at last_used_at",
        personal="user",
        secret="data",
        kept="As long as the account.",
        goes_with="user",
        **WITH_USER,
    ),
    "pghistory.Context": fields(
        dataset="operation",
        internal="id created_at updated_at metadata",
        kept="The number of the account that changed something, and no more, as long as history.",
    ),
    "procrastinate.ProcrastinateWorker": fields(
        dataset="operation", internal="id last_heartbeat", kept="While it works."
    ),
    "procrastinate.ProcrastinateJob": fields(
        dataset="operation",
        internal="id queue_name task_name lock args status scheduled_at attempts queueing_lock"
        " priority abort_requested worker",
        kept="Until done, a failed one a week. Arguments are numbers, never personal data.",
    ),
    "procrastinate.ProcrastinateEvent": fields(
        dataset="operation", internal="id job type at", kept="With the job."
    ),
    "procrastinate.ProcrastinatePeriodicDefer": fields(
        dataset="operation",
        internal="id task_name defer_timestamp job periodic_id",
        kept="The last time of each job.",
    ),
}
# Tables without a model: what is in them, in which dataset.
BARE_TABLES = {
    "django_migrations": ("reference", "Names of migrations."),
    "kick_cache": ("operation", "Hashes and sealed answers, a minute to a day."),
}


def all_models() -> Iterator[type[models.Model]]:
    """Every model with a table of its own, tables between two models and history among them."""
    tables = set()
    for model in apps.get_models(include_auto_created=True):
        is_view = model._meta.db_table in tables or model._meta.label.startswith("pghistory.E")
        is_view |= model._meta.label == "pghistory.MiddlewareEvents"
        # A test may make a model to try something on; no table of Kick's own is made by it.
        is_view |= model.__module__.startswith("tests.")
        if not model._meta.proxy and not is_view:
            tables.add(model._meta.db_table)
            yield model


def our_models() -> list[type[models.Model]]:
    """Those that declare themselves: nobody's history and no table between two."""
    return [
        model
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]


def privacy_of(model: type[models.Model]) -> Privacy | None:
    """The model's declaration, or what follows from that of the model it belongs to.

    None is a table that nobody has declared.
    """
    if tracked := getattr(model, "pgh_tracked_model", None):
        return _of_history(model, tracked)
    if owner := model._meta.auto_created:
        return _of_pairs(model, owner)
    return getattr(model, "privacy", None) or ELSEWHERE.get(model._meta.label)


def events_of(model: type[models.Model]) -> type[models.Model] | None:
    """The history of the model, in a table beside it."""
    return next(
        (
            other
            for other in apps.get_models()
            if getattr(other, "pgh_tracked_model", None) is model
        ),
        None,
    )


def _of_history(model, tracked):
    own = tracked.privacy
    names = {field.name for field in model._meta.fields}
    kept = {name: " ".join(those & names) for name, those in own.classes.items()}
    rest = names - set().union(*own.classes.values())
    kept["internal"] = " ".join([kept["internal"], *rest])
    kind = {"goes_with": "pgh_obj"} if own.about_persons & names else {}
    if found_by := [path for path in own.found_by if path in names]:
        is_blanked = own.erased in {"blank", "keep"}
        kind |= {"found_by": " ".join(found_by), "erased": "blank" if is_blanked else "delete"}
        kind["blanked"] = " ".join({*own.blanked} & names)
    return fields(dataset=own.dataset, kept="With the row that it tells of.", **kept, **kind)


def _of_pairs(model, owner):
    own = privacy_of(owner)
    is_sensitive = any(
        field.name in own.sensitive
        for field in owner._meta.local_many_to_many
        if field.remote_field.through is model
    )
    names = " ".join(field.name for field in model._meta.fields)
    kind = {"sensitive": names, "goes_with": _key_to(model, owner)} if is_sensitive else {}
    return fields(dataset=own.dataset, kept="With the row.", **(kind or {"internal": names}))


def _key_to(model, owner):
    return next(field.name for field in model._meta.fields if field.related_model is owner)
