"""The admin's place for lists; each step of a list has its page in a module beside this one."""

from functools import partial

from django.contrib import admin, messages
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from organisations.actions import importing
from organisations.admin.imports import deciding, files, opening, orders
from organisations.admin.imports.rows import show_rows
from organisations.admin.scoped import RegionFilter, ScopedAdmin
from organisations.models import BatchStatus, ImportBatch, WrongMove

PAGE = 50
FOLDER = "admin/organisations/importbatch"
STEPS = {
    "sheet": opening.sheet,
    "columns": opening.columns,
    "sitting": opening.sitting,
    "words": deciding.words,
    "choose": deciding.choose,
    "write": orders.write,
    "stop": orders.stop,
    "take_back": orders.take_back,
    "discard": orders.discard,
    "errors": files.errors,
    "mend": files.mend,
}


@admin.register(ImportBatch)
class ImportBatchAdmin(ScopedAdmin):
    """Every list of the lead's regions, with where it stands."""

    may_add = True
    list_display = ["file_name", "source", "region", "status", "created_at"]
    list_filter = ["status", RegionFilter]
    list_per_page = PAGE
    show_full_result_count = False
    search_fields = ["file_name", "source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("region", "municipality")

    def get_urls(self):
        own = [self.step(f"<int:pk>/{name}/", name, view) for name, view in STEPS.items()]
        same = self.step("<int:pk>/rows/<int:number>/same/", "same", deciding.same)
        return [*own, same, *super().get_urls()]

    def step(self, address, name, view):
        guarded = self.admin_site.admin_view(partial(view, desk=self))
        return path(address, guarded, name=f"organisations_importbatch_{name}")

    def add_view(self, request, form_url="", extra_context=None):
        return opening.add(request, desk=self)

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self.get_object(request, object_id)
        if batch.status == BatchStatus.MAPPING:
            name = "columns" if batch.columns else "sheet"
            return redirect(f"admin:organisations_importbatch_{name}", batch.pk)
        return show_rows(request, batch, desk=self)

    def do(self, request, action):
        """Whether it was done; a refusal is told."""
        try:
            action()
        except (importing.NotToCommit, WrongMove):
            messages.warning(
                request, _("Somebody was before you: the list is written or discarded already.")
            )
        except importing.NotToTakeBack:
            messages.warning(request, _("The list can no longer be taken back."))
        except (importing.RegisterBusy, OperationalError):
            messages.error(
                request,
                _("Others are changing the register. Nothing was written; try again in a minute."),
            )
        else:
            return True
        return False

    def waiting(self, request, pk, *statuses):
        batch = self.get_object(request, str(pk))
        if batch.status not in statuses:
            raise Http404
        return batch

    def page(self, request, name, status=200, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        if "form" in context:
            context["errors"] = context["form"].errors
        return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status)


def page_for(batch):
    return reverse("admin:organisations_importbatch_change", args=[batch.pk])
