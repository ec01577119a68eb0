"""What those who build an alliance write, and what an association says when it wants to be in it."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kick.lib.fields import LineField, TextField
from organisations.forms.registration import WithoutPersonalNumbers
from organisations.models import (
    BoardTask,
    DocumentKind,
    MemberStatus,
    Municipality,
    Organisation,
    Region,
    Stage,
)

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
MOST_CRITERIA = 12


class BeginForm(WithoutPersonalNumbers):
    """Enough to gather those who are interested."""

    name = LineField(
        label=_("What is the alliance called for now?"),
        max_length=150,
        help_text=_("For example: Kulturallians Jönköpings län. The name can be changed."),
    )
    regions = forms.ModelMultipleChoiceField(
        Region.objects.none(), label=_("Which regions?"), widget=forms.CheckboxSelectMultiple
    )
    purpose = TextField(
        label=_("What is it for?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.active().led_by(user).by_name()
        self.fields["regions"].queryset = regions
        if len(regions) == 1:
            self.fields["regions"].initial = [regions[0].pk]


class AllianceForm(WithoutPersonalNumbers):
    name = LineField(label=_("Name"), max_length=150)
    purpose = TextField(
        label=_("What is it for?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    fee = forms.IntegerField(
        label=_("Membership fee"),
        help_text=_("Kronor a year. Leave it empty until it is decided."),
        min_value=0,
        max_value=100_000,
        required=False,
    )
    criteria = TextField(
        label=_("Who can be a member?"),
        max_length=4000,
        required=False,
        help_text=_(
            "One criterion a line, as the statutes have it. Småland's alliance asks that a member has "
            "substantial cultural activity, is democratically built and has its seat in the county."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_criteria(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["criteria"].splitlines()]
        criteria = list(dict.fromkeys(line for line in lines if line))
        if len(criteria) > MOST_CRITERIA:
            raise forms.ValidationError(_("Twelve criteria are the most. Put some together."))
        if any(len(line) > 300 for line in criteria):
            raise forms.ValidationError(_("A criterion has at most 300 characters."))
        return criteria


class StageForm(forms.Form):
    """Which stage is next; the first that speaks needs a seat, and a founded one its day."""

    use_required_attribute = False

    stage = forms.ChoiceField(label=_("The next stage"), widget=forms.RadioSelect)
    place = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Where does it have its seat?"),
        help_text=_("From the working group on the alliance is an organisation in the register."),
        required=False,
    )
    formed_on = forms.DateField(
        label=_("Which day was it formed?"),
        help_text=_("Only for a formed alliance: the day when statutes and board were in place."),
        required=False,
        **DAY,
    )

    def __init__(self, *args, alliance, **kwargs):
        super().__init__(*args, **kwargs)
        self.alliance = alliance
        self.fields["stage"].choices = [(s.value, s.label) for s in alliance.next_stages]
        self.fields["place"].queryset = Municipality.objects.filter(
            region__in=alliance.regions.all()
        )
        if alliance.organisation_id:
            del self.fields["place"]

    def clean(self):
        data = super().clean()
        stage = data.get("stage")
        if "place" in self.fields and stage != Stage.DORMANT and not data.get("place"):
            self.add_error("place", _("Choose a municipality."))
        day = data.get("formed_on")
        if stage == Stage.FORMED and not (day or self.alliance.formed_on):
            self.add_error("formed_on", _("Write the day."))
        if day and day > timezone.localdate():
            self.add_error("formed_on", _("The day is not here yet."))
        return data


class JoinForm(WithoutPersonalNumbers):
    """Which association, and of a formed alliance which of its criteria it meets."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Which association?"), widget=forms.RadioSelect
    )

    def __init__(self, *args, alliance, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].pk
        if not alliance.is_formed:
            return
        criteria = list(alliance.criteria.all())
        if criteria:
            self.fields["met"] = forms.ModelMultipleChoiceField(
                alliance.criteria.all(),
                label=_("Which of these are true of you?"),
                help_text=_("The board decides. Say it in your own words if something is unclear."),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["word"] = TextField(
            label=_("A word with the application"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class DecideForm(WithoutPersonalNumbers):
    decision = forms.ChoiceField(
        label=_("The board's decision"),
        choices=[
            (MemberStatus.MEMBER, _("Takes it up as a member")),
            (MemberStatus.DECLINED, _("Does not take it up")),
        ],
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label=_("The reason"),
        max_length=300,
        required=False,
        help_text=_("Needed for a no. It stands in the letter."),
    )

    def clean(self):
        data = super().clean()
        if data.get("decision") == MemberStatus.DECLINED and not data.get("reason"):
            self.add_error("reason", _("Write why, so that the association knows what to change."))
        return data

    @property
    def admits(self):
        return self.cleaned_data["decision"] == MemberStatus.MEMBER


class BoardSeatForm(WithoutPersonalNumbers):
    task = forms.ChoiceField(label=_("Task"), choices=BoardTask)
    name = LineField(label=_("Name"), max_length=120)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Comes from"),
        required=False,
        empty_label=_("None of those who take part"),
    )
    since = forms.DateField(label=pgettext_lazy("a date", "From"), **DAY)
    until = forms.DateField(label=pgettext_lazy("a date", "To"), required=False, **DAY)
    shows_name = forms.BooleanField(
        label=_("The name may be shown to everybody"),
        help_text=_("Ask first. Otherwise only the task and the association are shown."),
        required=False,
    )

    def __init__(self, *args, alliance, **kwargs):
        super().__init__(*args, **kwargs)
        parts = alliance.members.taking_part().values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=parts).by_name()

    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return data


class DocumentForm(WithoutPersonalNumbers):
    kind = forms.ChoiceField(label=_("What is it?"), choices=DocumentKind)
    title = LineField(label=_("Title"), max_length=150)
    day = forms.DateField(label=_("Day"), initial=timezone.localdate, **DAY)
    body = TextField(
        label=_("Text"),
        help_text=_("Paste it here. A line that begins with # is a heading."),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read it"),
        help_text=_("Otherwise only those who take part in the alliance."),
        required=False,
    )


class StepForm(WithoutPersonalNumbers):
    who = LineField(label=_("Who sees to it?"), max_length=120, required=False)
    due = forms.DateField(label=_("By when?"), required=False, **DAY)
    done_on = forms.DateField(label=_("Done on"), required=False, **DAY)


class WriteForm(WithoutPersonalNumbers):
    # A form that is sent twice is one letter.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = LineField(label=_("Subject"), max_length=120)
    words = TextField(
        label=_("What do you want to say?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
