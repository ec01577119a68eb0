from django.db import models
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.privacy import fields


class Area(models.TextChoices):
    """The seven areas of förordning (2010:2012) 8 §, and what falls outside them."""

    STAGE = "stage", _("Professional theatre, dance and music")
    MUSEUMS = "museums", _("Museums and their heritage work")
    LIBRARIES = "libraries", _("Libraries, reading and literature")
    ARTS = "arts", _("Visual arts and design")
    ARCHIVES = "archives", _("Private archives")
    FILM = "film", _("Film culture")
    CRAFTS = "crafts", _("Handicraft")
    OUTSIDE = "outside", _("Outside the ordinance's areas")


class ArtForm(models.Model):
    """A field of culture in the taxonomy: what an organisation does."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name in Swedish"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    area = models.CharField(_("area"), max_length=12, choices=Area)
    words = models.TextField(
        _("words in registers"),
        blank=True,
        help_text=_("Words that municipalities use for it, one a line, in small letters."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    privacy = fields(
        dataset="reference",
        public="id code name parent area words position",
        kept="Reference data.",
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("art form")
        verbose_name_plural = _("art forms")
        constraints = [one_of("area", Area, name="art_form_area_is_known")]

    def __str__(self):
        return self.name


class Minority(models.Model):
    """One of Sweden's five national minorities (lag 2009:724)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name in Swedish"), max_length=40, unique=True)
    own_name = models.CharField(_("own name"), max_length=80)
    own_language = models.CharField(_("language code of the own name"), max_length=8)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    privacy = fields(
        dataset="reference",
        public="id code name own_name own_language position",
        kept="Reference data.",
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("national minority")
        verbose_name_plural = _("national minorities")

    def __str__(self):
        return self.name
