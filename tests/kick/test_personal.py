import time

import pytest

from kick.lib import luhn, personal


def number(start):
    return start + luhn.check_digit(start)


BORN = number("800101123")
COORDINATED = number("800161123")
YOUNG = number("050203123")
MOBILE_SHAPED = number("070123123")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (BORN, "800101-****"),
        (f"{BORN[:6]}-{BORN[6:]}", "800101-****"),
        (f"{BORN[:6]} {BORN[6:]}", "800101-****"),
        (f"{BORN[:6]} – {BORN[6:]}", "800101-****"),
        (f"{BORN[:6]}+{BORN[6:]}", "800101-****"),
        (f"19{BORN}", "800101-****"),
        (f"19{BORN[:6]}-{BORN[6:]}", "800101-****"),
        (f"1980-01-01-{BORN[6:]}", "800101-****"),
        (f"80 01 01-{BORN[6:]}", "800101-****"),
        (f"16{BORN}", "800101-****"),
        (f"SE{BORN}01", "SE800101-****"),
        (f"pnr{BORN}.", "pnr800101-****."),
        (
            f"Kassör Eva ({BORN}), 036-12 34 56",
            "Kassör Eva (800101-****), 036-12 34 56",
        ),
        (f"{BORN};{COORDINATED}\n{YOUNG}", "800101-****;800161-****\n050203-****"),
        (f"{MOBILE_SHAPED[:6]}-{MOBILE_SHAPED[6:]}", "070123-****"),
        (f"20{MOBILE_SHAPED}", "070123-****"),
    ],
)
def test_personal_numbers_are_masked(text, masked):
    assert personal.mask(text) == masked
    assert personal.contains_personal_number(text)
    assert not personal.contains_personal_number(masked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "802002-8711",
        "168020028711",
        "SE802002871101",
        "012552-5790",
        "070-123 45 67",
        MOBILE_SHAPED,
        f"Tel: {number('010203123')}",
        "+46701234567",
        "0046701234567",
        f"9{BORN}",
        f"{BORN}7",
        BORN[:-1] + str((int(BORN[-1]) + 1) % 10),
        number("801301123"),
        number("800230123"),
        number("800100123"),
        "2026-12-08 18.00–20.30",
        "SE45 5000 0000 0583 9825 7466",
        "bankgiro 123-4567",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert personal.mask(text) == text
    assert not personal.contains_personal_number(text)


def test_masking_takes_linear_time():
    start = time.process_time()

    personal.mask("1980-01-01 " * 20_000 + "0" * 100_000 + "8 " * 50_000)

    assert time.process_time() - start < 1
