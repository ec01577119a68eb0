"""The form fields that every form in the house uses.

What comes out is safe for Postgres, for a mail header and for a file name: no line
break in a line, nothing that cannot be seen, letters in NFC.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from kick.lib import org_number, personal, phone, text

# Read line by line by mail and HTTP; Python's mail headers refuse VT with an error of their own.
LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# NUL is refused by Postgres, half a letter by UTF-8; overrides show a line turned round.
UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
WEB_ADDRESS = URLValidator(schemes=["http", "https"])
POSTCODE = re.compile(r"(?:SE?-?)?([1-9][0-9]{2})([0-9]{2})", re.IGNORECASE)

ONE_LINE = _("Write this on one line.")
NO_PERSONAL_NUMBERS = _(
    "There is a personal identity number in the text. We have covered the last four digits: take it"
    " away, or leave it as it is now."
)
HIDDEN = _("The text holds a hidden character that cannot be kept. Write it anew without pasting.")


def refuse_unfit(value: str) -> None:
    """Raises ValidationError for NUL, controls, half letters and direction overrides."""
    if UNFIT.search(value):
        raise ValidationError(HIDDEN, code="hidden_character")


def refuse_line_breaks(value: str) -> None:
    if LINE_BREAK.search(value):
        raise ValidationError(ONE_LINE, code="line_break")


def refuse_personal_numbers(value: str) -> None:
    if personal.contains_personal_number(value):
        raise ValidationError(NO_PERSONAL_NUMBERS, code="personal_number")


def covered(value: Any) -> Any:
    """What was typed, as it may be shown again."""
    return personal.mask(value) if isinstance(value, str) else value


def refuse_other_than_websites(value: str) -> None:
    """Raises ValidationError unless the text is an http address with a public host."""
    WEB_ADDRESS(value)
    parts = urlsplit(value)
    # A name and password before the host make another site look like this one.
    if "@" in parts.netloc or "." not in (parts.hostname or ""):
        raise ValidationError(WEB_ADDRESS.message, code="invalid")


class LineField(forms.CharField):
    """One line of text, at most 200 characters unless told otherwise, without personal numbers."""

    # What is ten digits on purpose has a field of its own that knows.
    holds_numbers = False

    def __init__(self, *, max_length: int | None = 200, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        refuse_unfit(value)
        refuse_line_breaks(value)
        if not self.holds_numbers:
            refuse_personal_numbers(value)
        return text.clean_line(value) or self.empty_value

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data if self.holds_numbers else covered(data)


class TextField(forms.CharField):
    """Text of several lines, at most 20,000 characters unless told otherwise, without personal numbers."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int | None = 20_000, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        # Word pastes its page break and line break as these two.
        refuse_unfit(value)
        refuse_personal_numbers(value)
        return text.clean_text(value) or self.empty_value

    def bound_data(self, data: Any, initial: Any) -> Any:
        return covered(data)


class OrgNumberField(LineField):
    """An organisation number as ten digits, shown as 802002-8711.

    With `trust_check_digit=False` an editor may keep a number whose check digit is wrong.
    A personal number is refused and not shown again in the page.
    """

    holds_numbers = True

    def __init__(self, *, trust_check_digit: bool = True, **options: Any) -> None:
        self.trust_check_digit = trust_check_digit
        # A model's own limit is for the ten digits, not for how people write them.
        options["max_length"] = 40
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        try:
            return org_number.parse(value)
        except org_number.WrongCheckDigit as refusal:
            if self.trust_check_digit:
                raise ValidationError(refusal.message, code=refusal.code) from None
            return refusal.number
        except org_number.InvalidOrgNumber as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from None

    def prepare_value(self, value: Any) -> Any:
        return org_number.format_number(value) if isinstance(value, str) else value

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            org_number.parse(data or "")
        except org_number.LooksPersonal:
            return ""
        except org_number.InvalidOrgNumber:
            return personal.mask(data or "")
        return data


class PhoneField(LineField):
    """One telephone number as +46701234567, shown as 070-123 45 67."""

    holds_numbers = True

    widget = forms.TelInput

    def __init__(self, **options: Any) -> None:
        options["max_length"] = 40
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "tel")

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        try:
            return phone.parse(value)
        except phone.InvalidPhone as refusal:
            raise ValidationError(refusal.message, code="invalid_phone") from None

    def prepare_value(self, value: Any) -> Any:
        return phone.format_phone(value) if isinstance(value, str) else value

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            phone.parse(data or "")
        except phone.InvalidPhone:
            return covered(data)
        return data


class PostcodeField(LineField):
    """A Swedish postcode as 553 22."""

    def __init__(self, **options: Any) -> None:
        options["max_length"] = 20
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "postal-code")
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        match = POSTCODE.fullmatch(value.replace(" ", ""))
        if not match:
            raise ValidationError(
                _("A postcode has five digits, for example 553 22."), code="invalid_postcode"
            )
        return f"{match[1]} {match[2]}"


class WebsiteField(forms.URLField):
    """A web address; https:// is put in front when nothing stands there."""

    # A plain text box: a browser's own check would refuse www.example.se.
    widget = forms.TextInput
    default_validators = [refuse_other_than_websites]
    default_error_messages = {
        "invalid": _("This is not a web address. Write it like www.example.se.")
    }

    def __init__(self, *, max_length: int | None = 300, **options: Any) -> None:
        super().__init__(max_length=max_length, assume_scheme="https", **options)
        self.widget.attrs.setdefault("autocomplete", "url")
        self.widget.attrs.setdefault("inputmode", "url")

    def to_python(self, value: Any) -> str | None:
        if isinstance(value, str):
            value = value.strip()
            refuse_unfit(value)
            refuse_line_breaks(value)
            refuse_personal_numbers(value)
            scheme, colon, rest = value.partition("://")
            if colon:
                value = scheme.lower() + colon + rest
            elif value:
                value = "https://" + value
        return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return covered(data)


class EmailLineField(forms.EmailField):
    """One e-mail address that may stand in a mail header, its domain in small letters."""

    default_error_messages = {
        "invalid": _("This is not an e-mail address. Write it like namn@example.se.")
    }

    def __init__(self, *, max_length: int | None = 254, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.widget.attrs.setdefault("autocomplete", "email")

    def to_python(self, value: Any) -> str | None:
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        refuse_unfit(value)
        refuse_line_breaks(value)
        refuse_personal_numbers(value)
        local, at, domain = text.clean_line(value).rpartition("@")
        # Quoted names may hold spaces and commas, which headers read as more addresses.
        if '"' in local:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{local}{at}{domain.lower()}"

    def bound_data(self, data: Any, initial: Any) -> Any:
        return covered(data)
