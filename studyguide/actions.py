"""Taking the guide's source into the database, without losing what somebody has written there."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from kick.lib.tally import count_anew
from studyguide import manuscript
from studyguide.models import (
    Chapter,
    ChapterText,
    Guide,
    GuideText,
    NativeRead,
    Passage,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
    TextLanguage,
    Words,
)
from studyguide.reading import STUDY_GUIDE

TEXTS = [GuideText, ChapterText, PassageText, QuestionText, TermText]
NOUNS = {"passage": (Passage, PassageText), manuscript.QUESTION: (Question, QuestionText)}


@dataclass
class Report:
    """What became of each row. `conflicts` tells of rows that both the file and somebody changed,
    `unread` of words that a native speaker had read and that are others now."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    emptied: int = 0
    conflicts: list = field(default_factory=list)
    unread: list = field(default_factory=list)


@transaction.atomic
def load_guide(folder, *, overwrite=False):
    """Bring every guide and the glossary to what the folder says; the same folder again changes nothing.

    A row that somebody has edited since it was loaded stays as it is, and is a conflict when the file
    has changed too. With `overwrite` the file has its way in both cases. A piece that the file has no
    more loses its words; its key stays, since what groups have answered may point at it. The day when
    a native speaker read a text stays too, unless the files have changed what was read.

    Raises Flawed before anything is written.
    """
    sheets = manuscript.read(folder)
    loading = Loading(overwrite=overwrite)
    for sheet in sorted(sheets, key=lambda sheet: not (sheet.is_glossary or sheet.is_about)):
        loading.take(sheet)
    if loading.flaws:
        raise manuscript.Flawed(loading.flaws)
    loading.empty()
    loading.await_readers()
    count_anew(STUDY_GUIDE)
    return loading.report


class Loading:
    def __init__(self, *, overwrite):
        self.overwrite = overwrite
        self.report = Report()
        self.flaws = []
        # The rows that the files speak of.
        self.met = {model: set() for model in TEXTS}
        # The words that were written, by what a native speaker reads as a whole.
        self.written = set()

    def take(self, sheet):
        if sheet.is_glossary:
            self.take_glossary(sheet)
        elif sheet.is_about:
            self.take_guide(sheet)
        else:
            self.take_chapter(sheet)

    def take_glossary(self, sheet):
        for piece in sheet.pieces:
            if term := self.noun(sheet, piece.line, Term, {}, key=piece.key):
                words = {
                    "word": piece.heading,
                    "forms": piece.notes.get("former", []),
                    "definition": piece.body,
                }
                self.put(TermText, words, term=term, language=sheet.language)

    def take_guide(self, sheet):
        about = {"audience": manuscript.READERS.get(sheet.front.get("läsare"))}
        if guide := self.noun(sheet, 1, Guide, about, key=sheet.guide):
            words = {
                "title": sheet.front["titel"],
                "lead": sheet.front.get("ingress", ""),
                "body": sheet.front.get("text", "").strip(),
            }
            self.put(GuideText, words, guide=guide, language=sheet.language)

    def take_chapter(self, sheet):
        guide = Guide.objects.filter(key=sheet.guide).first()
        if guide is None:
            self.flaw(sheet, 1, _("The guide has no file om.md in Swedish."))
            return
        about = {"position": int(sheet.front.get("ordning", 0))}
        chapter = self.noun(sheet, 1, Chapter, about, guide=guide, key=sheet.key)
        if chapter is None:
            return
        words = {"title": sheet.front["titel"], "lead": sheet.front.get("ingress", "")}
        self.put(ChapterText, words, chapter=chapter, language=sheet.language)
        for position, piece in enumerate(sheet.pieces, 1):
            self.take_piece(sheet, piece, position, chapter)

    def take_piece(self, sheet, piece, position, chapter):
        group = manuscript.group(piece.kind)
        about = {"position": position}
        if group == manuscript.QUESTION:
            about["goals"] = piece.notes.get("mål", [])
            about["plan_parts"] = piece.notes.get("plandel", [])
        else:
            about["kind"] = manuscript.KINDS[piece.kind]
        noun, texts = NOUNS[group]
        row = self.noun(sheet, piece.line, noun, about, chapter=chapter, key=piece.key)
        if row:
            words = {"heading": piece.heading, "body": piece.body}
            self.put(texts, words, language=sheet.language, **{noun._meta.model_name: row})

    def noun(self, sheet, line, model, about, **identity):
        """The row that the words are of. Only the Swedish source says which there are."""
        if sheet.language == TextLanguage.SWEDISH:
            return self.put(model, about, **identity)
        row = model.objects.filter(**identity).first()
        if row is None:
            message = _("%(key)s is not there in Swedish.") % {"key": identity["key"]}
            self.flaw(sheet, line, message)
        return row

    def put(self, model, values, **identity):
        """The row as it is afterwards."""
        row = model.objects.filter(**identity).first()
        wanted = model(**identity, **values)
        wanted.loaded_hash = wanted.carried_hash()
        if row is None:
            self.report.added += 1
        elif self.may_write(row, wanted):
            self.report.changed += 1
            wanted.pk = row.pk
            if isinstance(row, NativeRead):
                wanted.native_read_on = row.native_read_on
        else:
            wanted = row
        if wanted is not row:
            wanted.save()
            self.written.add(whole_of(wanted))
        self.met.get(model, set()).add(wanted.pk)
        return wanted

    def may_write(self, row, wanted):
        if row.carried_hash() == wanted.loaded_hash == row.loaded_hash:
            self.report.unchanged += 1
            return False
        if not row.is_edited or row.carried_hash() == wanted.loaded_hash or self.overwrite:
            return True
        if row.loaded_hash == wanted.loaded_hash:
            self.report.kept += 1
        else:
            self.report.conflicts.append(name_of(row))
        return False

    def empty(self):
        """Take away the words that the files have no more; what somebody wrote themselves stays."""
        for model in TEXTS:
            gone = model.objects.exclude(loaded_hash="").exclude(pk__in=self.met[model])
            for row in gone:
                if row.is_edited and not self.overwrite:
                    self.report.conflicts.append(name_of(row))
                else:
                    row.delete()
                    self.report.emptied += 1

    def await_readers(self):
        """What the files have changed was read by nobody, whatever day stands there."""
        for model in [GuideText, ChapterText, TermText]:
            for row in model.objects.filter(native_read_on__isnull=False):
                if whole_of(row) in self.written:
                    row.native_read_on = None
                    row.save(update_fields=["native_read_on"])
                    self.report.unread.append(name_of(row))

    def flaw(self, sheet, line, message):
        self.flaws.append(f"{sheet.path}:{line}: {message}")


def whole_of(row):
    """What a native speaker reads at one time: a chapter with its passages and questions, or the row."""
    if isinstance(row, PassageText):
        return ChapterText, row.passage.chapter_id, row.language
    if isinstance(row, QuestionText):
        return ChapterText, row.question.chapter_id, row.language
    if isinstance(row, Words):
        return type(row), getattr(row, f"{row.noun}_id"), row.language
    return type(row), row.pk, ""


def name_of(row):
    name = f"{row._meta.verbose_name}: {row}"
    return f"{name} ({row.language})" if isinstance(row, Words) else name
