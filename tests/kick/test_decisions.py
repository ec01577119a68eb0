"""Decisions are numbered 1, 2, 3 …, each once, and each says its own number."""

import re

from django.conf import settings

FILES = sorted((settings.BASE_DIR / "docs" / "decisions").glob("*.md"))


def test_numbers_have_no_doubles_and_no_gaps():
    numbers = [int(file.name[:4]) for file in FILES]

    assert numbers == list(range(1, len(FILES) + 1))
    assert len(numbers) > 10


def test_each_says_its_own_number():
    said = {file.name: re.match(r"# 0*(\d+)\.? ", file.read_text()) for file in FILES}

    assert {name: int(found[1]) for name, found in said.items() if found} == {
        name: int(name[:4]) for name in said
    }


def test_links_to_decisions_lead_to_one():
    docs = [settings.BASE_DIR / "README.md", *(settings.BASE_DIR / "docs").rglob("*.md")]
    named = {
        name
        for file in docs
        for name in re.findall(r"decisions/(\d{4}[\w-]*\.md)", file.read_text())
    }

    assert named
    assert named <= {file.name for file in FILES}
