"""The text of a letter: where the personal links stand, and its paragraphs for the HTML part.

What is stored has ‹personlig länk› in place of each secret. Several are numbered from the second on:
‹personlig länk›, ‹personlig länk 2› … ‹bifogad text› stands for what is stored sealed; no link is
ever put into that, since others have written it.
"""

import re
from dataclasses import dataclass

PLACEHOLDER = re.compile(r"‹personlig länk(?: (\d{1,3}))?›")
ENCLOSED = "‹bifogad text›"
BUTTON = re.compile(rf"^(?P<label>[^\n]+?):\s+(?P<place>{PLACEHOLDER.pattern}(?P<way>[\w/#-]*))$")
# A sentence that leads on behind a link's page is no button.
LONGEST_LABEL = 40
# "When: Tuesday", and no more words before the colon than a label has.
TERM = re.compile(r"(?P<term>[^\W\d]+): (?P<value>\S.*)")
URL = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True)
class Piece:
    """Words in a paragraph; with a `url` they are a link."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A button when it has a `url`, a small table when it has `terms`, else pieces of text."""

    pieces: tuple[Piece, ...] = ()
    label: str = ""
    url: str = ""
    terms: tuple[tuple[str, str], ...] = ()


def placeholder(number: int = 1) -> str:
    return "‹personlig länk›" if number == 1 else f"‹personlig länk {number}›"


def fill(body: str, urls: list[str]) -> str:
    """The text as it is sent. A number that has no link is left as it stands."""

    def replace(match):
        index = int(match[1] or 1) - 1
        return urls[index] if 0 <= index < len(urls) else match[0]

    return PLACEHOLDER.sub(replace, body)


def enclose(body: str, enclosed: str) -> list[tuple[str, bool]]:
    """The body in parts, each with whether it is ours and not the enclosed text."""
    before, mark, after = body.partition(ENCLOSED)
    parts = [(before, True), (enclosed, False), (after, True)] if mark else [(body, True)]
    return [(part, is_ours) for part, is_ours in parts if part.strip()]


def paragraphs(body: str, urls: list[str], *, own: str) -> list[Paragraph]:
    """The same text for the HTML part: a line "Label: ‹personlig länk›" becomes a button, with a
    way on behind the link too.

    Only addresses that begin with `own`, the site's, become links: what somebody wrote into the name
    of an association must not.
    """
    return [
        made for block in re.split(r"\n\s*\n", body.strip()) for made in _of_block(block, urls, own)
    ]


def _of_block(block, urls, own):
    lines = []
    terms = _terms(block)
    if terms:
        yield Paragraph(terms=terms)
        return
    for line in block.split("\n"):
        found = BUTTON.match(line.strip())
        url = fill(found["place"], urls) if found and _is_button(found) else ""
        if not URL.fullmatch(url):
            lines.append(line)
            continue
        if lines:
            yield Paragraph(pieces=_pieces(lines, urls, own))
            lines = []
        yield Paragraph(label=found["label"].strip(), url=url)
    if lines:
        yield Paragraph(pieces=_pieces(lines, urls, own))


def _is_button(found):
    return not found["way"] or len(found["label"]) <= LONGEST_LABEL


def _terms(block):
    """When and where: two lines or more that all are a label and its value, and hold no link."""
    found = [TERM.fullmatch(line.strip()) for line in block.split("\n")]
    if len(found) < 2 or not all(found) or PLACEHOLDER.search(block) or URL.search(block):
        return ()
    return tuple((match["term"], match["value"]) for match in found)


def _pieces(lines, urls, own):
    words, pieces, at = fill("\n".join(lines), urls), [], 0
    for found in URL.finditer(words):
        if found[0] == own or found[0].startswith(f"{own}/"):
            pieces += [Piece(words[at : found.start()]), Piece(found[0], found[0])]
            at = found.end()
    return tuple(piece for piece in [*pieces, Piece(words[at:])] if piece.words)
