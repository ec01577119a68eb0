import re
import time
from html.parser import HTMLParser

import pytest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kick.lib import markdown
from kick.lib.fields import TextField

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=//a.example></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<!-- --><b onclick=x>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example" onmouseover="alert(1))',
    "![x](https://a.example/pixel.gif)",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](a)',
    "[![x](https://a.example/p.gif)](javascript:alert(1))",
    "[[x](javascript:alert(1))](https://a.example)",
    "![<img src=x onerror=alert(1)>](a)",
    "`<script>alert(1)</script>`",
    "```html onload=alert(1)\n<script>\n```",
    "| a |\n|:-:|\n| <script>alert(1)</script> |",
    "# <script>alert(1)</script>",
    "<math><mi xlink:href='javascript:alert(1)'>",
    "<form action=//a.example><input name=q>",
    "\0<scr\0ipt>alert(1)</script>",
]


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def elements(html):
    parser = Elements()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_survives(text):
    for tag, attributes in elements(markdown.to_html(text)):
        assert tag in markdown.TAGS
        assert set(attributes) <= {"href", "title", "rel", "start"}
        assert re.match("https?:|mailto:|tel:|[^:]*$", attributes.get("href", ""))


def test_ordinary_text_becomes_ordinary_html():
    html = markdown.to_html("# Mål\n\nEn *egen* **väg**,\n- ett\n- två\n\n3. tre\n")

    assert isinstance(html, SafeString)
    assert html == (
        "<h2>Mål</h2>\n<p>En <em>egen</em> <strong>väg</strong>,</p>\n"
        "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n"
        '<ol start="3">\n<li>tre</li>\n</ol>\n'
    )


def test_headings_start_where_the_page_has_room():
    text = "# a\n## b\n##### c\n\nd\n===\n"

    assert re.findall(r"</?h\d>", markdown.to_html(text, headings_from=3)) == [
        *("<h3>", "</h3>", "<h4>", "</h4>", "<h6>", "</h6>", "<h3>", "</h3>")
    ]


def test_links_are_kept_but_not_vouched_for():
    html = markdown.to_html("[Kick](https://a.example/?a=1&b=2) <info@a.example> [här](/om/)")

    assert [
        (tag, attributes["href"], attributes["rel"]) for tag, attributes in elements(html)[1:]
    ] == [
        ("a", "https://a.example/?a=1&b=2", markdown.LINK_REL),
        ("a", "mailto:info@a.example", markdown.LINK_REL),
        ("a", "/om/", markdown.LINK_REL),
    ]


def test_a_picture_becomes_its_description():
    assert markdown.to_html("Se ![kartan & <b>](https://a.example/x.png)") == (
        "<p>Se kartan &amp; &lt;b&gt;</p>\n"
    )


def test_a_table_has_no_style_of_its_own():
    html = markdown.to_html("| a | b |\n|:--|--:|\n| 1 | 2 |\n")

    assert "<td>2</td>" in html
    assert "style" not in html


def link_to(word):
    return mark_safe(f'<a class="term">{escape(word)}</a>')


def test_a_marked_word_becomes_what_is_answered_for_it():
    html = markdown.to_html("Om [[samråd]], *[[a & b]]*.", word=link_to)

    assert html == (
        '<p>Om <a class="term">samråd</a>, <em><a class="term">a &amp; b</a></em>.</p>\n'
    )


def test_a_marked_word_is_text_without_an_answer_and_in_code():
    assert markdown.to_html("[[samråd]]") == "<p>[[samråd]]</p>\n"
    assert markdown.to_html("`[[samråd]]`", word=link_to) == "<p><code>[[samråd]]</code></p>\n"


def test_no_link_stands_inside_another():
    html = markdown.to_html("[om [[samråd]] här](/om/)", word=link_to)

    assert html == '<p>[om <a class="term">samråd</a> här](/om/)</p>\n'


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_by_a_marked_word(text):
    for tag, attributes in elements(markdown.to_html(f"[[{text}]] {text}", word=link_to)):
        assert tag in markdown.TAGS
        assert set(attributes) <= {"href", "title", "rel", "start", "class"}


def test_blank_is_blank():
    assert markdown.to_html("") == ""


PIECES = [
    "[", "![", "*", "**a ", "_", "`", "``` ", "> ", "- ", "<", "&", "[a](", "](", "|a", "\\", "#",
    "[[", "[[a]] ", "[a]: b\n", "~~", "<a ", "1. ", "a\n", "\u00a0", "[a][", "*a _b ", "|-", "- a\n  ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_that_a_form_takes_is_quick(piece):
    longest = TextField().max_length

    assert seconds_for(piece, longest) < 2


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_more_than_its_share_longer(piece):
    """Sixteen times the text is about sixteen times the time; 256 times would be a trap.

    On a machine that does much else a time may be twice another, so the line is drawn high.
    """
    short, long = seconds_for(piece, 6_250), seconds_for(piece, 100_000)

    assert long < max(128 * short, 1)


def seconds_for(piece, size):
    text = piece * (size // len(piece))
    start = time.process_time()
    markdown.to_html(text)
    return time.process_time() - start
