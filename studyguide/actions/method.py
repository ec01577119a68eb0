"""What officers write with the method tool: marks, the matrix, the principles, cases and trials."""

import uuid

from django.db import transaction
from django.utils import timezone

from studyguide.models import (
    Case,
    ChecklistMark,
    GuideVersion,
    MethodWork,
    Participation,
    PrincipleView,
    ToolTrial,
)
from studyguide.reading import METHOD_TOOL


class TakenKey(Exception):
    """The form's key is that of another region's row."""


def work_on(consultation):
    """The work, locked until the transaction ends: two officers write one after the other."""
    MethodWork.objects.get_or_create(consultation=consultation)
    return MethodWork.objects.locked().get(consultation=consultation)


@transaction.atomic
def tick_off(*, consultation, marks, by, at=None):
    """`marks` is {item: {"who", "due_on", "is_done"}, only those that she changed}; other items and other
    fields stay as a colleague has written them. When it was done first is kept."""
    work_on(consultation)
    for item, changed in marks.items():
        mark = ChecklistMark.objects.filter(consultation=consultation, item=item).first()
        mark = mark or ChecklistMark(consultation=consultation, item=item)
        for name in ("who", "due_on"):
            if name in changed:
                setattr(mark, name, changed[name])
        if changed.get("is_done") is True and not mark.is_done:
            mark.done_at, mark.done_by = at or timezone.now(), by
        elif changed.get("is_done") is False:
            mark.done_at = mark.done_by = None
        mark.save()


@transaction.atomic
def let_in(*, consultation, rows):
    """`rows` is {step: (level or None, words)} of those that she changed; none takes the step away."""
    work_on(consultation)
    for step, (level, words) in rows.items():
        if level is None:
            Participation.objects.filter(consultation=consultation, step=step).delete()
        else:
            Participation.objects.update_or_create(
                consultation=consultation, step=step, defaults={"level": level, "words": words}
            )


@transaction.atomic
def judge(*, consultation, rows):
    """`rows` is {principle: (mark or None, words)} of those that she changed."""
    work_on(consultation)
    for principle, (mark, words) in rows.items():
        if mark is None:
            PrincipleView.objects.filter(consultation=consultation, principle=principle).delete()
        else:
            PrincipleView.objects.update_or_create(
                consultation=consultation,
                principle=principle,
                defaults={"mark": mark, "words": words},
            )


@transaction.atomic
def publish_work(*, consultation, by, at=None):
    """From now on everybody reads the matrix and the principles, as they are and become."""
    work_on(consultation).publish(by=by, at=at)


@transaction.atomic
def hide_work(*, consultation):
    work_on(consultation).hide()


@transaction.atomic
def write_case(*, key, region, by, words):
    """A draft. The same form sent again writes the same one. Raises TakenKey."""
    case, _is_new = Case.objects.get_or_create(
        uuid=key or uuid.uuid4(), defaults={"region": region, "created_by": by, **words}
    )
    if case.region_id != region.pk:
        raise TakenKey(key)
    return case


def change_case(*, case, words):
    """Its words, wherever it stands; who reads it reads it as it is now."""
    for name, value in words.items():
        setattr(case, name, value)
    case.save(update_fields=list(words))


@transaction.atomic
def note_trial(*, key, region, by, facts):
    """What was tried and said, of the version that the tool has now. The same form again is the same
    trial. Raises TakenKey."""
    version = GuideVersion.objects.of_guide(METHOD_TOOL).newest_first().first()
    trial, _is_new = ToolTrial.objects.get_or_create(
        uuid=key or uuid.uuid4(),
        defaults={"region": region, "created_by": by, "version": version, **facts},
    )
    if trial.region_id != region.pk:
        raise TakenKey(key)
    return trial


def change_trial(*, trial, facts):
    for name, value in facts.items():
        setattr(trial, name, value)
    trial.save(update_fields=list(facts))
