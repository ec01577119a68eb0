from kick.lib.personal_hints import hints_in


def words_in(text):
    return [hint.words for hint in hints_in(text)]


def test_what_may_be_somebodys_own_is_found():
    text = "Ring Maja, 070-123 45 67 eller maja@exempel.se. Hon har 800101-0019."

    assert words_in(text) == ["800101-0019", "maja@exempel.se", "070-123 45 67"]


def test_years_sums_and_case_numbers_are_left_alone():
    assert words_in("Kulturplan 2027–2030, RJL 2026/1234, 1 200 000 kr, avsnitt 3.1.") == []


def test_each_is_named_once():
    assert words_in("a@b.se och a@b.se") == ["a@b.se"]
