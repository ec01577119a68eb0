"""Markdown as plain data for what is no web page: a printed page gets blocks and words, never markup.

The same parser and the same rules as `kick.lib.markdown`: raw HTML is text, a picture is its
description, and a link leads only where one on our pages may.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from kick.lib.markdown import PARSER, SCHEMES

# What the parser calls them, and what we do.
BLOCKS = {"bullet_list": "list", "ordered_list": "numbers"}
MARKS = {"strong": "strong", "em": "em", "s": "struck"}
Node = dict[str, Any]


def to_tree(text: str, *, word: Callable[[str], str] | None = None) -> list[Node]:
    """Blocks, each a dict with its `kind`; `items` of a list and cells of a table hold such again.

    With `word`, a [[marked word]] leads to the key that it answers, and is plain text without one.
    """
    tokens = PARSER.parse(text.replace("\0", ""), {"word": word or (lambda _word: "")})
    return _blocks(SyntaxTreeNode(tokens), word or (lambda _word: ""))


def _blocks(node, word):
    return [_block(child, word) for child in node.children]


def _block(node, word):
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1:]), "words": _words(node, word)}
        case "bullet_list" | "ordered_list":
            items = [_blocks(item, word) for item in node.children]
            start = node.attrs.get("start", 1)
            return {"kind": BLOCKS[node.type], "items": items, "start": start}
        case "blockquote":
            return {"kind": "quote", "blocks": _blocks(node, word)}
        case "table":
            return {"kind": "table", "rows": _rows(node, word)}
        case "fence" | "code_block":
            return {"kind": "code", "text": node.content.rstrip("\n")}
        case "hr":
            return {"kind": "rule"}
        case "html_block":
            return {"kind": "paragraph", "words": [_text(node.content)]}
        case _:
            return {"kind": "paragraph", "words": _words(node, word)}


def _rows(table, word):
    """The head first; a table has one."""
    return [
        [_words(cell, word) for cell in row.children]
        for part in table.children
        for row in part.children
    ]


def _words(node, word):
    inline = next((child for child in node.children if child.type == "inline"), None)
    return _inline(inline, word) if inline else []


def _inline(node, word):
    return [part for child in node.children for part in _part(child, word)]


def _part(node, word):
    match node.type:
        case "strong" | "em" | "s":
            yield {"kind": MARKS[node.type], "words": _inline(node, word)}
        case "link":
            words, url = _inline(node, word), str(node.attrs.get("href", ""))
            if urlsplit(url).scheme in SCHEMES:
                yield {"kind": "link", "url": url, "words": words}
            else:
                yield from words
        case "marked":
            key = word(node.content)
            mark = {"kind": "term", "key": key, "words": [_text(node.content)]}
            yield mark if key else _text(node.content)
        case "softbreak":
            yield _text(" ")
        case "hardbreak":
            yield {"kind": "break"}
        case "code_inline":
            yield {"kind": "code", "text": node.content}
        case _:
            yield _text(node.content)


def _text(words):
    return {"kind": "text", "text": words}
