"""What those who start, plan and are in a circle fill in. Few boxes and plain words."""

import uuid
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.dates import is_real_local_time
from kick.lib.fields import EmailLineField, LineField
from organisations.forms.registration import WithoutPersonalNumbers
from organisations.models import Kind, Organisation, Region
from studyguide.models import STUDY_HOUR, CircleKind, CircleRole, TextLanguage

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
TIME = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
YEARS_AHEAD = 2
LENGTHS = [
    (2 * STUDY_HOUR, _("1 hour 30 minutes (2 study hours)")),
    (3 * STUDY_HOUR, _("2 hours 15 minutes (3 study hours)")),
    (4 * STUDY_HOUR, _("3 hours (4 study hours)")),
    (5 * STUDY_HOUR, _("3 hours 45 minutes (5 study hours)")),
]


class KeyedForm(WithoutPersonalNumbers):
    """A form that is sent twice is one thing."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class FederationFields(forms.Form):
    """The study federation by its name: the register's own entry when it has one."""

    federation_name = LineField(
        label=_("Which study federation?"),
        max_length=120,
        required=False,
        help_text=_("Only for a study circle. You can fill it in later."),
        widget=forms.TextInput(attrs={"list": "federations", "autocomplete": "off"}),
    )

    def clean(self):
        data = super().clean()
        name = data.get("federation_name", "")
        kind = data.get("kind") or getattr(self, "kind", "")
        if name and kind == CircleKind.CONVERSATION_GROUP:
            self.add_error(
                "federation_name",
                _(
                    "A free conversation group has no study federation. Empty the box, or choose study circle."
                ),
            )
        return data

    @property
    def federation(self):
        name = self.cleaned_data["federation_name"]
        known = Organisation.objects.public().of_kind(Kind.STUDY_FEDERATION)
        return known.filter(name__iexact=name).order_by("pk").first() if name else None


class CircleStartForm(KeyedForm, FederationFields):
    """One page, two minutes. What can wait is asked for later."""

    kind = forms.ChoiceField(
        label=_("What do you start?"),
        choices=CircleKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two. You can change it later.")},
        help_text=_(
            "A study circle is held with a study federation, which lends a room and material and has rules. A free conversation group has no rules."
        ),
    )
    name = LineField(
        label=_("What is the group called?"),
        max_length=120,
        help_text=_("For example: The culture circle in Aneby."),
        error_messages={"required": _("Write a name. You can change it later.")},
    )
    leader_name = LineField(
        label=_("What is your name?"),
        max_length=80,
        error_messages={"required": _("Write your name, so that the others know who leads.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("For which associations?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None is fine too: then you are a group of persons."),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Which region's culture plan do you talk about?"),
        empty_label=_("Choose your region"),
        error_messages={"required": _("Choose a region.")},
    )

    field_order = [
        "key",
        "kind",
        "name",
        "leader_name",
        "organisations",
        "region",
        "federation_name",
    ]

    def __init__(self, *args, ours, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = ours
        self.fields["region"].queryset = Region.objects.active().by_name()
        if not ours:
            del self.fields["organisations"]

    @property
    def facts(self):
        said = self.cleaned_data
        chosen = {name: said[name] for name in ("key", "kind", "name", "leader_name", "region")}
        return chosen | {
            "organisations": list(said.get("organisations", [])),
            "federation_name": said["federation_name"],
            "federation": self.federation,
        }


class CircleForm(WithoutPersonalNumbers, FederationFields):
    """What a leader may change of the circle itself."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=CircleKind, widget=forms.RadioSelect)
    name = LineField(label=_("What is the group called?"), max_length=120)
    place = LineField(
        label=_("Where do you meet?"),
        max_length=150,
        required=False,
        help_text=_("For example: the library, the small room. Or the link, if you meet online."),
    )
    language = forms.ChoiceField(label=_("In which language do you read?"), choices=TextLanguage)

    field_order = ["kind", "federation_name", "name", "place", "language"]

    @property
    def facts(self):
        said = self.cleaned_data
        chosen = {name: said[name] for name in ("kind", "name", "place", "language")}
        return chosen | {
            "federation_name": said["federation_name"],
            "federation": self.federation,
        }


class MomentFields(forms.Form):
    """A day and a time by the clocks of Sweden."""

    day = forms.DateField(label=_("Which day?"), **DAY)
    time = forms.TimeField(label=_("What time?"), **TIME)
    minutes = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=LENGTHS,
        coerce=int,
        initial=3 * STUDY_HOUR,
        help_text=_("A study hour is 45 minutes. Breaks are not counted."),
    )

    def clean(self):
        data = super().clean()
        day, time = data.get("day"), data.get("time")
        if day is None or time is None:
            return data
        if not -1 <= day.year - timezone.localdate().year <= YEARS_AHEAD:
            self.add_error("day", _("Look at the year."))
            return data
        moment = datetime.combine(day, time)
        if is_real_local_time(moment):
            self.starts_at = timezone.make_aware(moment)
        else:
            self.add_error(
                "time", _("That hour does not exist: summer time begins then. Choose another.")
            )
        return data


class PlanForm(WithoutPersonalNumbers, MomentFields):
    """The first day, and the rest follows by itself; each can be moved afterwards."""

    days_between = forms.TypedChoiceField(
        label=_("How often?"),
        choices=[(7, _("Every week")), (14, _("Every other week")), (28, _("Every fourth week"))],
        coerce=int,
        initial=7,
    )

    field_order = ["day", "time", "minutes", "days_between"]


class GatheringForm(WithoutPersonalNumbers, MomentFields):
    chapter = forms.ChoiceField(label=_("What do you talk about?"), required=False)
    place = LineField(
        label=_("Where?"),
        max_length=150,
        required=False,
        help_text=_("Empty: where you usually meet."),
    )

    def __init__(self, *args, chapters, length=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.chapters = {str(row.chapter_id): row for row in chapters}
        self.fields["chapter"].choices = [
            ("", _("Something else")),
            *((key, f"{row.chapter.position}. {row.title}") for key, row in self.chapters.items()),
        ]
        # One that was made with another length keeps it.
        if length and length not in dict(LENGTHS):
            self.fields["minutes"].choices = [*LENGTHS, (length, _("As now"))]

    @property
    def facts(self):
        said = self.cleaned_data
        words = self.chapters.get(said["chapter"])
        return {
            "starts_at": self.starts_at,
            "minutes": said["minutes"],
            "place": said["place"],
            "chapter": words.chapter if words else None,
        }


def name_field():
    return LineField(
        label=_("Name"),
        max_length=80,
        error_messages={"required": _("Write a name. A first name is enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def address_field():
    return EmailLineField(
        label=_("E-mail"),
        required=False,
        help_text=_("Then the own link comes by mail. It can be left out."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def age_field():
    return forms.BooleanField(label=_("Is 13, or becomes 13 this year"), required=False)


class MemberForm(KeyedForm):
    """Somebody whom the leader writes down: a name is enough."""

    name = name_field()
    email = address_field()
    is_old_enough = age_field()

    @property
    def facts(self):
        names = ("key", "name", "email", "is_old_enough")
        return {name: self.cleaned_data[name] for name in names}


class ChangeMemberForm(WithoutPersonalNumbers):
    name = name_field()
    email = address_field()
    is_old_enough = age_field()
    role = forms.ChoiceField(
        label=_("Task"),
        choices=[row for row in CircleRole.choices if row[0] != CircleRole.LEADER],
        widget=forms.RadioSelect,
        help_text=_("A substitute may do all that the leader may."),
    )
    approved_on = forms.DateField(
        label=_("Approved by the study federation on"),
        required=False,
        help_text=_("Leave it empty until you have the answer."),
        **DAY,
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        if member.is_leader:
            del self.fields["role"]
            # Her account's own.
            del self.fields["email"]
        if not member.circle.is_study_circle:
            del self.fields["approved_on"]

    def clean(self):
        data = super().clean()
        if data.get("approved_on") and data.get("role") == CircleRole.PARTICIPANT:
            self.add_error(
                "approved_on",
                _(
                    "Only a leader or a substitute is approved. Empty the box, or choose substitute."
                ),
            )
        return data


class RemoveMemberForm(forms.Form):
    """Whoever came by the circle's link still has it."""

    renews_link = forms.BooleanField(
        label=_("Make a new link to the circle too, so that the old one lets nobody in"),
        required=False,
    )

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["renews_link"].initial = member.came_by_link


class JoinForm(KeyedForm):
    """By the circle's link, without an account."""

    name = LineField(
        label=_("What is your name?"),
        max_length=80,
        help_text=_("Your first name is enough. The others in the group see it."),
        error_messages={"required": _("Write your name, so that the others know who you are.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailLineField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "Then your own link comes by mail, and you find your way back. Only the leader sees the address."
        ),
    )
    is_old_enough = forms.BooleanField(label=_("I am 13, or become 13 this year"), required=False)

    @property
    def facts(self):
        names = ("key", "name", "email", "is_old_enough")
        return {name: self.cleaned_data[name] for name in names}


class TakePartForm(forms.Form):
    """One of the person's associations comes into the circle."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Which of your associations?"),
        error_messages={"required": _("Choose an association.")},
        widget=forms.RadioSelect,
        empty_label=None,
    )

    use_required_attribute = False

    def __init__(self, *args, ours, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = ours
