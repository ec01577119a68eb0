"""What the national lead answers for: the purge, the documents, and what persons ask."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from kick.lib import erasure, extract
from kick.lib.fields import EmailLineField, LineField
from kick.lib.personal_data import all_models
from kick.lib.privacy_documents import DOCUMENTS
from kick.lib.retention import count_tables
from organisations.actions import approvals, personal
from organisations.admin.scoped import ScopedAdmin
from organisations.models import DocumentApproval, PersonRequest, PurgeRun, WrongMove

FOLDER = "admin/organisations"
HOW = {
    "delete": _("deleted"),
    "blank": _("emptied"),
    "keep": _("kept: a public document, or others' own"),
    "told": _("told"),
}


class NationalAdmin(ScopedAdmin):
    """To others it is not there: the rows are missing, and the list is closed."""

    national = True

    def page(self, request, template, status=200, **words):
        words = {**self.admin_site.each_context(request), "opts": self.opts, **words}
        return TemplateResponse(request, f"{FOLDER}/{template}.html", words, status=status)


@admin.register(PurgeRun)
class PurgeRunAdmin(NationalAdmin):
    """When it last ran and what it removed, table by table."""

    list_display = ["started_at", "finished_at", "total", "number_left", "number_failed"]
    fields = readonly_fields = ["started_at", "finished_at", "taken", "left_over", "failed"]

    @admin.display(description=_("rows taken"))
    def total(self, run):
        return run.total

    @admin.display(description=_("rows left"))
    def number_left(self, run):
        return sum(run.left.values())

    @admin.display(description=_("rules that failed"))
    def number_failed(self, run):
        return len(run.failures)

    @admin.display(description=_("rows taken"))
    def taken(self, run):
        return told(count_tables(run.counts))

    @admin.display(description=_("rows left"))
    def left_over(self, run):
        return told(count_tables(run.left))

    @admin.display(description=_("rules that failed"))
    def failed(self, run):
        return ", ".join(f"{rule} ({error})" for rule, error in run.failures.items()) or "–"


def told(counts):
    """Each table by the name that people know, with its number."""
    names = names_of_tables()
    return ", ".join(f"{names.get(label, label)}: {n}" for label, n in counts.items()) or "–"


def names_of_tables():
    return {model._meta.label: str(model._meta.verbose_name_plural) for model in all_models()}


@admin.register(DocumentApproval)
class DocumentApprovalAdmin(NationalAdmin):
    """The list is the documents themselves, each to be read and approved as it reads."""

    fields = readonly_fields = ["document", "fingerprint", "approved_at", "approved_by"]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        if request.method == "POST":
            return self.approve(request)
        approved = {
            (row.document, row.fingerprint): row
            for row in DocumentApproval.objects.select_related("approved_by")
        }
        documents = [(one, approved.get((one.key, one.fingerprint))) for one in DOCUMENTS]
        title = _("Documents on personal data")
        return self.page(request, "documentapproval/documents", title=title, documents=documents)

    def approve(self, request):
        try:
            approvals.approve(
                document=request.POST.get("document", ""),
                fingerprint=request.POST.get("fingerprint", ""),
                by=request.user,
            )
        except approvals.HasChanged:
            messages.error(request, _("The document has changed since you read it. Read it again."))
        else:
            messages.success(request, _("The document is approved as it reads now."))
        return redirect("admin:organisations_documentapproval_changelist")


class PersonRequestForm(forms.ModelForm):
    email = EmailLineField(
        label=_("Her e-mail"),
        help_text=_("An address that she has answered from: first make sure that it is she."),
    )

    class Meta:
        model = PersonRequest
        fields = ["kind", "email", "received_on"]


class AnswerForm(forms.Form):
    reason = LineField(label=_("Why it is refused"), max_length=300, required=False)


@admin.register(PersonRequest)
class PersonRequestAdmin(NationalAdmin):
    """Requests from persons with and without an account, what waits longest first."""

    may_add = True
    form = PersonRequestForm
    list_display = ["kind", "email", "status", "received_on", "last_day", "answered_at"]
    list_filter = ["status", "kind"]
    fields = ["kind", "email", "received_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).by_urgency()

    def save_model(self, request, obj, form, change):
        asked = personal.ask(kind=obj.kind, email=obj.email, received_on=obj.received_on)
        # The admin goes on with this row: its message, its log, its page.
        obj.__dict__.update(asked.__dict__)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        asked = self.get_object(request, object_id)
        form = AnswerForm(request.POST or None)
        is_sent = request.method == "POST" and form.is_valid()
        if is_sent and (answer := self.answer(request, asked, form)):
            return answer
        words = {
            "asked": asked,
            "form": form,
            "title": asked.get_kind_display(),
            "found": found_rows(asked),
            "errors": form.errors,
        }
        status = 422 if form.errors else 200
        return self.page(request, "personrequest/answer", status, **words)

    def answer(self, request, asked, form):
        """Where to go, or None when the form is to be looked at again."""
        match request.POST.get("do"):
            case "file":
                return as_file(asked)
            case "refuse" if not form.cleaned_data["reason"]:
                form.add_error("reason", _("Write why, since the person has a right to know."))
                return None
            case "refuse" | "carry_out" as do:
                self.close(request, asked, do, form.cleaned_data["reason"])
        return redirect("admin:organisations_personrequest_change", asked.pk)

    def close(self, request, asked, do, reason):
        try:
            if do == "refuse":
                asked.refuse(by=request.user, reason=reason)
            else:
                personal.carry_out(request=asked, by=request.user)
        except WrongMove:
            messages.warning(request, _("The request is answered already."))
        except personal.LastLead:
            messages.error(
                request, _("Nobody else leads the whole country. Give somebody the role first.")
            )
        else:
            messages.success(request, _("The request is answered."))


def found_rows(asked):
    """Table, what is done and how many: counted now while it waits, then as it was done."""
    names = {model._meta.label: extract.table_name(model) for model in all_models()}
    if asked.status == "new":
        counted = erasure.count(personal.person_with(asked.email))
        outcome = {row.label: {"how": row.how, "rows": row.rows} for row in counted}
    else:
        outcome = asked.outcome
    return [
        [names.get(label, label), HOW.get(row["how"], HOW["delete"]), row["rows"]]
        for label, row in outcome.items()
    ]


def as_file(asked):
    """What is held, to be sent to her."""
    return HttpResponse(
        extract.as_json(personal.person_with(asked.email)),
        content_type="application/json",
        headers={
            "Content-Disposition": 'attachment; filename="utdrag.json"',
            "Cache-Control": "no-store",
        },
    )
