from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language


class Worded(models.Model):
    """A noun whose words stand in rows of their own, once per language, as `texts`."""

    class Meta:
        abstract = True

    @cached_property
    def read_texts(self):
        """A list puts them here itself: through `texts` each of its rows would build a query."""
        return list(self.texts.all())

    @cached_property
    def text(self):
        """The words in the reader's language, else in Swedish, else in the one there is."""
        texts = {words.language: words for words in self.read_texts}
        here = texts.get(get_language()) or texts.get("sv") or next(iter(texts.values()), None)
        return here or self._meta.get_field("texts").related_model()

    def speak_anew(self):
        """To a reader of another language, from the same rows."""
        self.__dict__.pop("text", None)

    def forget_text(self):
        """What was read first may be in another language than the next reader's."""
        self.__dict__.pop("text", None)
        self.__dict__.pop("read_texts", None)


def once_per_language(noun):
    """The one constraint that every table of words has."""
    return models.UniqueConstraint(fields=[noun, "language"], name=f"{noun}_text_once_per_language")
