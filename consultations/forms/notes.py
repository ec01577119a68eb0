"""What is written after a meeting, and by those who take notes at it."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.forms.statement import about_choices
from consultations.models import PRINCIPLES, STEPS, Consultation
from kick.lib.fields import LineField, TextField, WebsiteField
from organisations.forms.registration import WithoutPersonalNumbers
from organisations.models import User

DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
MOST_DAYS = 60


class NoteForm(WithoutPersonalNumbers):
    """One thing that was said: about what the consultation asks, if there is one, or the meeting did."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    body = TextField(
        label=_("What was said?"),
        max_length=5000,
        help_text=_("Nobody's name. Write what was said, not who said it."),
        error_messages={"required": _("Write what was said.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    stays = forms.BooleanField(
        label=_("Is not passed on: it stays with us who are here"), required=False
    )

    def __init__(self, *args, meeting, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting, self.consultation = meeting, consultation
        choices = about_choices(consultation) if consultation else [("", _("Something else"))]
        choices += [
            (f"m:{row.position}", str(row)) for row in meeting.questions.prefetch_related("texts")
        ]
        self.fields["about"].choices = choices
        if len(choices) == 1:
            del self.fields["about"]

    def note(self):
        """As `write_note` wants it."""
        said = self.cleaned_data
        kind, _colon, key = said.get("about", "").partition(":")
        about = {}
        if kind == "s":
            about["section"] = self.consultation.version.sections.get(key=key)
        elif kind == "q":
            about["question"] = self.consultation.questions.get(position=int(key))
        elif kind == "m":
            about["asked"] = self.meeting.questions.get(position=int(key))
        return {
            "key": said["key"],
            "stamp": said["stamp"],
            "body": said["body"],
            "may_leave": not said["stays"],
            **about,
        }


class MinutesForm(WithoutPersonalNumbers):
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    body = TextField(
        label=_("Minutes"),
        max_length=100_000,
        required=False,
        help_text=_("A line that begins with # is a heading, with - an item in a list."),
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    stays = forms.BooleanField(
        label=_("Is not passed on: only for those who were there"), required=False
    )


class TableForm(WithoutPersonalNumbers):
    name = LineField(
        label=_("Which table or group?"),
        max_length=60,
        help_text=_("For example: Table 3, or The youth group."),
        error_messages={"required": _("Write what the table is called.")},
    )
    reply = forms.ChoiceField(
        label=_("Who takes the notes?"),
        required=False,
        help_text=_("The link goes by mail to the one you choose."),
    )

    def __init__(self, *args, coming, gets_link, **kwargs):
        super().__init__(*args, **kwargs)
        self.coming = {str(reply.uuid): reply for reply in coming}
        nobody = [("", _("I show the link to those at the table"))] if gets_link else [("", "---")]
        self.fields["reply"].choices = nobody + [
            (key, f"{reply.organisation_name}, {reply.address}")
            for key, reply in self.coming.items()
        ]
        self.fields["reply"].required = not gets_link
        self.fields["reply"].error_messages["required"] = _("Choose one of those who come.")

    def clean_reply(self):
        return self.coming.get(self.cleaned_data["reply"])


class HostForm(WithoutPersonalNumbers):
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes part?"),
        error_messages={"required": _("Choose who takes part.")},
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.running_meetings_in(meeting.region)
        self.fields["user"].label_from_instance = lambda user: user.name or user.email


class AboutForm(WithoutPersonalNumbers):
    """Which consultation the meeting serves; none for a meeting about nothing that is asked."""

    consultation = forms.ModelChoiceField(
        Consultation.objects.none(),
        label=_("Which consultation are the notes for?"),
        required=False,
        empty_label=_("None: the notes stand on the closing page only"),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        found = Consultation.objects.taking_statements().filter(region__in=meeting.region_ids)
        self.fields["consultation"].queryset = found.with_parts()
        self.fields["consultation"].label_from_instance = lambda row: row.title


class AskForm(WithoutPersonalNumbers):
    until = forms.DateField(
        label=_("Until when may they correct it?"),
        help_text=_("To the end of that day."),
        error_messages={"required": _("Choose the last day.")},
        **DAY,
    )

    def clean_until(self):
        day = self.cleaned_data["until"]
        left = (day - timezone.localdate()).days
        if left < 1:
            raise forms.ValidationError(_("Give them at least until tomorrow."))
        if left > MOST_DAYS:
            raise forms.ValidationError(_("Choose a day within two months."))
        return day


class CorrectionForm(WithoutPersonalNumbers):
    """`text` is what stands there; the minutes are too long to be written anew here."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    wording = TextField(
        label=_("How should it read?"),
        max_length=5000,
        required=False,
        help_text=_("Change the text so that it is right."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    comment = TextField(
        label=_("What is wrong?"),
        max_length=2000,
        required=False,
        help_text=_("If you would rather say it than write it anew."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keeps = forms.BooleanField(label=_("This shall not be passed on"), required=False)

    def __init__(self, *args, text, is_note, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text
        if is_note:
            self.fields["wording"].initial = text
        else:
            del self.fields["wording"]
            self.fields["comment"].help_text = _("Say which part, and how it should read.")

    def clean(self):
        data = super().clean()
        if data.get("wording") == self.text:
            data["wording"] = ""
        if not self.errors and not any(data.get(n) for n in ("wording", "comment", "keeps")):
            first = next(name for name in ("wording", "comment") if name in self.fields)
            self.add_error(
                first, _("Change the text or say what is wrong. If it is right you are done.")
            )
        return data


class DecideForm(WithoutPersonalNumbers):
    wording = TextField(
        label=_("How the note reads from now on"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class ClosingForm(WithoutPersonalNumbers):
    next_steps = TextField(
        label=_("What happens next?"),
        max_length=4000,
        required=False,
        help_text=_("Who does what with what was said, and when it can be seen."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    feedback_on = forms.DateField(
        label=_("By which day do those who came get an answer?"), required=False, **DAY
    )

    def clean_feedback_on(self):
        day = self.cleaned_data["feedback_on"]
        if day and not 2000 <= day.year <= timezone.localdate().year + 5:
            raise forms.ValidationError(_("Is the year right?"))
        return day


class MeetingDocumentForm(WithoutPersonalNumbers):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    title = LineField(label=_("Title"), max_length=150)
    day = forms.DateField(label=_("Day"), initial=timezone.localdate, **DAY)
    body = TextField(
        label=_("Text"),
        required=False,
        help_text=_("Paste it here. A line that begins with # is a heading."),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    url = WebsiteField(
        label=_("Or the address of a document elsewhere"),
        required=False,
        help_text=_(
            "For example a PDF on the region's website. It should be possible to read aloud."
        ),
    )

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data["body"]) == bool(data["url"]):
            self.add_error("body", _("Write the text here, or give an address; one of the two."))
        return data


class EvaluationForm(WithoutPersonalNumbers):
    """One question for each of the six principles, and a free word; each may be left out."""

    # The page says so once, and not beside each of seven.
    is_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (_principle, question) in PRINCIPLES.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=list(STEPS.items()),
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "choices-tight choices-short"}),
            )
        self.fields["word"] = TextField(
            label=_("Something you want to add?"),
            required=False,
            max_length=2000,
            help_text=_("Read by those who arranged the meeting. Nobody's name, please."),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.values()):
            first = next(iter(PRINCIPLES))
            self.add_error(first, _("Answer at least one of the questions."))
        return data

    @property
    def steps(self):
        return {name: self.cleaned_data[name] for name in PRINCIPLES}
