"""The receipt: opened by the link in the mail or by the code that was written down."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.forms.statement import ReceiptCodeForm
from consultations.models import Statement
from kick.lib import limits
from kick.lib.links import spaced_code
from kick.lib.personal_page import personal_page


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_enter(request):
    """Ten tries in ten minutes, as for the code of a paper letter."""
    form = ReceiptCodeForm(request.POST or None)
    if request.method == "POST":
        address = get_adapter().get_client_ip(request)
        if not limits.allow(f"receipt:{address}", limit=10, seconds=600):
            return render(request, "429.html", status=429)
        if form.is_valid():
            statement = Statement.objects.with_code(form.cleaned_data["code"]).first()
            if statement:
                return redirect("consultations:receipt_detail", token=statement.token)
            form.add_error("code", _("No receipt has that code. Look once more."))
    status = 422 if form.errors else 200
    return render(request, "consultations/receipt_enter.html", {"form": form}, status=status)


def find_arrived(token):
    return get_object_or_404(Statement.objects.arrived().with_parts().with_token(token))


@personal_page
@require_POST
def receipt_hide_name(request, token):
    """A consent is taken back as easily as it was given (GDPR art. 7.3), and holds at once."""
    find_arrived(token).hide_name()
    messages.success(request, _("Your name is no longer shown."))
    return redirect("consultations:receipt_detail", token=token)


@personal_page
@require_safe
def receipt_detail(request, token):
    """What arrived, and what has become of each point."""
    statement = find_arrived(token)
    words = {
        "statement": statement,
        "consultation": statement.consultation,
        "region": statement.consultation.region,
        "points": statement.contributions.with_parts().order_by("position", "pk"),
        "code": spaced_code(statement.code),
    }
    return render(request, "consultations/receipt_detail.html", words)
