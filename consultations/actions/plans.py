"""The region's own work with the plan: write it, send it out for comment, adopt it."""

import hashlib
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError

from consultations.models import Plan, PlanVersion, Section, SectionText
from consultations.plan_parts import part_of
from kick.lib import plan_text
from kick.lib.plan_keys import with_keys
from kick.lib.plan_text import Piece
from kick.lib.tally import count_anew
from organisations.models import WrongMove


class PlanExists(Exception):
    """The region has a plan from that year."""


class ChangedMeanwhile(Exception):
    """Somebody else has written in the draft since it was opened; `text` is what stands there now."""

    def __init__(self, text):
        super().__init__()
        self.text = text


class NothingWritten(Exception):
    """A version without a single section is not sent out."""


class GoneAlready(WrongMove):
    """Somebody has deleted it meanwhile."""


class StillUsed(Exception):
    """A consultation is about the draft, so it cannot be deleted."""


def new_plan(*, plan, text, by):
    """The plan with its first draft. Sent twice it is one; raises PlanExists and Unreadable."""
    pieces = plan_text.without_title(plan_text.read(text))
    plan.created_by = by
    try:
        return _new_plan(plan, pieces)
    except IntegrityError:
        # Somebody was faster: with this form, or with another plan from the same year.
        version = PlanVersion.objects.filter(
            plan__region=plan.region, plan__first_year=plan.first_year
        ).first()
        if version and version.plan.created_by_id == by.pk and _is_the_same(version, pieces):
            return version
        raise PlanExists(plan.first_year) from None


@transaction.atomic
def _new_plan(plan, pieces):
    plan.save()
    version = PlanVersion.objects.create(plan=plan, number=1)
    _write(version, with_keys(pieces, known=[]))
    return version


@transaction.atomic
def save_draft(*, version, text, case_number, stamp):
    """Write the draft anew; sections that are the same or alike keep their keys.

    `stamp` is that of the text which the writer had before her. Raises ChangedMeanwhile when it is
    another now, Unreadable, and WrongMove when the version is a draft no longer.
    """
    pieces = plan_text.read(text)
    plan, version = _locked(version)
    if not version.is_draft:
        raise WrongMove("no longer a draft")
    if _is_the_same(version, pieces) and plan.case_number == case_number:
        return version
    if stamp != stamp_of(version):
        raise ChangedMeanwhile(text_of(version))
    if plan.case_number != case_number:
        plan.case_number = case_number
        plan.save(update_fields=["case_number"])
    _write(version, with_keys(pieces, known=[*pieces_of(version), *_earlier(version)]))
    return version


@transaction.atomic
def new_version(*, plan, by):
    """A draft with the words of the newest version and the same keys; the one there is, if any.

    Raises GoneAlready.
    """
    plan = _locked_plan(plan.pk)
    draft = plan.versions.drafts().first()
    if draft:
        return draft
    newest = plan.versions.order_by("-number").first()
    draft = PlanVersion.objects.create(
        plan=plan, number=newest.number + 1, language=newest.language
    )
    _write(draft, pieces_of(newest))
    return draft


@transaction.atomic
def publish_version(*, version, stamp, by):
    """Out for comment in place of the one that was; never edited after.

    `stamp` is that of the text which was looked at. Raises ChangedMeanwhile when it is another now,
    NothingWritten, and WrongMove when it is out already or replaced.
    """
    plan, version = _locked(version)
    if not version.sections.exists():
        raise NothingWritten
    if version.is_draft:
        if stamp != stamp_of(version):
            raise ChangedMeanwhile(text_of(version))
        for older in plan.versions.out():
            older.supersede()
    version.send_out(by=by)
    count_anew(plan.region_id, plan.region.slug)
    return version


@transaction.atomic
def adopt_version(*, version, on, by):
    """The plan from now on: what was out or adopted before is replaced.

    Raises NothingWritten, and WrongMove when it is adopted already or replaced.
    """
    plan, version = _locked(version)
    if not version.sections.exists():
        raise NothingWritten
    if version.is_draft or version.is_out:
        for older in plan.versions.standing().exclude(pk=version.pk):
            older.supersede()
    version.adopt(by=by, on=on)
    count_anew(plan.region_id, plan.region.slug)
    return version


@transaction.atomic
def set_parts(*, version, parts):
    """Say which of the plan's five parts sections are: {key: PlanPart or ""}. No word of the plan is
    changed by it, so it is done whether the version is out or not. A key that is gone is left out.

    Raises GoneAlready when the draft has been taken away.
    """
    plan, version = _locked(version)
    rows = list(version.sections.filter(key__in=parts))
    for section in rows:
        section.plan_part = parts[section.key]
    Section.objects.bulk_update(rows, ["plan_part"], batch_size=200)
    count_anew(plan.region_id, plan.region.slug)


@transaction.atomic
def delete_draft(*, version):
    """Gone with its words, and the plan too when it had no other version. Twice is once.

    Raises WrongMove when it is a draft no longer, StillUsed when a consultation is about it.
    """
    try:
        plan, version = _locked(version)
    except GoneAlready:
        return
    if not version.is_draft:
        raise WrongMove("no longer a draft")
    try:
        version.delete()
    except ProtectedError:
        raise StillUsed from None
    if not plan.versions.exists():
        plan.delete()


def pieces_of(version):
    """The version's sections as a text can be made of."""
    return [_piece(row, version.language) for row in version.sections.in_order().with_texts()]


def text_of(version):
    """The version as Markdown, for the one who writes in it."""
    pieces = pieces_of(version)
    return plan_text.write(pieces) if pieces else ""


def stamp_of(version):
    """Says whether anything of what the writer sees has changed since."""
    seen = f"{version.pk}\0{version.plan.case_number}\0{pieces_of(version)}"
    return hashlib.sha256(seen.encode()).hexdigest()


def lost_sections(version):
    """Sections of the version before whose keys are nowhere in this one."""
    keys = version.sections.values("key")
    return _before(version).exclude(key__in=keys).in_order().with_texts()


def _before(version):
    number = version.plan.versions.filter(number__lt=version.number).aggregate(last=Max("number"))
    return Section.objects.filter(version__plan=version.plan_id, version__number=number["last"])


def _earlier(version):
    """So that a section that was taken out and comes back gets its old key."""
    return [_piece(section, version.language) for section in lost_sections(version)]


def _piece(section, language):
    """In the version's own language, whatever the reader's is."""
    words = {text.language: text for text in section.texts.all()}
    text = words.get(language) or section.text
    return Piece(
        text.heading, text.body, section.level, section.number, section.page, key=section.key
    )


def _locked(version):
    """The plan's row is the lock for all its versions, so that two presses come one after the other."""
    plan = _locked_plan(version.plan_id)
    row = PlanVersion.objects.select_related("plan__region").filter(pk=version.pk).first()
    if row is None:
        raise GoneAlready
    return plan, row


def _locked_plan(pk):
    plan = Plan.objects.select_for_update().filter(pk=pk).first()
    if plan is None:
        raise GoneAlready
    return plan


def _is_the_same(version, pieces):
    kept = pieces_of(version)
    return len(kept) == len(pieces) and all(
        old.words == new.words and new.key in {"", old.key}
        for old, new in zip(kept, pieces, strict=True)
    )


def _write(version, pieces):
    """Make the version's rows those of the pieces; a section that stays keeps its row."""
    kept = {section.key: section for section in version.sections.all()}
    parts = _parts_before(version)
    rows = [kept.get(piece.key) or _new_section(version, piece, parts) for piece in pieces]
    above = {}
    for position, (section, piece) in enumerate(zip(rows, pieces, strict=True), 1):
        above[piece.level] = section
        section.parent = above[piece.level - 1] if piece.level > 1 else None
        section.position, section.level = position, piece.level
        section.number, section.page = piece.number, piece.page
    _save(rows)
    version.sections.exclude(pk__in=[section.pk for section in rows]).delete()
    SectionText.objects.bulk_create(
        [
            SectionText(
                section=section,
                language=version.language,
                heading=piece.heading,
                body=piece.body,
            )
            for section, piece in zip(rows, pieces, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["section", "language"],
        update_fields=["heading", "body"],
    )


def _new_section(version, piece, parts):
    """As the version before has it; what is new is proposed by its heading, for the region to change."""
    part = parts.get(piece.key, part_of(piece.heading))
    return Section(version=version, key=piece.key, plan_part=part)


def _parts_before(version):
    """{key: part of the plan} of the latest version before that has the section."""
    before = Section.objects.filter(
        version__plan=version.plan_id, version__number__lt=version.number
    )
    return dict(before.order_by("version__number").values_list("key", "plan_part"))


def _save(rows):
    """New rows level by level, since a part needs to know the row that it is part of."""
    old = [section for section in rows if section.pk]
    for _level, new in groupby(
        sorted((row for row in rows if not row.pk), key=lambda row: row.level),
        key=lambda row: row.level,
    ):
        Section.objects.bulk_create(_with_parent(list(new)))
    Section.objects.bulk_update(
        _with_parent(old), ["parent", "position", "level", "number", "page"], batch_size=200
    )


def _with_parent(rows):
    for section in rows:
        # Read again: the row above may have got its id after it was put there.
        section.parent = section.parent
    return rows
