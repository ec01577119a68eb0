"""The same text in every field of every row that can hold text: found in the models, so a new one comes along."""

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

OURS = {"organisations", "consultations", "studyguide"}
# What the program itself writes and reads: of another form the pages could not be made at all.
MECHANICAL = {"language", "code", "key", "slug", "password", "occasion", "about", "time_zone"}
MANY = 40
ENDINGS = ("_hash", "_language", "_code", "_key", "slug", "_id")


def text_fields():
    """(model, field) of whatever a person might have written, or a list have brought."""
    for model in apps.get_models():
        if model._meta.app_label in OURS and model._meta.managed and not model._meta.proxy:
            for field in model._meta.concrete_fields:
                if is_written(field):
                    yield model, field


def is_written(field):
    is_text = isinstance(field, models.CharField | models.TextField)
    is_mechanical = field.name in MECHANICAL or field.name.endswith(ENDINGS)
    return is_text and not (field.choices or field.primary_key or field.generated or is_mechanical)


def seed(text_for):
    """Write `text_for(field, number)` into each row; returns the fields that took it and those that
    the database refuses.

    Triggers that keep something as it is are set aside: what is tried is the pages, not them.
    """
    taken, refused = set(), set()
    for model, field in text_fields():
        rows = model._base_manager.order_by("pk")
        pks = list(rows.values_list("pk", flat=True))
        # What the register of municipalities holds is many rows that are one page.
        groups = [pks] if len(pks) > MANY else [[pk] for pk in pks]
        for number, group in enumerate(groups):
            is_taken = _write(model, field, group, text_for(field, number))
            (taken if is_taken else refused).add(f"{model._meta.label}.{field.name}")
    return taken, refused - taken


def _write(model, field, pks, text):
    rows, table = model._base_manager.filter(pk__in=pks), model._meta.db_table
    for words in ("SELECT 1", f'ALTER TABLE "{table}" %s TRIGGER USER'):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(words.replace("%s", "DISABLE"))
                rows.update(**{field.name: text})
                cursor.execute(words.replace("%s", "ENABLE"))
        except DatabaseError:
            continue
        return True
    return False
