import time
from email.headerregistry import Address

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage

from kick.lib import fields, luhn

LINES = [fields.LineField, fields.EmailLineField, fields.WebsiteField, fields.PhoneField,
         fields.PostcodeField, fields.OrgNumberField]  # fmt: skip
ALL = [*LINES, fields.TextField]
PERSON = "800101-123" + luhn.check_digit("800101123")


def refused(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return [error.code for error in caught.value.error_list]


@pytest.mark.parametrize("field", LINES)
@pytest.mark.parametrize(
    "mark", ["\r", "\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_a_line_has_no_line_break(field, mark):
    assert refused(field(), f"a@b.se{mark}Bcc: c@d.se") == ["line_break"]


@pytest.mark.parametrize("field", ALL)
@pytest.mark.parametrize("mark", ["\0", "\x1b", "\ud800", "\u202e", "\u2066", "\uffff"])
def test_nothing_unfit_is_kept(field, mark):
    assert refused(field(), f"a{mark}b") == ["hidden_character"]


def test_a_line_is_tidied():
    assert (
        fields.LineField().clean("  A\u030asa   hembygds\u200bförening ") == "Åsa hembygdsförening"
    )
    assert fields.LineField(required=False).clean(" \u200b ") == ""
    assert refused(fields.LineField(), " \u200b ") == ["required"]
    assert refused(fields.LineField(max_length=3), "abcd") == ["max_length"]


def test_a_text_keeps_its_lines_and_counts_them_as_the_browser_does():
    assert fields.TextField().clean("Ett\r\n\r\ntvå\x0bTre\r\n") == "Ett\n\ntvå\nTre"
    assert fields.TextField(max_length=5).clean("ab\r\ncd") == "ab\ncd"
    assert 'maxlength="5"' in str(form(text=fields.TextField(max_length=5))["text"])


@pytest.mark.parametrize("field", ALL)
def test_a_megabyte_is_refused_quickly(field):
    start = time.process_time()

    for piece in ["a", "1", "@a.", "http://", "\u200d", " a", "å.se/"]:
        refused(field(), piece * (1_000_000 // len(piece)))

    assert time.process_time() - start < 5


@pytest.mark.parametrize("field", ALL)
def test_blank_is_blank_text_and_never_none(field):
    assert [field(required=False).clean(value) for value in ["", None, "  "]] == ["", "", ""]


def test_an_organisation_number_is_kept_as_digits_and_shown_with_hyphen():
    bound = form({"number": " 802002 8711"}, number=fields.OrgNumberField())

    assert bound.is_valid()
    assert bound.cleaned_data["number"] == "8020028711"
    unbound = form(number=fields.OrgNumberField(initial="8020028711"))
    assert 'value="802002-8711"' in str(unbound["number"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("802002-87", "not_ten_digits"),
        ("125525790", "may_have_lost_zero"),
        ("802534-9624", "wrong_check_digit"),
        (PERSON, "looks_personal"),
    ],
)
def test_a_wrong_organisation_number_is_told_apart(value, code):
    assert refused(fields.OrgNumberField(), value) == [code]


def test_an_editor_may_keep_a_wrong_check_digit_but_no_person():
    field = fields.OrgNumberField(trust_check_digit=False)

    assert field.clean("802534-9624") == "8025349624"
    assert refused(field, PERSON) == ["looks_personal"]


@pytest.mark.parametrize("typed", [PERSON, "19" + PERSON, f"Eva {PERSON}"])
def test_a_personal_number_is_not_shown_again(typed):
    bound = form({"number": typed}, number=fields.OrgNumberField())

    assert not bound.is_valid()
    assert PERSON[-4:] not in bound.as_p()


def test_a_telephone_number_is_kept_with_its_country():
    field = fields.PhoneField()

    assert field.clean("070-123 45 67") == "+46701234567"
    assert field.prepare_value("+46701234567") == "070-123 45 67"
    assert refused(field, "ring mig") == ["invalid_phone"]


@pytest.mark.parametrize("typed", ["55322", "553 22", "SE-553 22", "S-55322", " 553\u00a022 "])
def test_a_postcode_is_kept_as_it_is_written(typed):
    assert fields.PostcodeField().clean(typed) == "553 22"


@pytest.mark.parametrize("typed", ["5532", "053 22", "553 2A", "55 32 233"])
def test_a_wrong_postcode_is_refused(typed):
    assert refused(fields.PostcodeField(), typed) == ["invalid_postcode"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.se", "https://www.example.se"),
        ("example.se/förening?a=1", "https://example.se/förening?a=1"),
        ("http://example.se", "http://example.se"),
        ("HTTPS://Example.se/A", "https://Example.se/A"),
        ("hembygd-åsa.se", "https://hembygd-åsa.se"),
        ("example.se:8080", "https://example.se:8080"),
    ],
)
def test_a_web_address_gets_its_scheme(typed, kept):
    assert fields.WebsiteField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "javascript://example.se/%0aalert(1)", "data:text/html,x", "ftp://a.se",
     "//example.se", "a.se, b.se", "https://user@example.se", "https://localhost", "saknas",
     "https://", "https://a.se\\@b.se", "http://[::1", "vbscript:x"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed):
    assert refused(fields.WebsiteField(), typed) == ["invalid"]


def test_an_address_may_stand_in_a_mail_header():
    kept = fields.EmailLineField().clean(" Info@Exempel.SE ")

    assert kept == "Info@exempel.se"
    assert Address(addr_spec=kept).domain == "exempel.se"


@pytest.mark.parametrize(
    "typed",
    ["a", "a@b", "a b@c.se", "a@b.se, c@d.se", "Eva <a@b.se>", '"a,c@d.se"@b.se', "=?utf-8?q?a?= <a@b.se>",
     "a@b.se;c@d.se", "a@@b.se", "\u200ba@b.se x"],
)  # fmt: skip
def test_what_is_not_one_address_is_refused(typed):
    assert refused(fields.EmailLineField(), typed) == ["invalid"]


@pytest.mark.parametrize("typed", ['Åsa <x>, "y"', "=?utf-8?q?Bcc=3A?=", "a: b", "a\tb", "é" * 190])
def test_a_line_never_breaks_a_subject(typed):
    line = fields.LineField().clean(typed)

    message = EmailMessage(line, "text", "a@b.se", ["c@d.se"]).message()

    assert message["Subject"] is not None
    assert b"\nBcc:" not in message.as_bytes()


def form(data=None, **named):
    return type("TrialForm", (forms.Form,), named)(data)
