"""Of a style sheet what a page needs: for a page that goes out as one file, without the site."""

import re
from collections.abc import Iterator

CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
CLASS_WORDS = re.compile(r'class="([^"]*)"')
# Of these only the rules inside are looked at.
GROUPS = ("@media", "@supports", "@layer")


def subset(css: str, html: str) -> str:
    """The rules whose classes stand in the page. Faces of fonts are left out, for they are files."""
    classes = {name for words in CLASS_WORDS.findall(html) for name in words.split()}
    return _kept(css, classes)


def _kept(css, classes):
    kept = []
    for prelude, body in _rules(css):
        if prelude.startswith(GROUPS):
            inner = _kept(body, classes)
            kept += [f"{prelude}{{{inner}}}"] if inner else []
        elif prelude.startswith("@page") or not prelude.startswith("@"):
            wanted = [part for part in _selectors(prelude) if set(CLASS.findall(part)) <= classes]
            kept += [f"{','.join(wanted)}{{{body}}}"] if wanted else []
    return "".join(kept)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(prelude, body) of one level."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    depth, start, prelude = 0, 0, ""
    for place, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                prelude, start = css[start:place].strip(), place + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[start:place].strip()
                start = place + 1


def _selectors(prelude):
    """Parted at commas that are not inside brackets, as those of :is() are."""
    return re.split(r",(?![^(]*\))", prelude)
