"""CATALOGUE I1, small: what no form expects is refused with a page, never with a 500."""

import logging

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import given

from kick.lib.text import clean_line
from tests.kick import cast as the_cast
from tests.kick import found, hostile

pytestmark = pytest.mark.django_db

FINE = {200, 302, 400, 403, 404, 405, 409, 413, 422, 429}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        cast = the_cast.assemble()
        cast.browser.raise_request_exception = False
        yield cast
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def forms(cast):
    return found.all_forms(cast, most=1)


def trouble_with(cast, form, number):
    """What goes wrong when so many hostile bodies are sent, and how many were taken."""
    wrong, taken = [], []

    @hostile.inputs(number)
    @given(hostile.bodies(form))
    def send(body):
        cache.clear()
        with the_cast.undone():
            client = found.client_for(cast, form)
            response = sent(client, form, *body)
            if response.status_code not in FINE:
                cause = getattr(response, "exc_info", None)
                wrong.append((str(form), response.status_code, repr(cause)[:300], short(body[0])))
            elif response.status_code == 302 and form.method == "post":
                taken.append(form)
                wrong.extend(not_as_sent(client, form, body[0]))
            if response.streaming:
                # A list that nobody reads leaves its file open, and that warning is an error.
                response.getvalue()

    send()
    return wrong, len(taken)


def sent(client, form, fields, kind):
    if form.method == "get":
        query = hostile.encoded(form, fields, None)[:20_000].decode()
        return client.get(f"{form.path}?{query}")
    return client.post(form.path, hostile.encoded(form, fields, kind), content_type=kind)


def not_as_sent(client, form, fields):
    """Fields of a form that shows what is kept, which show something else than what was sent."""
    after = shown_again(client, form)
    # A form for something new is as empty as before, whatever was sent.
    if after is None or typed_in(after) == typed_in(form):
        return
    for name, field in after.fields.items():
        # The pattern of rows to come in the admin is no field yet.
        if "__prefix__" in name:
            continue
        is_text = field.kind in {"text", "textarea"} and fields.get(name) and field.values
        if is_text and clean_line(fields[name][-1]) != clean_line(field.values[0]):
            yield str(form), name, short(fields[name][-1]), short(field.values[0])


def typed_in(form):
    return {name: field.values for name, field in form.fields.items() if field.is_typed}


def shown_again(client, form):
    response = client.get(form.page)
    if response.status_code != 200:
        return None
    forms = found.forms_in(response.content.decode(), form.page, form.role)
    return next((again for again in forms if again.key == form.key), None)


def short(value):
    return ascii(value)[:200]


def test_i1_no_form_breaks(cast, forms):
    wrong = [trouble for form in forms for trouble in trouble_with(cast, form, 2)[0]]

    assert len(forms) > 60
    assert wrong == []


def test_i1_ticking_what_is_no_row_in_the_admin_is_refused(cast):
    fields = {"action": "queue_again", "_selected_action": "../../etc/passwd"}

    response = cast.client("lead").post("/admin/organisations/letter/", fields)

    assert response.status_code == 400
