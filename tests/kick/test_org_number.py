import traceback

import pytest

from kick.lib import luhn, org_number

REAL = [
    "802002-8711",
    "826000-6161",
    "836200-6846",
    "012552-5790",
    "779500-0392",
    "642466-2945",
    "232100-0057",
    "222000-1321",
    "212000-0142",
    "832000-6060",
    "012049-7656",
]


@pytest.mark.parametrize("number", REAL)
def test_real_numbers_of_every_series_are_taken(number):
    assert org_number.format_number(org_number.parse(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "8020028711",
        " 802002 8711 ",
        "802002–8711",
        "802002−8711",
        "802002\u20118711",
        "802002\u00a08711",
        "168020028711",
        "16802002-8711",
        "SE802002871101",
        "se 802002-8711 01",
        "８０２００２-８７１１",
        "802002-8711\u200b",
    ],
)
def test_usual_writings_give_the_same_ten_digits(text):
    assert org_number.parse(text) == "8020028711"


@pytest.mark.parametrize("text", ["802534-9624", "802518-9707"])
def test_real_slips_are_refused_and_kept_for_an_editor(text):
    with pytest.raises(org_number.WrongCheckDigit) as refusal:
        org_number.parse(text)

    assert refusal.value.number == text.replace("-", "")


PERSONS = [
    "800101-1238",
    "8001011238",
    "800101-1239",
    "198001011238",
    "19800101-1238",
    "20050101-1234",
    "18991231-1234",
    "16800101-1238",
    "SE800101123801",
    "121212+1212",
    "800161-1234",
    "801902-8711",
    "10203123" + luhn.check_digit("010203123"),
]


@pytest.mark.parametrize("text", PERSONS)
def test_a_persons_number_is_refused_without_being_told(text):
    with pytest.raises(org_number.LooksPersonal) as refusal:
        org_number.parse(text)

    told = "".join(traceback.format_exception_only(refusal.value))
    assert refusal.value.args == ()
    assert refusal.value.__cause__ is refusal.value.__context__ is None
    assert not any(digit in told for digit in "0123456789")


@pytest.mark.parametrize(
    "text",
    ["", "-", "abc", "802002-871", "80200287111", "198020028711", "802002+8711", "8020O2-8711",
     "٨٠٢٠٠٢٨٧١١", "8" * 100_000],
)  # fmt: skip
def test_what_is_not_ten_digits_is_refused(text):
    with pytest.raises(org_number.NotTenDigits):
        org_number.parse(text)


def test_a_lost_zero_is_told_and_not_guessed():
    with pytest.raises(org_number.MayHaveLostZero):
        org_number.parse("125525790")


def test_made_up_numbers_are_valid_different_and_nobodys():
    numbers = {org_number.made_up(seed) for seed in range(100_000)}

    assert len(numbers) == 100_000
    assert org_number.made_up(7_999_999) == org_number.made_up(7_999_999)
    for number in list(numbers)[:1000]:
        assert org_number.parse(number) == number
        assert org_number.is_made_up(number)
    assert not any(org_number.is_made_up(org_number.parse(number)) for number in REAL)
