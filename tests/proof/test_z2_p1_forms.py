"""CATALOGUE Z2 and P1: what a form does not ask for changes nothing, and a personal number is kept nowhere."""

import pytest

from tests.kick.cast import undone
from tests.proof.filled_forms import FORMS, asked_on, known_rows, posted, tables_with, unasked

# Skatteverket's own example, a person who does not exist.
NUMBER, DIGITS = "640823-3234", "3234"
WAYS = [(name, number) for name, ways in FORMS.items() for number in range(len(ways))]
# Those that send a whole file are left to the tests of the import.
# What the ordinary suite has time for: one of ours, one of the admin's, one with inlines.
SOME = [
    ("admin:organisations_organisation_change", 0),
    ("organisations:organisation_edit", 0),
    ("consultations:desk_meeting_step", 0),
    ("admin:studyguide_term_change", 0),
]


def changed_by_extra_fields(client, path, fields):
    extra = unasked({*fields, *asked_on(client, path, fields)})
    known = known_rows()
    plain = posted(client, path, fields, known)
    loaded = posted(client, path, {**extra, **fields}, known)
    tables = [label for label, rows in plain[1].items() if rows != loaded[1][label]]
    return len(extra), tables, (plain[0], loaded[0])


def kept_numbers(client, path, fields):
    """Fields of the form, one at a time with a personal number in it: (how many, those that kept it)."""
    words = [key for key, value in fields.items() if isinstance(value, str) and is_text(value)]
    kept = []
    for key in words:
        with undone():
            client.post(path, {**fields, key: f"{fields[key]} {NUMBER}"})
            kept += [(key, table) for table in tables_with(DIGITS)]
    return len(words), kept


def is_text(value):
    return not value.isdecimal() and "-" not in value[:9]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "number"), SOME)
def test_what_a_form_does_not_ask_for_changes_nothing(name, number):
    extra, tables, codes = changed_by_extra_fields(*FORMS[name][number]())

    assert extra > 100
    assert (tables, codes[0]) == ([], codes[1])


@pytest.mark.proof
@pytest.mark.django_db(transaction=False)
def test_z2_every_form_with_every_field_that_it_does_not_ask_for(figure):
    forms = fields = 0
    wrong = {}
    for name, number in WAYS:
        with undone():
            filled = FORMS[name][number]()
            if not isinstance(filled[2], dict):
                continue
            extra, tables, codes = changed_by_extra_fields(*filled)
        forms, fields = forms + 1, fields + extra
        if tables or codes[0] != codes[1]:
            wrong[name, number] = (tables, codes)

    figure("Z2", f"{forms} forms, {fields} fields that they do not ask for: changed {len(wrong)}")
    assert wrong == {}


@pytest.mark.proof
@pytest.mark.django_db
def test_p1_every_text_field_of_every_form_with_a_personal_number(figure):
    forms = fields = 0
    wrong = {}
    for name, number in WAYS:
        with undone():
            filled = FORMS[name][number]()
            if not isinstance(filled[2], dict):
                continue
            words, kept = kept_numbers(*filled)
        forms, fields = forms + 1, fields + words
        if kept:
            wrong[name, number] = kept

    figure("P1", f"{forms} forms, {fields} text fields with a personal number: kept {len(wrong)}")
    assert wrong == {}
