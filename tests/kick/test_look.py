"""What the look promises, where a machine can hold it: contrast, one style sheet, nothing inline."""

import csv
import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from kick import showcase

CSS = settings.BASE_DIR / "static" / "css"
TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [page for page in TEMPLATES.rglob("*.html") if not {"email", "emails"} & set(page.parts)]
TEXT = ["ink", "soft", "aubergine", "pine", "brick"]
GROUNDS = ["paper", "sheet", "wash"]


def _tokens():
    """The colours of the light and of the dark page."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", (CSS / "tokens.css").read_text(), re.DOTALL)[:2]
    )
    return {"light": light, "dark": light | dark}


def _hues():
    return dict(re.findall(r"\.hue-(\d\d) \{ --region: (#\w{6})", (CSS / "tokens.css").read_text()))


def _light(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted([_light(one), _light(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(scheme, text, ground):
    tokens = _tokens()[scheme]

    assert contrast(tokens[text], tokens[ground]) >= (7 if text == "ink" else 5.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_button_can_be_read(scheme):
    tokens = _tokens()[scheme]

    assert contrast(tokens["aubergine"], tokens["on-aubergine"]) >= 7


def test_every_region_has_a_hue_of_its_own_that_shows():
    with (settings.BASE_DIR / "organisations" / "reference" / "regions.csv").open() as file:
        codes = [row["county_code"] for row in csv.DictReader(file)]
    hues = _hues()

    assert sorted(hues) == sorted(codes) == showcase.HUES
    assert len(set(hues.values())) == len(codes)
    assert min(contrast(hue, "#fbf8f2") for hue in hues.values()) >= 3


def test_style_sheet_is_joined_from_its_parts():
    loader = SourceFileLoader("css", str(settings.BASE_DIR / "bin" / "css"))
    css = module_from_spec(spec_from_loader("css", loader))
    loader.exec_module(css)

    assert (CSS / "kick.css").read_text() == css.joined(), "run bin/css"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_page_has_nothing_inline(page):
    text = page.read_text()

    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text)


@pytest.mark.parametrize(
    "component", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda path: path.stem
)
def test_component_opens_with_its_words(component):
    lines = component.read_text().splitlines()[:2]

    assert any("{#" in line and "#}" in line for line in lines)


def test_every_icon_asked_for_is_drawn():
    asked = {
        name
        for page in TEMPLATES.rglob("*.html")
        for name in re.findall(r"{% icon \"(\w+)\"|icon=\"(\w+)\"", page.read_text())
    }
    drawn = set(re.findall(r'id="(\w+)"', Path(CSS.parent, "img", "icons.svg").read_text()))

    assert {a or b for a, b in asked} <= drawn


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_error_page_stands_without_any_context(name):
    page = render_to_string(name)

    assert page.count("<h1>") == 1
    assert "kick.css" in page
