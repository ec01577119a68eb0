import os

import polib

from kick.lib.catalogues import compile_catalogues


def test_a_catalogue_is_compiled_once_and_again_when_its_source_is_another(tmp_path):
    source = tmp_path / "sv" / "LC_MESSAGES" / "django.po"
    compiled = source.with_suffix(".mo")
    source.parent.mkdir(parents=True)

    write(source, "träff")
    compile_catalogues([tmp_path])
    assert read(compiled) == "träff"

    first = compiled.stat().st_ino
    compile_catalogues([tmp_path])
    assert compiled.stat().st_ino == first

    # What comes from a backup is older than what was made from its successor.
    write(source, "möte")
    os.utime(source, (0, 0))
    compile_catalogues([tmp_path])
    assert read(compiled) == "möte"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def write(source, swedish):
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="meeting", msgstr=swedish))
    catalogue.save(str(source))


def read(compiled):
    return polib.mofile(str(compiled)).find("meeting").msgstr
