"""What happened to a row: who, when, and which fields from what to what, drawn from pghistory's events.

`WithHistory` beside `ScopedAdmin` gives a model that `pghistory.track` follows its page behind the
button "History"; imports and shell commands show there too, without a name.
"""

from datetime import date, datetime
from itertools import pairwise

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import User

MOST = 200
VERBS = {
    "insert": gettext_lazy("Added"),
    "update": gettext_lazy("Changed"),
    "delete": gettext_lazy("Deleted"),
}


class WithHistory:
    # Fields whose old values nobody should read back, such as what was erased on request.
    history_hides = ()

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        words = {
            **self.admin_site.each_context(request),
            "title": _("History: %(row)s") % {"row": row},
            "object": row,
            "opts": self.opts,
            "changes": self.changes_to(row),
            "most": MOST,
        }
        return TemplateResponse(request, "admin/history.html", words)

    def changes_to(self, row):
        return changes_of(row, hidden=self.history_hides)


def changes_of(row, *, hidden=()):
    """The newest changes first: dicts of at, by, what and fields (name, old, new)."""
    events = list(row.events.select_related("pgh_context").order_by("-pgh_id")[: MOST + 1])
    names = names_of_those_who_changed(events)
    followed = [
        field
        for field in row._meta.concrete_fields
        if field.name not in hidden and hasattr(events[0] if events else None, field.attname)
    ]
    said = Values(events, followed)
    changes = []
    # Each beside the one before it; the oldest has none and is the row's beginning.
    for event, before in pairwise([*events, None]):
        is_change = event.pgh_label == "update" and before is not None
        fields = said.differences(before, event) if is_change else []
        if fields or not is_change:
            changes.append(
                {
                    "at": event.pgh_created_at,
                    "by": names.get(who(event), ""),
                    "what": VERBS.get(event.pgh_label, event.pgh_label),
                    "fields": fields,
                }
            )
    return changes[:MOST]


def who(event):
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def names_of_those_who_changed(events):
    ids = {who(event) for event in events} - {None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


class Values:
    """Says values as people read them; what the events point at is fetched once per field."""

    def __init__(self, events, fields):
        self.fields = fields
        self.related = {
            field.attname: field.related_model._default_manager.in_bulk(
                {getattr(event, field.attname) for event in events} - {None}
            )
            for field in fields
            if field.is_relation
        }

    def differences(self, before, after):
        return [
            (field.verbose_name, self.say(field, old), self.say(field, new))
            for field in self.fields
            if (old := getattr(before, field.attname)) != (new := getattr(after, field.attname))
        ]

    def say(self, field, value):
        if value in (None, "", []):
            return "–"
        if field.is_relation:
            return str(self.related[field.attname].get(value, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            return ", ".join(str(part) for part in value)
        if isinstance(value, datetime):
            return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
        if isinstance(value, date):
            return formats.date_format(value, "DATE_FORMAT")
        return str(dict(field.flatchoices).get(value, value))
