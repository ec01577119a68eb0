"""The whole guide as one file that needs no network: for a USB stick, a mail, a place without coverage."""

import base64
import re
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import mark_safe

from kick.lib.css_subset import subset

STATIC = settings.BASE_DIR / "static"
# The one font that is small enough to carry; running text is set in what the reader's computer has.
FONT = "fonts/source-sans-3-latin-wght-normal.woff2"
# Where a group writes under a question, on paper.
LINES = range(4)


def pack(about, reading, template="studyguide/offline.html"):
    """The file's text: its style, font and drawings are in it, and nothing of it is fetched."""
    words = {
        "guide": about,
        "reading": reading,
        "lines": LINES,
        "drawings": mark_safe(drawings()),
    }
    html = render_to_string(template, words)
    # On the site a drawing is a part of one file for all; here they stand in the page.
    html = html.replace(f'href="{static("img/icons.svg")}#', 'href="#')
    # What leads to a page of the site does so from anywhere.
    html = html.replace('href="/', f'href="{settings.SITE_URL}/')
    return html.replace("<!-- style -->", f"<style>{font_face()}{style(html)}</style>")


def style(html):
    css = subset((STATIC / "css" / "kick.css").read_text(), html)
    return f'{css}:root{{--serif:Georgia,"Noto Serif",serif}}'


@lru_cache(maxsize=1)
def font_face():
    font = base64.b64encode((STATIC / FONT).read_bytes()).decode()
    return (
        '@font-face{font-family:"Source Sans 3";font-weight:200 900;font-display:swap;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2")}}'
    )


@lru_cache(maxsize=1)
def drawings():
    """The sprite of icons, out of sight."""
    sprite = (STATIC / "img" / "icons.svg").read_text()
    return re.sub(r"<svg\b", '<svg hidden aria-hidden="true"', sprite, count=1)
