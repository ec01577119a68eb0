from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kick.lib.fields import EmailLineField, LineField
from organisations.actions import people
from organisations.admin.history import WithHistory
from organisations.admin.scoped import ScopedAdmin, ScopedInline
from organisations.models import (
    ArtForm,
    Assignment,
    Minority,
    Municipality,
    Region,
    Representative,
    Role,
    User,
    WrongMove,
)


class NationalEdits:
    """Project leads see; what concerns more than one region is changed by those who lead them all."""

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and request.user.leads_everywhere

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and request.user.leads_everywhere

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and request.user.leads_everywhere


class AssignmentInline(ScopedInline):
    model = Assignment
    fields = ["role", "region", "created_at"]
    readonly_fields = fields


class RepresentationInline(ScopedInline):
    model = Representative
    fk_name = "user"
    fields = ["organisation", "task", "status", "requested_at"]
    readonly_fields = fields
    verbose_name_plural = _("represents")


@admin.register(User)
class UserAdmin(WithHistory, NationalEdits, ScopedAdmin):
    may_add = may_change = True
    list_display = ["email", "name", "is_active", "joined_at"]
    list_filter = ["is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    inlines = [AssignmentInline, RepresentationInline]
    readonly_fields = ["joined_at", "last_login"]
    fields = ["email", "name", "language", "is_active", "joined_at", "last_login"]
    actions = ["reset_second_factor"]

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        obj.email = obj.email.lower()
        if change and "email" in form.changed_data:
            # What allauth has proven about the old address would still open the account.
            EmailAddress.objects.filter(user=obj).delete()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Take away the second factor"), permissions=["change"])
    def reset_second_factor(self, request, queryset):
        for user in queryset.exclude(pk=request.user.pk):
            people.reset_second_factor(user=user, by=request.user)
            text = _("%(user)s has to enrol a second factor at the next sign-in.")
            messages.success(request, text % {"user": user})


class AssignmentForm(forms.ModelForm):
    """A person is named by address, so that a role can be given before she has signed in once."""

    email = EmailLineField(
        label=_("E-mail"),
        help_text=_("The address that the person signs in with. A new one makes an account."),
    )
    name = LineField(label=_("Name"), max_length=120, required=False)

    class Meta:
        model = Assignment
        fields = ["role", "region"]

    def __init__(self, *args, giver=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.giver = giver
        if giver and "region" in self.fields:
            self.fields["region"].queryset = Region.objects.led_by(giver).by_name()
            self.fields["region"].required = not giver.leads_everywhere

    def clean(self):
        data = super().clean()
        role, region = data.get("role"), data.get("region")
        if "region" in data and role and role != Role.PROJECT_LEAD and region is None:
            self.add_error("region", _("Only a project lead can have the whole country."))
        user = User.objects.filter(email=data.get("email", "").lower()).first()
        if user is None or self.errors:
            return data
        if Assignment.objects.filter(user=user, role=role, region=region).exists():
            self.add_error("email", _("This person already has this role here."))
        if role == Role.REGION_OFFICER and people.speaks_in(user, region):
            self.add_error(
                "email",
                _(
                    "This person speaks for an association in the region, and cannot be its officer"
                    " with the same account. Use another address."
                ),
            )
        return data


@admin.register(Assignment)
class AssignmentAdmin(WithHistory, ScopedAdmin):
    """A role is given and taken away, never changed: so history says what somebody had, and when."""

    may_add = may_delete = True
    list_display = ["user", "role", "region", "created_at"]
    list_filter = ["role", "region"]
    list_select_related = ["user", "region"]
    search_fields = ["user__email", "user__name"]
    fields = ["user", "role", "region", "created_at"]
    readonly_fields = ["created_at"]

    def get_fields(self, request, obj=None):
        return super().get_fields(request, obj) if obj else ["email", "name", "role", "region"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(
            request, obj, change, **{**kwargs, "form": AssignmentForm, "fields": ["role", "region"]}
        )
        return type("GivenForm", (form,), {"__init__": giving(form, request.user)})

    def save_model(self, request, obj, form, change):
        try:
            given = people.give_role(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                role=obj.role,
                region=obj.region,
                by=request.user,
            )
        except people.NotYours:
            raise PermissionDenied from None
        # The admin goes on with this row: its message, its log, its page.
        obj.__dict__.update(given.__dict__)


def giving(form, giver):
    def __init__(self, *args, **kwargs):
        form.__init__(self, *args, giver=giver, **kwargs)

    return __init__


@admin.register(Representative)
class RepresentativeAdmin(WithHistory, ScopedAdmin):
    list_display = ["user", "organisation", "task", "status", "requested_at", "decided_by"]
    list_filter = ["status", "task"]
    list_select_related = ["user", "organisation", "decided_by"]
    search_fields = ["user__email", "user__name", "organisation__name"]
    fields = [
        "user",
        "organisation",
        "task",
        "status",
        "shown_by",
        "requested_at",
        "disputed_at",
        "decided_at",
        "decided_by",
        "reason",
    ]
    readonly_fields = fields
    actions = ["approve", "decline", "end"]

    @admin.action(description=_("Approve"))
    def approve(self, request, queryset):
        self.decide(request, queryset, people.approve_representative)

    @admin.action(description=_("Decline"))
    def decline(self, request, queryset):
        self.decide(request, queryset, people.decline_representative)

    @admin.action(description=_("End"))
    def end(self, request, queryset):
        self.decide(request, queryset, people.end_representative)

    def decide(self, request, queryset, action):
        done = 0
        for representative in queryset.select_related("user", "organisation__municipality__region"):
            try:
                action(representative=representative, by=request.user)
            except WrongMove:
                text = _("%(row)s is decided already.") % {"row": representative}
                messages.warning(request, text)
            except people.NeedsReason:
                text = _("%(row)s is disputed: decide it on its own page, with a reason.")
                messages.warning(request, text % {"row": representative})
            except people.SpeaksBothWays:
                text = _("%(row)s: an officer of the region cannot speak for an association in it.")
                messages.error(request, text % {"row": representative})
            else:
                done += 1
        if done:
            text = ngettext(
                "One is decided, and a letter is on its way.",
                "%(done)s are decided, and letters are on their way.",
                done,
            )
            messages.success(request, text % {"done": done})


@admin.register(Region)
class RegionAdmin(WithHistory, ScopedAdmin):
    """A project lead keeps her regions' contacts; which regions take part is for the country."""

    scope = "led_by"
    may_change = True
    list_display = ["name", "contact_name", "registry_email", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    fields = [
        "code",
        "name",
        "slug",
        "county_name",
        "contact_name",
        "contact_email",
        "contact_phone",
        "registry_email",
        "deciding_body",
        "website",
        "asks_annually",
        "annual_month",
        "is_active",
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["code", "slug", "county_name"]
        return fixed if request.user.leads_everywhere else [*fixed, "name", "is_active"]


@admin.register(Municipality)
class MunicipalityAdmin(ScopedAdmin):
    scope = ""
    list_display = ["code", "name", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = ["name", "code"]


@admin.register(ArtForm)
class ArtFormAdmin(NationalEdits, ScopedAdmin):
    scope = ""
    may_add = may_change = True
    list_display = ["name", "parent", "area", "position"]
    list_filter = ["area"]
    list_select_related = ["parent"]
    search_fields = ["name", "words"]


@admin.register(Minority)
class MinorityAdmin(NationalEdits, ScopedAdmin):
    scope = ""
    may_change = True
    list_display = ["name", "own_name", "own_language"]
