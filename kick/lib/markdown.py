"""Markdown that strangers write, as HTML that may stand in our pages."""

import re
import secrets
from collections.abc import Callable, MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "blockquote", "ul", "ol", "li", "code", "pre", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# We answer for none of the links, and the page that one leads to learns nothing of ours.
LINK_REL = "nofollow noopener noreferrer"
MARKED = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")


def to_html(
    text: str, *, headings_from: int = 2, word: Callable[[str], SafeString] | None = None
) -> SafeString:
    """HTML of an allow-list only; raw HTML in the text is shown as text.

    A picture becomes its description, since one fetched from elsewhere tells who
    reads. `#` becomes a heading of level `headings_from`, `##` one below, to h6.
    With `word`, a [[marked word]] becomes what that answers.
    """
    # What nobody can type stands for the marked words until the rest is clean.
    holder = secrets.token_hex(8)
    env = {"headings_from": headings_from, "word": word, "words": [], "holder": holder}
    html = PARSER.render(text.replace("\0", ""), env)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL
    )
    for number, answer in enumerate(env["words"]):
        clean = clean.replace(f"{holder}.{number}.", answer)
    return mark_safe(clean)


@lru_cache(maxsize=512)
def kept_html(text: str, *, headings_from: int = 2) -> SafeString:
    """The same, made once for texts that many read: the words are the key, so it is never stale."""
    return to_html(text, headings_from=headings_from)


def _heading(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    token = tokens[index]
    level = min(int(token.tag[1:]) + env["headings_from"] - 1, 6)
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"


def _picture(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    return escape(tokens[index].content)


def _find_marked(state: StateInline, silent: bool) -> bool:
    match = MARKED.match(state.src, state.pos) if state.env["word"] else None
    if not match:
        return False
    if not silent:
        state.push("marked", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _marked(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    env["words"].append(env["word"](tokens[index].content))
    return f"{env['holder']}.{len(env['words']) - 1}."


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("image", _picture)
    parser.inline.ruler.before("link", "marked", _find_marked)
    parser.add_render_rule("marked", _marked)
    return parser


PARSER = _parser()
