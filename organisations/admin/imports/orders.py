"""A list is written, stopped, taken back or discarded: one press each."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from organisations.actions import importing

CHANGE = "admin:organisations_importbatch_change"


@require_POST
def write(request, pk, *, desk):
    batch = desk.get_object(request, str(pk))
    desk.do(request, partial(importing.order_writing, batch=batch))
    return redirect(CHANGE, batch.pk)


@require_POST
def stop(request, pk, *, desk):
    batch = desk.get_object(request, str(pk))
    if desk.do(request, partial(importing.stop_order, batch=batch)):
        messages.success(request, _("Stopped. Nothing was done."))
    return redirect(CHANGE, batch.pk)


@require_POST
def take_back(request, pk, *, desk):
    batch = desk.get_object(request, str(pk))
    desk.do(request, partial(importing.order_taking_back, batch=batch))
    return redirect(CHANGE, batch.pk)


@require_POST
def discard(request, pk, *, desk):
    batch = desk.get_object(request, str(pk))
    if desk.do(request, partial(importing.discard_batch, batch=batch)):
        messages.success(request, _("The list is discarded. Nothing was written."))
    return redirect("admin:organisations_importbatch_changelist")
