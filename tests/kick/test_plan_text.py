import pytest
from hypothesis import given
from hypothesis import strategies as st

from kick.lib import plan_text
from kick.lib.plan_text import Piece, read, without_title, write
from tests.kick.hostile import inputs


def headings(text):
    return [(piece.level, piece.number, piece.heading) for piece in read(text)]


def test_headings_of_both_kinds_become_a_tree():
    text = "Rum för kultur\n===\n\nLänet.\n\nLokaler\n---\n\n### Scener ###\n\n# Läsning\n"

    assert headings(text) == [
        (1, "1", "Rum för kultur"),
        (2, "1.1", "Lokaler"),
        (3, "1.1.1", "Scener"),
        (1, "2", "Läsning"),
    ]
    assert read(text)[0].body == "Länet."


def test_text_before_the_first_heading_is_an_introduction():
    assert read("Förord.\n\n## Rum\n")[0] == Piece("Inledning", "Förord.", number="1")


def test_a_level_that_is_skipped_is_made_right():
    assert headings("## Rum\n\n##### Lokaler\n\n### Scener\n\n# Läsning") == [
        (1, "1", "Rum"),
        (2, "1.1", "Lokaler"),
        (2, "1.2", "Scener"),
        (1, "2", "Läsning"),
    ]


def test_a_heading_deeper_than_four_levels_is_text():
    deepest = read("# A\n## B\n### C\n#### D\n##### E\ntext\n###### F")[-1]

    assert (deepest.heading, deepest.body) == ("D", "##### E\ntext\n###### F")


@pytest.mark.parametrize("body", ["```\n# nej\n```", "> # nej", "- # nej", "    # nej", "\\# nej"])
def test_what_only_looks_like_a_heading_is_text(body):
    assert read(f"# Rum\n\n{body}\n") == [Piece("Rum", body, number="1")]


def test_numbers_are_taken_from_the_headings():
    assert headings("# Förord\n# 1. Rum\n## 1.1 Lokaler\n# 2) Läsning\n# Bilagor") == [
        (1, "", "Förord"),
        (1, "1", "Rum"),
        (2, "1.1", "Lokaler"),
        (1, "2", "Läsning"),
        (1, "", "Bilagor"),
    ]


def test_a_heading_that_begins_with_a_figure_is_not_numbered_by_it():
    assert headings("# Rum\n# 10 år med kultur") == [(1, "1", "Rum"), (1, "2", "10 år med kultur")]


def test_page_and_key_stand_in_braces_after_the_heading():
    here, there = read("# 1 Rum {s. 12} {#rum}\n# 2 Läsning {#lasning} {s. 30}")

    assert (here.heading, here.page, here.key) == ("Rum", "12", "rum")
    assert (there.heading, there.page, there.key) == ("Läsning", "30", "lasning")


def test_a_heading_is_kept_without_its_markup():
    assert headings("# **Rum** för [kultur](https://www.exempel.se)\n# a\\*b") == [
        (1, "1", "Rum för kultur"),
        (1, "2", "a*b"),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", plan_text.NoHeadings),
        ("Bara text.\n\n```\n# kod\n", plan_text.NoHeadings),
        ("# a\n" * 401, plan_text.TooManySections),
        ("# " + "å" * 201, plan_text.HeadingTooLong),
        ("# " + "[" * 500_000, plan_text.HeadingTooLong),
        ("# a\n" + "x\n" * 30_000, plan_text.TooManyLines),
        ("# a {#rum}\n# b {#rum}", plan_text.KeyTwice),
    ],
)
def test_what_cannot_become_sections_is_refused(text, refusal):
    with pytest.raises(refusal):
        read(text)


def test_four_hundred_sections_are_read():
    assert len(read("# a\n" * 400)) == 400


@pytest.mark.parametrize(
    "text",
    [
        "# Rum\n\nText.\n\n## Lokaler\n\n- ett\n- två\n",
        "# 1 Rum {s. 3}\n\n# Bilagor",
        "# 10 år med kultur",
        "# 1 10 år\n\n# 2 Rum",
        "# \\*inte fet\\* &amp; \\# \\\\",
        "# &amp;amp; \\[a\\](b) \\`c\\` \\<d>",
        "#\n\n# Rum\n\n#\n",
        "# {#rum}\n\n# {s. 3}",
        "# {s. 1} {s. 2}",
        "# Rum #\\#",
        "Två rader\noch en till\n===\n\ntext",
    ],
)
def test_what_is_written_is_read_as_the_same(text):
    pieces = read(text)

    assert [piece.words for piece in read(write(pieces))] == [piece.words for piece in pieces]


MARKDOWN = st.lists(
    st.sampled_from(
        ["# ", "## ", "### ", "##### ", "1.1 ", "1 ", "10 ", "{s. 3}", "{#a-b}", " #", "**", "_"]
        + [
            "\\",
            "`",
            "```\n",
            "\n",
            "\n\n",
            "\n===\n",
            "\n---\n",
            "> ",
            "- ",
            "    ",
            "&amp;",
            "<b>",
        ]
        + ["[a](b)", "![c](d)", "Rum", "å", "text", "\u00a0", "\t", "*a*", "~~", "|", "{", "}"]
    ),
    max_size=30,
).map("".join)


@inputs(400)
@given(MARKDOWN)
def test_any_text_is_refused_or_comes_back_the_same(text):
    try:
        pieces = read(text)
    except plan_text.Unreadable:
        return

    again = read(write(pieces))
    assert [piece.words for piece in again] == [piece.words for piece in pieces]
    assert write(again) == write(pieces)


def test_the_plans_own_name_is_no_chapter():
    pasted = read("# Regional kulturplan 2027–2030\n## Rum\n### Lokaler\n## Läsning")

    assert [(p.level, p.number, p.heading) for p in without_title(pasted)] == [
        (1, "1", "Rum"),
        (2, "1.1", "Lokaler"),
        (1, "2", "Läsning"),
    ]


def test_what_is_said_under_the_plans_name_is_kept():
    pasted = read("# Kulturplan\nVälkommen.\n## Rum")

    assert [(p.heading, p.body) for p in without_title(pasted)] == [
        ("Kulturplan", "Välkommen."),
        ("Rum", ""),
    ]


def test_a_plan_of_one_chapter_stays_one():
    assert without_title(read("# Rum\n## Lokaler")) == read("# Rum\n## Lokaler")
