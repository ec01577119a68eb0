"""The template of the test databases (`tests/template.py`), and what empties them again."""

import os
import shutil

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from kick.lib.cluster import own_cluster
from organisations.models import Organisation
from tests import emptying, template
from tests.factories import OrganisationFactory

OLD, NEW = f"{template.PREFIX}old", f"{template.PREFIX}new"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    for place in [folder, *folder.parents[:3]]:
        if place.owner() != "root" or os.geteuid() == 0:
            place.chmod(place.stat().st_mode | 0o111)
    cluster = own_cluster(folder)
    with cluster:
        yield cluster
    shutil.rmtree(cluster.socket_folder)


def databases(cluster):
    names = cluster.sql("SELECT datname FROM pg_database ORDER BY datname")
    return [name for name in names if template.PREFIX in name]


def test_a_template_is_made_once_and_goes_when_nobody_holds_it(cluster):
    made = []
    with template.hold_database(cluster, OLD, made.append):
        template.hold_database(cluster, OLD, made.append).close()
        assert len(made) == 1

        template.hold_database(cluster, NEW, made.append).close()
        assert databases(cluster) == [NEW, OLD]

    cluster.sql(f'DROP DATABASE "{NEW}"')
    template.hold_database(cluster, NEW, made.append).close()
    assert databases(cluster) == [NEW]


def test_a_template_whose_migrations_fail_is_made_anew(cluster):
    def fail(url):
        raise RuntimeError(url)

    name = f"{template.PREFIX}failing"
    with pytest.raises(RuntimeError):
        template.hold_database(cluster, name, fail)
    assert name not in databases(cluster)

    made = []
    template.hold_database(cluster, name, made.append).close()
    assert len(made) == 1
    assert databases(cluster) == [name]


def test_another_migration_is_another_template(tmp_path, monkeypatch):
    (tmp_path / "kick/migrations").mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("django==5.2")
    monkeypatch.setattr(template, "CHECKOUT", tmp_path)
    seen = {template.migrations_checksum()}
    for path, text in [
        ("kick/migrations/0001_a.py", "a"),
        ("kick/migrations/0001_a.py", "b"),
        ("kick/migrations/0002_b.py", ""),
        ("requirements.txt", "django==5.3"),
    ]:
        (tmp_path / path).write_text(text)
        seen.add(template.migrations_checksum())

    assert len(seen) == 5


def test_emptying_leaves_no_row_and_what_the_code_is(committed):
    OrganisationFactory()
    kinds = dict(ContentType.objects.values_list("model", "pk"))
    tables = {*connection.introspection.table_names()} - {"kick_cache"}
    emptying.empty(tables)

    count = " UNION ALL ".join(
        f"SELECT count(*) FROM {name}" for name in tables - emptying.ABOUT_THE_CODE
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(count) FROM ({count}) AS counts")
        assert cursor.fetchone() == (0,)
    assert dict(ContentType.objects.values_list("model", "pk")) == kinds != {}


def test_a_flush_deletes_instead_of_making_files_anew(committed):
    where = "SELECT pg_relation_filenode('organisations_organisation'::regclass)"
    OrganisationFactory()
    with connection.cursor() as cursor:
        cursor.execute(where)
        before = cursor.fetchone()
        call_command("flush", verbosity=0, interactive=False)
        cursor.execute(where)

        assert not Organisation.objects.exists()
        assert (cursor.fetchone() == before) is emptying.may_delete()
