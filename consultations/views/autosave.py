"""A text that is saved while it is written, when the browser can, and by its button when it cannot."""

from django.shortcuts import render
from django.utils import timezone

TEMPLATE = "consultations/_autosaved.html"


def saved(request, stamp):
    """What stands beside the box, and the new stamp put into the form."""
    return render(request, TEMPLATE, {"saved_at": timezone.now(), "stamp": stamp})


def not_saved(request, *, form=None, is_written_meanwhile=False):
    """Nothing is overwritten; the button shows both texts, or what is wrong."""
    words = {"form": form, "is_written_meanwhile": is_written_meanwhile}
    return render(request, TEMPLATE, words)
