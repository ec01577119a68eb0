"""What an officer meets first on the desk: what needs doing now, the plans and the consultations."""

from collections import Counter
from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.models import Consultation, PlanVersion, Statement
from kick.lib.seal import is_sealed

CLOSES_SOON = timedelta(days=14)
ANSWERS_SOON = timedelta(days=30)
SHOWN = 25
# A promise that was not kept comes first, then what others wait for, then what is only begun.
FIRST = ["overdue", "closing", "promised", "unpublished", "unasked", "draft"]


def officers_words(user):
    """Nothing for those who act for no authority: they are to see no draft of a region's."""
    if not user.authority_region_ids:
        return {}
    versions = list(
        PlanVersion.objects.written_by(user).newest_first().select_related("plan__region")[:SHOWN]
    )
    consultations = list(Consultation.objects.run_by(user).with_parts().newest_first()[:SHOWN])
    arrived = Counter(Statement.objects.received_by(user).live().consultation_ids())
    for consultation in consultations:
        consultation.arrived = arrived[consultation.pk]
    tasks = [*plan_tasks(versions, consultations), *consultation_tasks(consultations)]
    return {
        "is_officer": True,
        "tasks": sorted(tasks, key=lambda task: FIRST.index(task["kind"])),
        "versions": versions,
        "consultations": consultations,
    }


def plan_tasks(versions, consultations):
    asked_about = {consultation.version_id for consultation in consultations}
    for version in versions:
        if version.is_draft:
            yield {"kind": "draft", "version": version}
        elif version.is_out and version.pk not in asked_about:
            yield {"kind": "unasked", "version": version}


def consultation_tasks(consultations):
    now, today = timezone.now(), timezone.localdate()
    for consultation in consultations:
        if consultation.is_draft:
            yield {"kind": "unpublished", "consultation": consultation}
        elif consultation.is_open and consultation.closes_at - now < CLOSES_SOON:
            yield {"kind": "closing", "consultation": consultation}
        elif consultation.is_published and consultation.is_late():
            is_overdue = consultation.answer_by < today
            if consultation.answer_by - today < ANSWERS_SOON:
                kind = "overdue" if is_overdue else "promised"
                yield {"kind": kind, "consultation": consultation}


def is_gone(request, rows):
    """The second press of *Delete*: there is no such row, and its page was shown."""
    return is_sealed(request.POST.get("seal", ""), request.path) and not rows.exists()


def deleted(request):
    messages.success(request, _("The draft is deleted."))
    return redirect("consultations:desk")
