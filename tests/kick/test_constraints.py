import pytest
from django.db import IntegrityError, connection, models, transaction

from kick.lib.constraints import exactly_one, not_blank, one_of, together


class Colour(models.TextChoices):
    RED = "red", "Red"
    BLUE = "blue", "Blue"


CONSTRAINTS = [
    together("told_at", "told_by", name="trial_told_at_and_by", texts=["told_why"]),
    one_of("colour", Colour, name="trial_colour_is_known"),
    one_of("size", [1, 2], name="trial_size_is_known"),
    not_blank("title", name="trial_has_title"),
    exactly_one("for_all", "for_one", name="trial_is_for_all_or_for_one"),
]
GOOD = {
    "told_at": None,
    "told_by": None,
    "told_why": "",
    "colour": "red",
    "size": 1,
    "title": "x",
    "for_all": 1,
}


@pytest.fixture(scope="module")
def trial():
    """A table that only these tests know."""
    fields = {
        "told_at": models.IntegerField(null=True),
        "told_by": models.IntegerField(null=True),
        "told_why": models.TextField(blank=True),
        "colour": models.TextField(),
        "size": models.IntegerField(),
        "title": models.TextField(),
        "for_all": models.IntegerField(null=True),
        "for_one": models.IntegerField(null=True),
        "Meta": type("Meta", (), {"app_label": "kick", "constraints": CONSTRAINTS}),
        "__module__": __name__,
        "__str__": lambda self: self.title,
    }
    return type("Trial", (models.Model,), fields)


@pytest.fixture
def table(db, trial):
    with connection.schema_editor() as editor:
        editor.create_model(trial)
    return trial.objects


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"told_at": 1, "told_by": 2, "told_why": "late"},
        {"colour": "blue", "size": 2},
        {"for_all": None, "for_one": 1},
    ],
)
def test_what_is_true_may_be_stored(table, change):
    table.create(**GOOD | change)

    assert table.count() == 1


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"told_at": 1}, "trial_told_at_and_by"),
        ({"told_at": 1, "told_by": 2}, "trial_told_at_and_by"),
        ({"told_why": "late"}, "trial_told_at_and_by"),
        ({"colour": "green"}, "trial_colour_is_known"),
        ({"colour": ""}, "trial_colour_is_known"),
        ({"size": 3}, "trial_size_is_known"),
        ({"title": ""}, "trial_has_title"),
        ({"for_one": 1}, "trial_is_for_all_or_for_one"),
        ({"for_all": None}, "trial_is_for_all_or_for_one"),
    ],
)
def test_what_is_not_true_is_refused_by_the_database(table, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        table.create(**GOOD | change)


def test_fields_without_texts_make_the_same_condition_as_ever():
    condition = together("a", "b", name="x").condition

    assert condition == (
        models.Q(a__isnull=True, b__isnull=True) | models.Q(a__isnull=False, b__isnull=False)
    )
