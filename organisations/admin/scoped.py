"""What every admin class of ours stands on: project leads come in, and see what is theirs."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst

# Not by its own name: the words stand in Django's catalogue and are not collected into ours.
from django.utils.translation import gettext as in_djangos_words
from django.utils.translation import gettext_lazy as _

from kick.lib.number_gate import guarded
from kick.lib.paging import MOST_COUNTED
from organisations.models import Region

BOX = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'


class BoundedPaginator(Paginator):
    """Counts to MOST_COUNTED rows; a longer list is searched, not leafed through."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[: MOST_COUNTED + 1].count()


class NarrowList(ChangeList):
    """Reads no more of each row than `list_only` names: what a list shows is a few of many columns."""

    def get_queryset(self, request, exclude_parameters=None):
        rows = super().get_queryset(request, exclude_parameters)
        return rows.only(*self.model_admin.list_only) if self.model_admin.list_only else rows

    @cached_property
    def row_url(self):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=["__"], current_app=self.model_admin.admin_site.name)

    def url_for_result(self, result):
        """As Django's, which resolves the address anew for each row."""
        return self.row_url.replace("__", str(quote(getattr(result, self.pk_attname))))


class RegionFilter(admin.SimpleListFilter):
    """The regions that the user leads: those that have rows would be sought among all rows."""

    title = _("region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        regions = Region.objects.active().led_by(request.user)
        return list(regions.values_list("slug", "name"))

    def has_output(self):
        return len(self.lookup_choices) > 1

    def queryset(self, request, queryset):
        return queryset.filter(region__slug=self.value()) if self.value() else queryset


class Led:
    """Rights follow from assignments, not from Django's permission table.

    A project lead sees; `may_add`, `may_change` and `may_delete` say what else. `national` keeps
    what concerns all regions for those who lead the whole country.
    """

    may_add = False
    may_change = False
    may_delete = False
    national = False

    def has_view_permission(self, request, obj=None):
        user = request.user
        return user.is_active and user.is_staff and (user.leads_everywhere or not self.national)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_form(self, request, obj=None, change=False, **options):
        """Every form of the admin is behind the gate that no personal number passes."""
        return guarded(super().get_form(request, obj, change, **options))

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        formset.form = guarded(formset.form)
        return formset

    def get_changelist_form(self, request, **options):
        return guarded(super().get_changelist_form(request, **options))

    # Django gives inlines the parent here, model admins the row, and to `add` only one of them.
    def has_add_permission(self, request, obj=None):
        return self.may_add and self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.may_change and self.has_view_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.may_delete and self.has_view_permission(request)

    def get_field_queryset(self, db, db_field, request):
        """What may be chosen is what the user sees in the other model's own list."""
        model = db_field.remote_field.model
        if self.admin_site.is_registered(model):
            related = self.admin_site.get_model_admin(model)
            if isinstance(related, ScopedAdmin):
                return related.get_queryset(request)
        return super().get_field_queryset(db, db_field, request)


class ScopedAdmin(Led, admin.ModelAdmin):
    """Shows the rows that the queryset's word `scope` gives the user; any other row is missing."""

    scope = "run_by"
    list_only = ()
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return getattr(rows, self.scope)(request.user) if self.scope else rows

    def get_changelist(self, request, **kwargs):
        return NarrowList

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the filters beside the list use.

        Django would let any field of the row's own be asked for, and a password or an address that
        is not shown be guessed a letter at a time.
        """
        return any(asks_by(part, lookup) for part in self.list_filter)

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def action_checkbox(self, obj):
        """As Django's, without a form widget for each row: those were a fifth of the page."""
        label = in_djangos_words("Select this object for an action - {}").format(obj)
        return format_html(BOX, ACTION_CHECKBOX_NAME, obj.pk, label)

    def response_action(self, request, queryset):
        """Django hands what was ticked to the database as it came, where a word is no key."""
        try:
            for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
                self.opts.pk.to_python(key)
        except ValidationError:
            raise BadRequest from None
        return super().response_action(request, queryset)

    def view_on_site(self, row):
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else None


def asks_by(part, lookup):
    """Whether a filter of `list_filter` is what puts this into the address."""
    if isinstance(part, type):
        return lookup == part.parameter_name
    name, kind = (part, None) if isinstance(part, str) else part
    if kind is admin.EmptyFieldListFilter:
        return lookup == f"{name}__isempty"
    return lookup in {f"{name}__{how}" for how in ("exact", "in", "id__exact", "isnull")}


class ScopedInline(Led, admin.TabularInline):
    """Rows of a parent that is scoped itself, to read."""

    template = "admin/inline_rows.html"
    extra = 0
