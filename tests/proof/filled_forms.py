"""Every form of ours and of the admin, filled in as in R3, posted with something that is not asked for."""

import re
from datetime import datetime
from html.parser import HTMLParser

from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.utils import timezone

from kick.lib.personal_data import OURS, all_models
from tests.kick.cast import undone
from tests.proof.double_submit import (
    alliances,
    backoffice,
    circles,
    desk,
    doubles,
    imports,
    meetings,
    officers_answers,
    officers_desk,
    outreach,
    planning,
    proposals,
    reading_desk,
    register,
    statements,
)

FORMS = (
    meetings.FORMS
    | register.FORMS
    | alliances.FORMS
    | circles.FORMS
    | proposals.FORMS
    | desk.FORMS
    | doubles.FORMS
    | imports.FORMS
    | officers_answers.FORMS
    | officers_desk.FORMS
    | outreach.FORMS
    | planning.FORMS
    | reading_desk.FORMS
    | statements.FORMS
    | backoffice.FORMS
)
MARK = "obedtmarke"
# Made anew at each press, or counted on, whatever was sent; a moment is so when the press is made then.
FRESH = re.compile(
    r"^(id|pgh_id|pgh_context|pgh_obj|uuid|slug|about|occasion|body|subject|links|sealed|calendar"
    r"|link_hash|code_hash|fingerprint|frozen|counts|held_until|expires_at|password)$"
)


class Names(HTMLParser):
    """The names of all fields on a page."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in {"input", "select", "textarea", "button"}:
            self.found.add(dict(attrs).get("name"))


def asked_on(client, path, fields):
    """What the page of the form asks for; a form that is only a button asks for nothing."""
    with undone():
        page = page_of_form(client, path, fields)
    text = page.content.decode(errors="replace") if page.status_code == 200 else ""
    return Names(text).found


def page_of_form(client, path, fields):
    """The form's own address; but for the last step of several, and for what is on a page above."""
    if path.endswith("/en-sak/"):
        return client.post(path, {**fields, "steg": "granska"})
    page = client.get(path)
    one_contribution = re.fullmatch(r"(.*/synpunkter/\d+/)[a-z-]+/", path)
    return client.get(one_contribution[1]) if one_contribution else page


def unasked(taken):
    """A value for every field of every model, and for its id, that the page does not ask for."""
    values = {}
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                if not field.generated:
                    values.setdefault(field.name, odd_value(field))
                    values.setdefault(field.attname, odd_value(field))
    return {name: value for name, value in values.items() if name not in taken}


def odd_value(field):
    if field.is_relation:
        last = field.related_model._base_manager.order_by("-pk").values_list("pk", flat=True)
        return str(last.first() or 1)
    if field.choices:
        return str(list(dict(field.flatchoices))[-1])
    match field:
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return "2031-01-02 03:04"
        case models.DateField():
            return "2031-01-02"
        case models.IntegerField():
            return "7"
        case models.UUIDField():
            return "0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b"
        case models.EmailField():
            return f"{MARK}@exempel.se"
    return MARK


def state(known, pressed_at):
    """Every row of ours but for what is made anew; keys to rows that are new are all alike."""
    return {
        model._meta.label: sorted(
            repr(lasting(model, row, known, pressed_at)) for row in rows_of(model)
        )
        for model in all_models()
        if model._meta.app_label in OURS
    }


def rows_of(model):
    fields = [field for field in model._meta.concrete_fields if not FRESH.match(field.name)]
    names = [field.attname for field in fields if not field.generated]
    return model._base_manager.values(*names) if names else [{}] * model._base_manager.count()


def lasting(model, row, known, pressed_at):
    for name, value in row.items():
        if isinstance(value, datetime) and pressed_at <= value <= timezone.now():
            row[name] = "at the press"
    for field in model._meta.concrete_fields:
        if field.is_relation and row.get(field.attname) is not None:
            there = known.get(field.related_model._meta.label, set())
            if row[field.attname] not in there:
                row[field.attname] = "new"
    return row


def known_rows():
    return {
        model._meta.label: set(model._base_manager.values_list("pk", flat=True))
        for model in all_models()
        if model._meta.app_label in OURS or model._meta.app_label == "auth"
    }


def posted(client, path, fields, known):
    """The answer's code and all rows after the form was sent; nothing of it is kept."""
    cache.clear()
    with undone():
        pressed_at = timezone.now()
        response = client.post(path, fields)
        return response.status_code, state(known, pressed_at)


def tables_with(mark):
    names = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{name}" r WHERE r::text LIKE %s)', [f"%{mark}%"]
            )
            if cursor.fetchone()[0]:
                yield name
