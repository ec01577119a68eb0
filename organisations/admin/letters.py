from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organisations.actions.letters import TextIsGone, send_again
from organisations.admin.scoped import BoundedPaginator, RegionFilter, ScopedAdmin
from organisations.models import Letter, LetterStatus, Purpose, WrongMove


@admin.register(Letter)
class LetterAdmin(ScopedAdmin):
    """Every letter and what became of it, to read; one that was refused can be queued again."""

    scope = "visible_to"
    list_display = [
        "recipient",
        "subject",
        "purpose_of",
        "state",
        "queued_at",
        "sent_at",
        "attempts",
    ]
    list_filter = ["status", "purpose", RegionFilter]
    list_select_related = ["region"]
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    search_fields = ["recipient", "subject", "about"]
    search_help_text = _("Address, subject, or the public id of what it is about")
    # Neither the references of its links nor its id: what stands here may be read over a shoulder.
    fields = [
        ("purpose", "region", "language"),
        "recipient",
        "subject",
        "body",
        "state",
        ("queued_at", "sent_at"),
        ("attempts", "answer_code"),
    ]
    readonly_fields = ["state"]
    actions = ["queue_again"]

    @admin.display(description=_("state"), ordering="status")
    def state(self, letter):
        if letter.status == LetterStatus.QUEUED and letter.attempts:
            return _("Not taken yet, will be tried again")
        if letter.status == LetterStatus.FAILED and not letter.body:
            return _("Refused, and its text is deleted")
        return LetterStatus(letter.status).label

    @admin.display(description=_("purpose"), ordering="purpose")
    def purpose_of(self, letter):
        return Purpose(letter.purpose).label

    def has_send_permission(self, request):
        return self.has_view_permission(request)

    @admin.action(description=_("Put refused letters in the queue again"), permissions=["send"])
    def queue_again(self, request, chosen):
        again = sum(queued_again(letter) for letter in chosen)
        left = len(chosen) - again
        if again:
            text = ngettext(
                "One letter is in the queue again.",
                "%(number)s letters are in the queue again.",
                again,
            )
            self.message_user(request, text % {"number": again}, messages.SUCCESS)
        if left:
            text = ngettext(
                "One letter was left: it was not refused, or its text is deleted.",
                "%(number)s letters were left: they were not refused, or their text is deleted.",
                left,
            )
            self.message_user(request, text % {"number": left}, messages.WARNING)


def queued_again(letter):
    try:
        send_again(letter=letter)
    except (WrongMove, TextIsGone):
        return False
    return True
