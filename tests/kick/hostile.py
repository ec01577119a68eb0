"""Values that nobody types by mistake, and whole forms filled with them."""

import string
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=kick"
HOSTILE = [
    "\x00",
    "a\x00b",
    "\ud800",
    "hej\udfff",
    "\u202egnp.exe",
    "\u200b\u200d",
    "\ufeff",
    "e\u0301\u0308" * 50,
    "A\u030angstro\u0308m",
    "Ångström",
    "👩‍👩‍👧‍👦" * 40,
    "x" * 1_000_000,
    "ö" * 201,
    "9" * 400,
    "9" * 5000,
    "-1",
    "0",
    "1e309",
    "NaN",
    "Infinity",
    "9223372036854775808",
    "2147483648",
    "٣",
    "0000-00-00",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "9999-99-99",
    "2027-02-30",
    "2027-03-28 02:30",
    "24:00",
    "23:59:60",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE organisations_organisation; --",
    "a@b\r\nBcc: c@d.example",
    "=?utf-8?q?x=0D=0ABcc:_c@d.example?=",
    "a\x0bb\x0cc\u2028d",
    "198001019999",
    "../../etc/passwd",
    "/\\ond.example",
    "\n" * 1000,
    "%s%n{{7*7}}{0.__class__}",
    "00000000-0000-0000-0000-000000000000",
    "[]",
    "null",
    "{",
    "on",
    " ",
    "",
]
TYPES = ["application/json", "text/plain", "multipart/form-data", "application/xml", ""]
FILES = [b"Namn;E-post\r\nViskoren;vis@kor.example\r\n", b"", b"\x00\xff\xfe", b"PK\x03\x04" * 99]
NAMES = ["lista.csv", "../../lista.xlsx", "li\x00sta.csv", "\ud800.csv", "x" * 300 + ".csv", ""]

# Two hundred inputs that are the same tomorrow, and nothing kept between two runs.
steady = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


def inputs(number):
    return settings(max_examples=number, **steady)


def hostile_text():
    return st.one_of(
        st.sampled_from(HOSTILE),
        st.text(max_size=60),
        st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co", "Mn", "Zl", "Zp"]), max_size=20),
        st.text(string.printable, max_size=60),
        st.integers().map(str),
        st.dates().map(str),
    )


def filled_in(field, name):
    """What somebody might write who means well, so that one bad field is all that is wrong."""
    if field.kind in {"select", "radio", "button"} and any(field.options):
        return st.sampled_from([option for option in field.options if option]).map(lambda v: [v])
    if field.kind == "checkbox" and field.options:
        return st.lists(st.sampled_from(field.options), max_size=2, unique=True)
    if any(field.values):
        return st.just(list(field.values))
    return st.just([_well_meant(field.kind, name)])


def _well_meant(kind, name):
    day = timezone.localdate() + timedelta(days=40)
    by_kind = {"email": f"{uuid4().hex}@forening.example", "date": str(day), "number": "3"}
    by_kind |= {"time": "18:00", "datetime-local": f"{day}T18:00", "url": "https://www.exempel.se"}
    by_kind |= {"tel": "036-10 00 00", "hidden": ""}
    optional = {"org_number", "website", "postcode", "phone", "parent"}
    return "" if name in optional else by_kind.get(kind, "Orrspelen")


@st.composite
def bodies(draw, form):
    """(fields, content type): one or two fields hostile, sometimes all; some twice, some missing."""
    names = list(form.fields) or ["x"]
    body = {name: draw(filled_in(field, name)) for name, field in form.fields.items()}
    few = st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)
    for name in draw(few | few | few | st.just(names)):
        body[name] = draw(st.lists(hostile_text(), max_size=2))
    right = MULTIPART if form.is_multipart else URLENCODED
    return body, draw(st.sampled_from([right] * 40 + TYPES))


def encoded(form, fields, kind):
    """The body as bytes, half letters and all, which neither Django nor a browser would make."""
    if kind != MULTIPART:
        return urlencode(fields, doseq=True, errors="surrogatepass").encode()
    return b"".join(
        [_part(form, name, value) for name, values in fields.items() for value in values]
        + [b"--kick--\r\n"]
    )


def _part(form, name, value):
    head = f'--kick\r\nContent-Disposition: form-data; name="{name}"'
    text = value.encode(errors="surrogatepass")
    if form.fields.get(name) and form.fields[name].kind == "file":
        file_name = NAMES[len(value) % len(NAMES)].encode(errors="surrogatepass")
        data = FILES[len(value) % len(FILES)] + text * (len(value) % 2)
        return head.encode() + b'; filename="' + file_name + b'"\r\n\r\n' + data + b"\r\n"
    return head.encode() + b"\r\n\r\n" + text + b"\r\n"
