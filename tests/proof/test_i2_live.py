"""CATALOGUE I2 once more, as it is served: with our own scripts, which might write what they read."""

import pytest
from django.core.cache import cache

from tests.kick import cast as the_cast
from tests.kick import found, seeded
from tests.kick.payloads import text_of
from tests.proof.look import Looker
from tests.proof.wire import Wired


@pytest.mark.proof
@pytest.mark.browser
def test_i2_nothing_runs_where_our_own_scripts_do(committed, tmp_path, figure):
    cast = the_cast.assemble()
    pages = [(url, role) for url, role, first in found.pages(cast, found.FEW) if not first]
    fields, _refused = seeded.seed(text_of)
    cache.clear()
    wrong, seen = [], 0
    with Wired(tmp_path) as server, Looker() as looker:
        for url, role in pages:
            if url.endswith((".pdf", ".ics", ".csv", "fil/", "errors/")):
                continue
            cookies = [
                {"name": name, "value": morsel.value, "url": server.origin}
                for name, morsel in cast.client(role).cookies.items()
            ]
            status, hits = looker.goes(server.origin + url, cookies)
            seen += 1
            wrong += [(url, role, hit) for hit in hits]
            wrong += [(url, role, status)] * (status >= 500)
        dialogs = looker.dialogs

    figure("I2", f"{seen} pages as served with scripts, {len(fields)} fields: {len(wrong)} ran")
    assert wrong[:20] == []
    assert dialogs == []
