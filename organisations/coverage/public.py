"""What everybody may read of the counts: groups of fewer than five are not counted out, nor can
they be worked out from the rest (kick/lib/small_counts.py). A hidden number is None."""

from dataclasses import replace

from kick.lib.small_counts import Table, hidden_in_parts, is_small, small_in


def public_counts(counts, *, shown_minorities):
    """The same counts as everybody may read them.

    `shown_minorities` are the numbers of those who let their minority be shown; the others are
    counted for nobody else.
    """
    table = Table(
        cells={
            (place, form): number
            # In one order, or the same counts would hide other numbers the next time.
            for place, inside in sorted(counts.cells.items())
            for form, number in sorted(inside.items())
        },
        rows=dict(sorted(counts.places.items())),
    )
    table.hide()
    return replace(
        counts,
        places=without(counts.places, table.hidden_rows),
        forms=without(counts.forms, table.hidden_columns),
        cells={
            place: {
                form: None if (place, form) in table.hidden_cells else number
                for form, number in inside.items()
            }
            for place, inside in counts.cells.items()
        },
        kinds=parts(counts.kinds),
        flags=apart(counts.flags),
        languages=apart(counts.languages),
        minorities=apart(shown_minorities),
        silent=one_group(counts.silent, counts.total),
        silent_places=within(counts.silent_places, counts.places, table.hidden_rows),
        new_voices=one_group(counts.new_voices),
        new_places=within(counts.new_places, counts.places, table.hidden_rows),
        new_forms=apart(counts.new_forms),
        new_kinds=within(counts.new_kinds, counts.kinds),
    )


def without(numbers, hidden):
    return {key: None if key in hidden else number for key, number in numbers.items()}


def parts(numbers):
    """Of a whole that is told: each is in one of them."""
    return without(numbers, hidden_in_parts(numbers))


def apart(numbers):
    """Somebody may be in several or in none, so that they have no sum."""
    return without(numbers, small_in(numbers))


def one_group(number, whole=None):
    """The number, unless it or what is left of the whole is small."""
    rest = 0 if whole is None else whole - number
    return None if is_small(number) or is_small(rest) else number


def within(numbers, wholes, hidden=frozenset()):
    """How many of each whole; neither they nor the others in it are few, nor is one the rest."""
    small = {key for key, number in numbers.items() if one_group(number, wholes[key]) is None}
    return without(numbers, hidden_in_parts(numbers, (small | hidden) & numbers.keys()))
