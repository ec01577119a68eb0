import pytest

from kick.lib import phone


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("070-123 45 67", "+46701234567", "070-123 45 67"),
        ("0701234567", "+46701234567", "070-123 45 67"),
        ("+46 (0)70 123 45 67", "+46701234567", "070-123 45 67"),
        ("0046 70 1234567", "+46701234567", "070-123 45 67"),
        ("Tel: 036–12 34 56", "+4636123456", "036-12 34 56"),
        ("08-123 456 78", "+46812345678", "08-123 456 78"),
        ("0380/123 45", "+4638012345", "0380-123 45"),
        ("010-241 00 00", "+46102410000", "010-241 00 00"),
        ("+358 40 123 4567", "+358401234567", "+358401234567"),
        ("\u202d0701234567\u202c", "+46701234567", "070-123 45 67"),
    ],
)
def test_usual_writings_are_taken(text, kept, shown):
    assert phone.parse(text) == kept
    assert phone.format_phone(kept) == shown
    assert phone.parse(shown) == kept


@pytest.mark.parametrize(
    "text",
    ["", "-", "070", "070-123 45 67, 036-12 34 56", "701234567", "070-123 45 67 ankn. 12", "+",
     "+46", "o701234567", "0" * 100_000, "1" * 100_000],
)  # fmt: skip
def test_what_is_not_one_number_is_refused(text):
    with pytest.raises(phone.InvalidPhone):
        phone.parse(text)
