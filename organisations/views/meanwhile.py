"""A form that was open while its entry was merged into another: nothing is written, and what was
typed stands in the form of the entry that speaks now (templates/organisations/_meanwhile.html)."""

STATUS = 409


def is_for_another(request, entry):
    """Whether what was sent is about another entry than the one that speaks for `entry` now.

    Forms say in `entry` which one they showed; without it they showed the one of the address.
    """
    if request.method != "POST":
        return False
    return request.POST.get("entry", str(entry.uuid)) != str(entry.survivor.uuid)


def status_of(form, *, for_another):
    return STATUS if for_another else 422 if form.errors else 200
