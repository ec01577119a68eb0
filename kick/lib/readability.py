"""How hard a text is to read, as Swedish has measured it since Björnsson 1968: LIX.

A sentence ends with . ! or ? before a capital, a quotation mark or the end, and where its
paragraph or list item ends. A word begins with a letter; it is long from seven letters on.
Tables, headings and Markdown's own signs are not read.
"""

import re
from dataclasses import dataclass

from markdown_it.token import Token

from kick.lib.markdown import MARKED, PARSER

WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?…][”\")]*(?=\s+[”\"(–]*[^\W\d_a-zåäö]|\s*$)")
ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+|\b[\w.-]+\.(?:se|nu|eu|org|com)\b(?:/\S*)?")
SEVEN = 7


@dataclass
class Measure:
    words: int = 0
    long_words: int = 0
    sentences: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.words + other.words,
            self.long_words + other.long_words,
            self.sentences + other.sentences,
        )

    @property
    def lix(self) -> float:
        """Under 30 is very easy, 40–50 is a newspaper, over 60 is officialese. 0 for no words."""
        if not self.words:
            return 0
        return self.words / self.sentences + 100 * self.long_words / self.words


def measured(text: str) -> Measure:
    """What is in a text in Markdown."""
    return sum((_of_block(block) for block in plain_blocks(text)), Measure())


def plain_blocks(text: str) -> list[str]:
    """The paragraphs and list items in plain words."""
    blocks, skipped = [], 0
    for token in PARSER.parse(MARKED.sub(r"\1", text), {"word": None}):
        if token.type.startswith(("table_", "heading_")):
            skipped += token.nesting
        elif token.type == "inline" and not skipped:
            blocks.append("".join(_words_of(child) for child in token.children or []))
    return blocks


def _words_of(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _of_block(block: str) -> Measure:
    plain = ADDRESS.sub("", block)
    words = WORD.findall(plain)
    long_words = sum(len(re.sub(r"\W", "", word)) >= SEVEN for word in words)
    sentences = sum(bool(WORD.search(part)) for part in SENTENCE_END.split(plain))
    return Measure(len(words), long_words, sentences)
