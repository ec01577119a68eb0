"""CATALOGUE P1: no form keeps a personal number, ours or the admin's, whatever its field."""

import pytest
from django import forms
from django.contrib import admin
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from kick.lib.number_gate import WithoutPersonalNumbers, guarded
from studyguide.models import Term
from tests.factories import UserFactory
from tests.sign_in import sign_in

# Skatteverket's own example, a person who does not exist.
NUMBER, DIGITS = "640823-3234", "3234"
HOUSE = ("consultations.", "kick.", "organisations.", "studyguide.")
REFUSALS = {"personal_number", "looks_personal", "invalid_phone", "invalid_postcode", "invalid"}


def forms_of_ours(form=forms.BaseForm):
    for child in form.__subclasses__():
        # What the gate makes of the admin's forms is made when it is asked for.
        if child.__module__.startswith(HOUSE) and child.__module__ != guarded.__module__:
            yield child
        yield from forms_of_ours(child)


def text_fields(fields):
    return {
        name: field
        for name, field in fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
    }


def all_of_ours():
    """In the same order in every process; the urls load every module that has a form."""
    loaded = get_resolver().url_patterns
    found = {form for form in forms_of_ours() if hasattr(form, "base_fields") and loaded}
    return sorted(found, key=lambda form: (form.__module__, form.__qualname__))


OURS = all_of_ours()


@pytest.mark.parametrize("form", OURS, ids=lambda form: form.__qualname__)
def test_every_text_field_of_ours_refuses_one(form):
    for name, field in text_fields(form.base_fields).items():
        if isinstance(field.widget, forms.HiddenInput) or issubclass(form, WithoutPersonalNumbers):
            continue
        with pytest.raises(forms.ValidationError) as refusal:
            field.clean(NUMBER)
        assert {error.code for error in refusal.value.error_list} & REFUSALS, name


def admin_forms(national):
    """Every form that the admin shows for adding and changing, those in its inlines too."""
    request = RequestFactory().get("/admin/")
    request.user = national
    for model, model_admin in admin.site._registry.items():
        for row in (None, model()):
            yield model_admin.get_form(request, row, change=row is not None)
            for inline in model_admin.get_inline_instances(request, row):
                yield inline.get_formset(request, row).form
        if model_admin.list_editable:
            yield model_admin.get_changelist_form(request)


@pytest.mark.django_db
def test_every_form_of_the_admin_is_behind_the_gate():
    national, seen = UserFactory(is_superuser=True), 0
    for form in admin_forms(national):
        assert issubclass(form, WithoutPersonalNumbers)
        for name in text_fields(form.base_fields):
            data = QueryDict(mutable=True)
            data[name] = NUMBER
            bound = form(data)
            bound.is_valid()
            assert {error.code for error in bound.errors.as_data()[name]} & REFUSALS, name
            assert DIGITS not in str(bound[name])
            seen += 1
    assert seen > 30


def test_a_list_and_json_are_looked_into_too():
    class WithList(forms.Form):
        words = forms.MultipleChoiceField(choices=[(NUMBER, "a")])
        many = forms.JSONField()

    data = QueryDict(mutable=True)
    data.setlist("words", [NUMBER])
    data["many"] = f'["{NUMBER}"]'
    form = guarded(WithList)(data)

    assert not form.is_valid()
    assert set(form.errors) == {"words", "many"}
    assert DIGITS not in str(form["many"])


def tables_with(mark):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" r WHERE r::text LIKE %s', [f"%{mark}%"])
            if cursor.fetchone()[0]:
                yield table


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["word", "definition", "forms"])
def test_a_word_of_the_glossary_with_one_is_kept_nowhere(client, name):
    sign_in(client, UserFactory(is_superuser=True))
    term = Term.objects.create(key="provord")
    fields = {
        "key": term.key,
        "texts-TOTAL_FORMS": 1,
        "texts-INITIAL_FORMS": 0,
        "texts-0-term": term.pk,
        "texts-0-language": "sv",
        "texts-0-word": "Provord",
        "texts-0-definition": "Ett ord att prova med.",
        "texts-0-forms": "provordet",
    }
    fields[f"texts-0-{name}"] += f" {NUMBER}"

    page = client.post(reverse("admin:studyguide_term_change", args=[term.pk]), fields)

    assert page.status_code == 200
    assert DIGITS not in page.content.decode()
    assert "640823-****" in page.content.decode()
    # Four digits alone may be some row's key.
    assert [*tables_with(NUMBER), *tables_with(NUMBER.replace("-", ""))] == []
