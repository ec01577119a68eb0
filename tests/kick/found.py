"""The forms of the house as its pages show them: found by walking the matrix, so that a page that is new
comes along by itself."""

import functools
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from django.urls import resolve, reverse

from tests.kick import cast as the_cast
from tests.kick import matrix

# What a person does first, so that the page has a form at all: (path, fields) of each step.
START = ("/anmal/", {"name": "Nya laget", "municipality": "0680"})
FACTS = (
    "/anmal/uppgifter/",
    {
        "kind": "association",
        "email": "ny@forening.example",
        "contact_language": "sv",
        "listed_publicly": "yes",
    },
)
FIRST = {
    "organisations:registration_facts": [START],
    "organisations:registration_check": [START, FACTS],
    "account_confirm_login_code": [("/konto/logga-in/", {"login": "nagon@privat.example"})],
    "account_email_verification_sent": [("/konto/nytt/", {"email": "ny@privat.example"})],
}
# What has to stand in the address, so that the page has a form.
MORE = {"consultations:desk_choose": "?kommun=0680"}
BY_HAND = re.compile(r'(?:POST|GET)(?:\.get|\.getlist)?[(\[]"(\w+)"')
# Between them they may see nearly all that there is to fill in.
FEW = ["anonymous", "link_holder", "representative", "officer", "lead", "national"]
BY_KIND = {
    "email": "ny@forening.example",
    "url": "https://www.exempel.se/",
    "tel": "036-10 00 00",
    "number": "3",
    "date": "2027-05-04",
    "time": "18:00",
}
# A token is no field, and what only says which form was sent is left as it is.
LEFT_ALONE = {"csrfmiddlewaretoken"}
PRESSED = {"submit", "image", "reset", "button"}


@dataclass
class Field:
    """`values` are what a browser would send if nobody touched it, `options` what there is to choose."""

    kind: str
    values: list = field(default_factory=list)
    options: list = field(default_factory=list)

    @property
    def is_typed(self):
        return self.kind in {"text", "textarea", "email", "search", "tel", "url", "password"}


@dataclass
class Form:
    """`page` is where it stands, `path` where it goes, `role` one that may see it."""

    name: str
    page: str
    path: str
    role: str
    first: list
    method: str = "post"
    is_multipart: bool = False
    fields: dict = field(default_factory=dict)

    @property
    def key(self):
        return self.name, self.method, frozenset(n.rpartition("-")[2] for n in self.fields)

    @property
    def untouched(self):
        """What is sent when somebody presses the button at once."""
        return {name: list(field.values) for name, field in self.fields.items() if field.values}

    def __str__(self):
        return f"{self.name} as {self.role}"


class _Reader(HTMLParser):
    """The forms in one page."""

    def __init__(self):
        super().__init__()
        self.found, self.form, self.select, self.area = [], None, None, None

    def handle_starttag(self, tag, pairs):
        words = dict(pairs)
        if tag == "form":
            self.form = (words, {})
            self.found.append(self.form)
        elif self.form is not None:
            getattr(self, f"_{tag}", lambda words: None)(words)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            # The first line break after <textarea> is the page's own.
            self.area.values = [(self.area.values[0] + data).removeprefix("\n")]

    def _field(self, words, kind):
        name = words.get("name")
        if not name or name in LEFT_ALONE:
            return None
        return self.form[1].setdefault(name, Field(kind))

    def _input(self, words):
        kind = (words.get("type") or "text").lower()
        found = None if kind in PRESSED else self._field(words, kind)
        if not found:
            return
        value = words.get("value") or ""
        if kind in {"radio", "checkbox"}:
            value = words.get("value", "on")
            found.options.append(value)
            found.values += [value] if "checked" in words else []
        elif kind != "file":
            found.values.append(value)

    def _button(self, words):
        found = self._field(words, "button")
        if found:
            found.options.append(words.get("value") or "")

    def _textarea(self, words):
        self.area = self._field(words, "textarea")
        if self.area:
            self.area.values = [""]

    def _select(self, words):
        self.select = self._field(words, "select")

    def _option(self, words):
        if self.select:
            value = words.get("value") or ""
            self.select.options.append(value)
            self.select.values += [value] if "selected" in words else []


def forms_in(html, page, role, first=()):
    reader = _Reader()
    reader.feed(html)
    for words, fields in reader.found:
        # Where the answer is shown on the page is no part of the address.
        path = urldefrag(urljoin(page, words.get("action") or page)).url
        multipart = words.get("enctype") == "multipart/form-data"
        path, name = path.partition("?")[0], resolve(path.partition("?")[0]).view_name
        method = words.get("method", "get").lower()
        yield Form(name, page, path, role, list(first), method, multipart, fields)


def client_for(cast, form):
    """The role's browser, as far as the page where the form stands."""
    client = cast.client(form.role)
    for path, fields in form.first:
        client.post(path, fields)
    return client


def pages(cast, roles, most=None):
    """(page, role, first) of whatever the roles may look at; each page by `most` of them."""
    for row in matrix.ROWS:
        page = reverse(row.name, args=row.arguments(cast.here)) + MORE.get(row.name, "")
        yield from islice(looks(row, page, roles), most)


def looks(row, page, roles):
    for role in roles:
        if row.name in FIRST and role == "anonymous":
            yield page, role, FIRST[row.name]
        elif row.answer(role, "here", "get") == 200:
            yield page, role, []


def all_forms(cast, roles=FEW, most=None):
    """Each form once, as the first of the roles that finds it; then what takes a post without one.

    With `most` each page is opened by so many of them at most.
    """
    forms = {}
    for page, role, first in pages(cast, roles, most):
        with the_cast.undone():
            client = client_for(cast, Form("", page, page, role, first))
            response = client.get(page)
        if not response.streaming and "html" in response.headers["Content-Type"]:
            for form in forms_in(response.content.decode(), page, role, first):
                forms.setdefault(form.key, form)
    return [*forms.values(), *without_a_form(cast, roles, {key[:2] for key in forms})]


def without_a_form(cast, roles, found):
    """What is posted to although no page just now has a form for it."""
    for row in matrix.ROWS:
        role = next((role for role in roles if takes_a_post(row, role)), None)
        if role and (row.name, "post") not in found:
            found.add((row.name, "post"))
            path = reverse(row.name, args=row.arguments(cast.here))
            yield Form(row.name, path, path, role, FIRST.get(row.name, []), fields=read_by_hand())


def takes_a_post(row, role):
    return row.answer(role, "here", "post") in {200, 302, 409, 422}


@functools.cache
def read_by_hand():
    """Every name that a view of ours takes from a request without a form."""
    folders = [
        path
        for app in ("consultations", "organisations", "studyguide", "kick")
        for path in Path(app).rglob("*.py")
        if "views" in str(path)
    ]
    names = {name for path in folders for name in BY_HAND.findall(path.read_text())}
    return {name: Field("text") for name in sorted(names)}


def filled(form, text="Orrspelen"):
    """What somebody sends who fills the form in; `text` stands in every field that is typed in."""
    words = {}
    for name, box in form.fields.items():
        options = [option for option in box.options if option]
        if box.is_typed and box.kind not in BY_KIND:
            words[name] = [text]
        elif any(box.values):
            words[name] = box.values
        elif options and box.kind in {"select", "radio"}:
            words[name] = options[:1]
        elif box.kind in BY_KIND:
            words[name] = [BY_KIND[box.kind]]
    return words
