"""What a contribution is, and where it was first said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContributionKind(models.TextChoices):
    COMMENT = "comment", _("Comment")
    WORDING = "wording", _("Proposed wording")
    SUPPORT = "support", _("Support")
    OBJECTION = "objection", _("Objection")
    NOTHING = "nothing", _("Nothing to add")


class Origin(models.TextChoices):
    """Where a contribution was first said."""

    WRITTEN = "written", _("Written here")
    MEETING = "meeting", _("From a meeting's notes")
    CIRCLE = "circle", _("From a study circle's notes")
