"""Who is asked to which meeting and what they answer: what all tables about meetings agree on."""

from dataclasses import dataclass

from kick.profile.register import BIG, SMALL

# The first meetings are of a kind of their own; all others are held already.
HUGE, FULL = 1, 2
OPEN = range(3, 8)
# As many as are ever asked at once, and as many as a large hall holds.
ASKED_TO_HUGE, ASKED_TO_OPEN = 5_000, 2_000
SEATS = {HUGE: 2_500, **dict.fromkeys(OPEN, 500)}
# Of those that answered: one is a person without an association, the others were asked.
ONE_ALONE_IN = 20
# For each that answered at a meeting that was held, others that did not.
SILENT = 0.5


@dataclass(frozen=True)
class Guest:
    """One line of a meeting: an association that was asked, or one person who signed up."""

    meeting: int
    organisation: int | None
    # None for no answer, 0 for no, else how many come.
    persons: int | None
    days_before: int = 10

    @property
    def has_answered(self) -> bool:
        return self.persons is not None


def region_of(meeting):
    """The big region's own, and three of ten meetings in the other."""
    return SMALL if meeting == FULL or (meeting > OPEN[-1] and meeting % 10 < 3) else BIG


def guests(sizes):
    """In the order of the meetings; at the first every second has answered."""
    chance = sizes.chance("guests")
    everybody = range(1, sizes.organisations + 1)
    in_small = range(sizes.organisations + 1, sizes.organisations + sizes.small + 1)
    asked_to_huge = chance.sample(everybody, min(ASKED_TO_HUGE, sizes.organisations))
    at_huge = min(sizes.replies // 4, len(asked_to_huge) // 2)
    for place, pk in enumerate(asked_to_huge):
        yield Guest(HUGE, pk, _answer(chance) if place < at_huge else None)
    at_full = min(sizes.small, sizes.replies // 4)
    for place, pk in enumerate(in_small):
        yield Guest(FULL, pk, _answer(chance) if place < at_full else None)
    for meeting in OPEN:
        for pk in chance.sample(everybody, min(ASKED_TO_OPEN, sizes.organisations)):
            yield Guest(meeting, pk, None)
    held = range(OPEN[-1] + 1, sizes.meetings + 1)
    left = sizes.replies - at_huge - at_full
    for place, meeting in enumerate(held):
        number = left * (place + 1) // len(held) - left * place // len(held)
        asked = everybody if region_of(meeting) == BIG else in_small
        yield from _held(meeting, number, asked, chance)


def _held(meeting, number, asked, chance):
    chosen = chance.sample(asked, min(len(asked), int(number * (1 + SILENT))))
    alone = max(number // ONE_ALONE_IN, number - len(chosen))
    answering = number - alone
    for place, pk in enumerate(chosen):
        answer = _answer(chance) if place < answering else None
        yield Guest(meeting, pk, answer, chance.randint(1, 30))
    for _ in range(alone):
        yield Guest(meeting, None, 1, chance.randint(1, 30))


def _answer(chance):
    return chance.choice([0, 0, 1, 1, 2])
