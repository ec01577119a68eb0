from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kick.lib import dates
from kick.lib.fields import (
    EmailLineField,
    LineField,
    OrgNumberField,
    PhoneField,
    PostcodeField,
    TextField,
    WebsiteField,
)
from kick.lib.tally import COUNTRY, count_anew
from organisations.actions.addresses import leave_old_address
from organisations.admin.history import MOST, WithHistory, changes_of
from organisations.admin.scoped import BoundedPaginator, ScopedAdmin, ScopedInline
from organisations.forms.registration import LANGUAGES, LETTER_LANGUAGES
from organisations.models import (
    Flag,
    Kind,
    Minority,
    Municipality,
    Organisation,
    OrganisationStatus,
    Region,
    Representative,
    WrongMove,
)
from organisations.register_lists.matching import CONTACT, as_line

PAGE = 50


class OrganisationForm(forms.ModelForm):
    """An editor may keep a number with a wrong check digit; a personal number nobody may."""

    name = LineField(label=_("Name"), max_length=150)
    alternate_name = LineField(label=_("Other name"), max_length=150, required=False)
    org_number = OrgNumberField(
        label=_("Organisation number"),
        required=False,
        trust_check_digit=False,
        help_text=_("Ten digits. Never a personal identity number."),
    )
    email = EmailLineField(
        label=_("E-mail"),
        required=False,
        help_text=_("Rather info@ than a person's own address."),
    )
    phone = PhoneField(label=_("Phone"), required=False)
    website = WebsiteField(label=_("Website"), max_length=200, required=False)
    street = LineField(label=_("Street or box"), max_length=100, required=False)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    city = LineField(label=_("Post town"), max_length=60, required=False)
    source = LineField(label=_("Source"), max_length=120, help_text=_("Where the data came from."))
    original_words = TextField(
        label=_("What the source said"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    contact_language = forms.ChoiceField(label=_("Contact language"), choices=LETTER_LANGUAGES)
    working_languages = forms.MultipleChoiceField(
        label=_("Working languages"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    flags = forms.MultipleChoiceField(
        label=_("Also"),
        choices=Flag.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email != self.instance.email:
            self.instance.email_refused_at = None
        return email


class RepresentativeInline(ScopedInline):
    model = Representative
    fields = ["user", "task", "status", "requested_at"]
    readonly_fields = fields
    verbose_name_plural = _("representatives")


class PlaceFilter(admin.SimpleListFilter):
    """The municipalities of the lead's own regions."""

    title = _("municipality")
    parameter_name = "kommun"

    def lookups(self, request, model_admin):
        return [(place.code, place.name) for place in led_places(request.user)]

    def queryset(self, request, queryset):
        return queryset.in_municipalities([self.value()]) if self.value() else queryset


class ReachFilter(admin.SimpleListFilter):
    title = _("e-mail")
    parameter_name = "epost"

    def lookups(self, request, model_admin):
        return [("ja", _("Takes mail")), ("nej", _("No address")), ("studs", _("Mail refused"))]

    def queryset(self, request, queryset):
        match self.value():
            case "ja":
                return queryset.taking_mail()
            case "nej":
                return queryset.with_email("")
            case "studs":
                return queryset.refusing_mail()
        return queryset


class ConfirmedFilter(admin.SimpleListFilter):
    title = _("confirmed")
    parameter_name = "bekraftad"

    def lookups(self, request, model_admin):
        return [("ja", _("Yes")), ("nej", _("No"))]

    def queryset(self, request, queryset):
        if self.value() in {"ja", "nej"}:
            return queryset.confirmed(self.value() == "ja")
        return queryset


@admin.register(Organisation)
class OrganisationAdmin(WithHistory, ScopedAdmin):
    """The register as the project lead works with it. Nothing is deleted here: it is not taken up,
    rests, or is removed at its own request."""

    may_add = may_change = True
    form = OrganisationForm
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = PAGE
    list_display = [
        "name",
        "kind_of",
        "seat",
        "state",
        "address",
        "confirmed_at",
    ]
    list_select_related = ["municipality"]
    list_only = (
        *("name", "kind", "municipality__name", "status"),
        *("email", "email_refused_at", "confirmed_at"),
    )
    list_filter = ["status", "kind", PlaceFilter, ReachFilter, ConfirmedFilter]
    search_fields = ["name"]
    search_help_text = _("Name, part of a name, or organisation number")
    # Not autocomplete_fields: their script makes fields that have no name when they are read aloud.
    raw_id_fields = ["parent"]
    readonly_fields = [
        "status",
        "merged_into",
        "confirmed_at",
        "confirmed_how",
        "email_refused_at",
        "dissolved_on",
        "minority_words",
        "log",
        "contact_persons",
    ]
    inlines = [RepresentativeInline]
    actions = ["approve", "reject", "rest"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "alternate_name",
                    "kind",
                    "org_number",
                    ("status", "merged_into"),
                    "dissolved_on",
                    "log",
                ]
            },
        ),
        (_("Where"), {"fields": ["municipality", "works_in", "parent"]}),
        (
            _("How to reach it"),
            {
                "fields": [
                    "email",
                    "email_refused_at",
                    "phone",
                    "website",
                    ("street", "postcode", "city"),
                    "annual_month",
                    "contact_language",
                    "working_languages",
                    "contact_persons",
                ]
            },
        ),
        (
            _("What it does"),
            {"fields": ["art_forms", "flags", "original_words", "minority_words"]},
        ),
        (
            _("What may be shown, and where the facts come from"),
            {
                "fields": [
                    "listed_publicly",
                    "shows_email",
                    "shows_phone",
                    "source",
                    "received_on",
                    "confirmed_at",
                    "confirmed_how",
                ]
            },
        ),
    ]

    def has_change_permission(self, request, obj=None):
        """What was merged is read; the survivor is what is worked with."""
        is_merged = obj is not None and obj.merged_into_id is not None
        return super().has_change_permission(request, obj) and not is_merged

    def changes_to(self, row):
        """With the history of those that were merged into it, each with its name."""
        changes = super().changes_to(row)
        for entry in row.absorbed.all():
            changes += [
                {**change, "what": f"{change['what']} ({entry.name})"}
                for change in changes_of(entry)
            ]
        return sorted(changes, key=lambda change: change["at"], reverse=True)[:MOST]

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    def get_ordering(self, request):
        return Organisation.objects.by_name().query.order_by

    def save_model(self, request, obj, form, change):
        if change:
            # Only what was changed: the copy in hand may be older than the row.
            columns = [name for name in form.changed_data if is_column(name)]
            obj.save(update_fields=[*columns, "email_refused_at"])
        else:
            super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            leave_old_address(organisation=obj, old=form.initial["email"])
        count_anew(obj.municipality.region_id, COUNTRY)

    # Django's own cell for a choice, and `get_kind_display`, translate all the choices in each row.
    @admin.display(description=_("kind"), ordering="kind")
    def kind_of(self, organisation):
        return Kind(organisation.kind).label

    @admin.display(description=_("status"), ordering="status")
    def state(self, organisation):
        return OrganisationStatus(organisation.status).label

    @admin.display(description=_("municipality"), ordering="municipality__name")
    def seat(self, organisation):
        return organisation.municipality

    @admin.display(description=_("e-mail"), ordering="email")
    def address(self, organisation):
        if organisation.email_refused_at:
            return _("%(email)s (refused)") % {"email": organisation.email}
        return organisation.email or _("None")

    @admin.display(description=_("outreach log"))
    def log(self, organisation):
        """Where calls, visits and next steps are written down."""
        if not organisation.pk:
            return "–"
        number = organisation.outreach.count()
        words = ngettext("%(number)s note", "%(number)s notes", number) % {"number": number}
        url = reverse("organisations:outreach_detail", args=[organisation.uuid])
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=_("national minorities, by its own word"))
    def minority_words(self, organisation):
        names = Minority.objects.filter(organisations=organisation) if organisation.pk else []
        return ", ".join(minority.name for minority in names) or "–"

    @admin.display(description=_("contact persons"))
    def contact_persons(self, organisation):
        """Whom a list named, what for, and till when."""
        contacts = organisation.contacts.all() if organisation.pk else []
        return "; ".join(map(told_contact, contacts)) or "–"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "municipality":
            kwargs |= {"queryset": led_places(request.user), "label": _("Seat")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["help_text"] = db_field.help_text
        kwargs["widget"] = (
            FilteredSelectMultiple(_("municipalities"), is_stacked=False)
            if db_field.name == "works_in"
            else forms.CheckboxSelectMultiple
        )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.action(description=_("Approve: take into the register"), permissions=["change"])
    def approve(self, request, queryset):
        self.move(request, queryset, Organisation.approve)

    @admin.action(description=_("Do not take up"), permissions=["change"])
    def reject(self, request, queryset):
        self.move(request, queryset, Organisation.reject)

    @admin.action(description=_("Mark as dormant"), permissions=["change"])
    def rest(self, request, queryset):
        self.move(request, queryset, Organisation.rest)

    def response_change(self, request, obj):
        """Saved and decided in one press, where the facts have just been read."""
        verbs = {"_approve": Organisation.approve, "_reject": Organisation.reject}
        pressed = next((verb for name, verb in verbs.items() if name in request.POST), None)
        if pressed is None:
            return super().response_change(request, obj)
        self.move(request, [obj], pressed)
        return self.response_post_save_change(request, obj)

    def move(self, request, chosen, verb):
        """History notes who; what stands elsewhere in the table of moves is left alone and told."""
        moved = sum(has_moved(organisation, verb) for organisation in chosen)
        left = len(chosen) - moved
        if moved:
            count_anew(*{row.municipality.region_id for row in chosen}, COUNTRY)
            text = ngettext(
                "One organisation is changed.", "%(number)s organisations are changed.", moved
            )
            self.message_user(request, text % {"number": moved}, messages.SUCCESS)
        if left:
            text = ngettext(
                "One organisation was left: its status does not allow it.",
                "%(number)s organisations were left: their status does not allow it.",
                left,
            )
            self.message_user(request, text % {"number": left}, messages.WARNING)


def is_column(name):
    field = Organisation._meta.get_field(name)
    return field.concrete and not field.many_to_many


def told_contact(contact):
    return _("%(who)s (%(purpose)s, deleted on %(day)s)") % {
        "who": as_line({name: getattr(contact, name) for name in CONTACT}),
        "purpose": contact.purpose,
        "day": dates.short_day_text(contact.purge_on),
    }


def has_moved(organisation, verb):
    try:
        verb(organisation)
    except WrongMove:
        return False
    return True


def led_places(user):
    """Where the user may seat an organisation; with a national lead only what takes part in Kick."""
    return Municipality.objects.filter(region__in=Region.objects.active().led_by(user))
