"""Presses one form several times at the same moment, and counts what that leaves."""

from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from organisations.models import ActivityWord, ArtForm
from tests.approvals import approve_documents
from tests.emptying import empty
from tests.factories import AssignmentFactory
from tests.kick import tables
from tests.sign_in import sign_in

REFERENCE = {
    f"organisations_{name}"
    for name in ("region", "municipality", "artform", "minority", "activityword")
}
NEW_ART_FORM = "ny-konstform"
NEW_WORD = "nytt ord"


def browser(user=None):
    client = Client()
    if user:
        sign_in(client, user)
    return client


def lead(**words):
    return browser(AssignmentFactory(**words).user)


def press(server, make, times):
    """What a form answers when it is sent so many times at once, and how many rows each table gains."""
    cache.clear()
    client, path, fields = make()
    # The server is asked with a token of its own.
    client.cookies.pop(settings.CSRF_COOKIE_NAME, None)
    cookies = client.cookies.output(header="", attrs=[], sep=";")
    before = tables.counts()
    answers = server.at_once([partial(server.post, path, fields, cookies=cookies)] * times)
    gained = {name: now - before[name] for name, now in tables.counts().items()}
    wipe()
    return (
        {answer[:2] for answer in answers},
        {name: number for name, number in gained.items() if number},
    )


def wipe():
    """Everything but the cache and the reference data, of which the one row that is new goes."""
    empty({*connection.introspection.table_names()} - REFERENCE - {"kick_cache"})
    ArtForm.objects.filter(code=NEW_ART_FORM).delete()
    approve_documents()
    ActivityWord.objects.filter(word=NEW_WORD).delete()


def trouble(server, forms, times):
    """Forms that leave more when sent several times, answer differently, or fail; how many were tried."""
    wrong, tried = {}, 0
    for name, makers in forms.items():
        for number, make in enumerate(makers):
            once_said, once = press(server, make, 1)
            said, often = press(server, make, times)
            tried += 1
            assert {status for status, _to in once_said} <= {200, 302}, (name, once_said)
            if often != once or len(said) > 1 or {status for status, _to in said} - {200, 302}:
                wrong[name, number] = (once, often, said)
    return wrong, tried
