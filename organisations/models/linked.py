import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kick.lib import links
from kick.lib.stored import store


class LinkHashField(models.CharField):
    """Follows from the row itself at every write, in bulk too, so that no caller can forget it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 64, "unique": True, "editable": False, **kwargs})

    def pre_save(self, instance, add):
        value = links.hash_of(instance.token)
        setattr(instance, self.attname, value)
        return value


class LinkedQuerySet(models.QuerySet):
    def with_token(self, token):
        """The one row that a personal link opens; none when it is unknown or withdrawn."""
        return self.filter(link_hash=links.hash_of(token))

    def mailed_to(self, *organisations):
        """Whose links have gone to the organisations' own addresses; each model says which."""
        return self.none()

    def withdraw_links_of(self, rows):
        """Every link of the rows sent so far stops working; in one statement."""
        for row in rows:
            row.raise_link_version()
        store(self.model, rows, ["link_version", "link_hash"])


class Linked(models.Model):
    """A row that somebody without an account reaches by a personal link."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveSmallIntegerField(
        _("link version"),
        default=1,
        editable=False,
        help_text=_("A higher version withdraws every older link."),
    )
    link_hash = LinkHashField(_("hash of the link"))

    link_kind = ""

    class Meta:
        abstract = True

    @property
    def token(self):
        return links.token_for(self.link_kind, self.uuid, self.link_version)

    @property
    def link_reference(self):
        """What a letter stores instead of the secret."""
        return [self.link_kind, str(self.uuid), self.link_version]

    def raise_link_version(self):
        """As `withdraw_links`, and not stored yet."""
        self.link_version += 1
        self.link_hash = links.hash_of(self.token)

    def withdraw_links(self):
        """Every link sent so far stops working."""
        self.link_version += 1
        self.save(update_fields=["link_version", "link_hash"])
