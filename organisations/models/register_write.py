from django.db import connection, models
from django.db.models import Count, Max, Min
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import WRITES_KEPT


class RegisterWriteQuerySet(models.QuerySet):
    def version(self):
        """Another one as soon as a write in the register is through, in whatever order writes end.

        A write that ends late has a lower number than some before it, and is seen by the count. The
        oldest are deleted in time, which is seen by the lowest number and by the sequence.
        """
        found = self.aggregate(number=Count("pk"), first=Min("pk"), last=Max("pk"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM organisations_registerwrite_id_seq")
            return (*found.values(), *cursor.fetchone())


class RegisterWrite(models.Model):
    """One statement wrote in what open data is made of: the register, its art forms and its places.

    Triggers write it (migration whom_a_list_held…), so that no way to write can forget it; and a
    row for each, so that no two writers ever wait for each other.
    """

    written_at = models.DateTimeField(_("written"), db_default=Now())

    privacy = fields(
        dataset="register",
        internal="id written_at",
        kept="A week.",
        purges=(Purge(after=WRITES_KEPT, since="written_at"),),
    )

    objects = RegisterWriteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("write in the register")
        verbose_name_plural = _("writes in the register")

    def __str__(self):
        return str(self.pk)
