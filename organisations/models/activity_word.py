from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from organisations.models.reference import ArtForm


class Culture(models.TextChoices):
    YES = "yes", _("Culture")
    NO = "no", _("Not culture")
    UNSURE = "unsure", _("Unsure")


class ActivityWord(models.Model):
    """What somebody has decided that a word in a register means; it goes before the taxonomy's own."""

    word = models.CharField(
        _("word"), max_length=100, unique=True, help_text=_("In small letters, as lists write it.")
    )
    culture = models.CharField(_("culture"), max_length=8, choices=Culture)
    art_form = models.ForeignKey(
        ArtForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_words",
        verbose_name=_("art form"),
        help_text=_("None when it is no art form of its own."),
    )

    privacy = fields(dataset="reference", public="id word culture art_form", kept="Reference data.")

    class Meta:
        ordering = ["word"]
        verbose_name = _("word for an activity")
        verbose_name_plural = _("words for activities")
        constraints = [
            not_blank("word", name="activity_word_is_a_word"),
            one_of("culture", Culture, name="activity_word_culture_is_known"),
            models.CheckConstraint(
                condition=Q(art_form__isnull=True) | Q(culture="yes"),
                name="activity_word_with_an_art_form_is_culture",
            ),
        ]

    def __str__(self):
        return self.word
