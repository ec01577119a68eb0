import hashlib
import json
from functools import lru_cache

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, When
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kick.lib import markdown
from kick.lib.language_names import LANGUAGE_NAMES


class TextLanguage(models.TextChoices):
    """What the guide's words may be written in."""

    SWEDISH = "sv", LANGUAGE_NAMES["sv"]
    EASY = "sv-x-lattlast", _("Easy Swedish")
    FINNISH = "fi", LANGUAGE_NAMES["fi"]
    ENGLISH = "en", LANGUAGE_NAMES["en"]
    NORTHERN_SAMI = "se", LANGUAGE_NAMES["se"]
    LULE_SAMI = "smj", LANGUAGE_NAMES["smj"]
    SOUTHERN_SAMI = "sma", LANGUAGE_NAMES["sma"]
    MEANKIELI = "fit", LANGUAGE_NAMES["fit"]
    ROMANI = "rom", _("Romani")
    YIDDISH = "yi", LANGUAGE_NAMES["yi"]


# Follows from its arguments alone, so it may be kept.
@lru_cache(maxsize=1024)
def html_of(text):
    return markdown.to_html(text, headings_from=1)


class Loaded(models.Model):
    """A row that a file of the checkout gives, and that somebody may edit afterwards."""

    loaded_hash = models.CharField(
        _("hash of what was loaded"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("The row is no longer like it when somebody has edited it since."),
    )

    # The fields that the file decides.
    carried: list = []

    class Meta:
        abstract = True

    def carried_hash(self):
        values = [getattr(self, self._meta.get_field(name).attname) for name in self.carried]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()

    @property
    def is_edited(self):
        return self.carried_hash() != self.loaded_hash


# The dictionary that PostgreSQL takes words of a language apart with; others are taken as they stand.
SEARCH_CONFIGS = {"sv": "swedish", "sv-x-lattlast": "swedish", "fi": "finnish", "en": "english"}


def search_field(heading, body):
    """A generated column with the words to search for, in their own language; the heading weighs most."""

    def vector(config):
        head = SearchVector(heading, weight="A", config=config)
        return head + SearchVector(body, weight="C", config=config)

    cases = [
        When(language=language, then=vector(config)) for language, config in SEARCH_CONFIGS.items()
    ]
    return models.GeneratedField(
        expression=Case(*cases, default=vector("simple")),
        output_field=SearchVectorField(),
        db_persist=True,
    )


class WordsQuerySet(models.QuerySet):
    """Rows that hold the words of a noun, each once per language."""

    def written_in(self, *languages):
        rows = self.filter(language__in=languages)
        # As long as the words themselves, and read by PostgreSQL alone.
        return rows.defer("search") if hasattr(self.model, "search") else rows

    def read_in(self, language):
        """One row for each noun: in the language, else in Swedish."""
        if language == TextLanguage.SWEDISH:
            return self.written_in(language)
        # By its id: the noun's own name would order by what the noun is ordered by.
        noun = f"{self.model.noun}_id"
        preferred = Case(When(language=language, then=0), default=1)
        fits = self.model.objects.written_in(language, TextLanguage.SWEDISH)
        chosen = fits.order_by(noun, preferred).distinct(noun)
        return self.written_in(language, TextLanguage.SWEDISH).filter(pk__in=chosen.values("pk"))


class Words(Loaded):
    """What a noun says in one language."""

    language = models.CharField(_("language"), max_length=16, choices=TextLanguage)

    # The field that points at what the words are of.
    noun = ""

    class Meta:
        abstract = True

    @property
    def lang(self):
        """For the page's `lang`: easy Swedish is read aloud as Swedish."""
        is_easy = self.language == TextLanguage.EASY
        return TextLanguage.SWEDISH.value if is_easy else self.language

    @property
    def read_body(self):
        return self.body

    @property
    def direction(self):
        return "rtl" if self.language == TextLanguage.YIDDISH else "ltr"


class NativeReadQuerySet(WordsQuerySet):
    def awaiting_native(self, language):
        """In the language, and still to be read by somebody with it as mother tongue."""
        return self.written_in(language).filter(native_read_on__isnull=True)


class NativeRead(Words):
    """Words that somebody who has the language as their mother tongue is to read.

    Whoever leads the country says in the admin when that was done. The files never say it: what
    they change has been read by nobody, so then the day is taken away (Loading.await_readers).
    """

    native_read_on = models.DateField(
        _("read by a native speaker on"),
        null=True,
        blank=True,
        help_text=_("Empty: the page says that it is still to be read by one. Swedish needs none."),
    )

    class Meta:
        abstract = True

    @property
    def awaits_native(self):
        return awaits_native(self.language) and self.native_read_on is None


def awaits_native(language):
    """Whether words in it were written by people who have another mother tongue."""
    return language not in {TextLanguage.SWEDISH, TextLanguage.EASY}


def own_name(language):
    """What a language calls itself."""
    is_easy = language == TextLanguage.EASY
    return "Lättläst" if is_easy else translation.get_language_info(language)["name_local"]
