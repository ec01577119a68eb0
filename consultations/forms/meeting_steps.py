"""One small form for each step in which a meeting is planned."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.forms.meeting import REMIND_DAYS
from consultations.forms.meeting_step import StepForm, day_field, long_text
from consultations.forms.meeting_time import TimeAndPlace, end_of
from consultations.models import (
    ACCESS,
    MEETING_LANGUAGES,
    Admission,
    MeetingKind,
    Organiser,
    Travel,
)
from consultations.planning import BY_SLUG, TRANSLATED, kept_in, wordings_of
from kick.lib import timetable
from kick.lib.fields import EmailLineField, LineField, WebsiteField

MOST_ITEMS = 30
MOST_QUESTIONS = 10
EMPTY_ROWS = 3


class AboutForm(StepForm):
    step = BY_SLUG["motet"]
    title = LineField(label=_("What is the meeting called?"), max_length=120)
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=MeetingKind)
    organiser = forms.ChoiceField(label=_("Who calls it?"), choices=Organiser)
    admission = forms.ChoiceField(
        label=_("Who may come?"),
        choices=Admission,
        widget=forms.RadioSelect,
        initial=Admission.OPEN,
    )
    contact_name = LineField(label=_("Who answers questions?"), max_length=120)
    contact_email = EmailLineField(label=_("Their e-mail"))
    contact_phone = LineField(label=_("Their phone"), max_length=30, required=False)


class TimeForm(TimeAndPlace, StepForm):
    step = BY_SLUG["tid-och-plats"]

    def shown(self, meeting, kept):
        return self.shown_time(meeting) | kept

    def prepare(self, user):
        self.prepare_place([self.meeting.region])
        self.prepare_time()


class PurposeForm(StepForm):
    step = BY_SLUG["syfte"]
    purpose = long_text(
        label=_("Why do we meet?"),
        max_length=4000,
        help_text=_("What it is about, and why just these are invited."),
    )
    influence = long_text(
        label=_("What can be influenced?"),
        max_length=4000,
        required=False,
        help_text=_("What is open, and what is already decided."),
    )
    feedback_on = day_field(
        label=_("When do they hear what became of it?"),
        required=False,
        help_text=_("A day that you promise. It stands on the meeting's page."),
    )

    def clean_feedback_on(self):
        day = self.cleaned_data["feedback_on"]
        if day and day < timezone.localtime(self.meeting.starts_at).date():
            raise forms.ValidationError(_("They hear of it after the meeting, not before."))
        return day


class ProgrammeForm(StepForm):
    step = BY_SLUG["program"]
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def shown(self, meeting, kept):
        self.items = timetable.items_of(kept["programme"])
        shown = {"rows": len(self.items)}
        for number, item in enumerate(self.items):
            shown |= {f"at_{number}": item.at, f"words_{number}": item.words}
        return shown

    def prepare(self, user):
        number = rows_sent(self.data.get("rows") if self.is_bound else self.initial.get("rows"))
        room = 0 if self.is_bound else EMPTY_ROWS
        self.number = min(MOST_ITEMS, max(number, len(self.items)) + room)
        self.initial["rows"] = self.number
        for row in range(self.number):
            self.fields[f"at_{row}"] = forms.TimeField(
                label=_("Time"),
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
            self.fields[f"words_{row}"] = LineField(
                label=_("What is done then"), required=False, max_length=150
            )

    @property
    def pairs(self):
        return [(self[f"at_{row}"], self[f"words_{row}"]) for row in range(self.number)]

    @property
    def can_have_more(self):
        return self.number < MOST_ITEMS

    def clean(self):
        data = super().clean()
        for row in range(self.number):
            at, words = data.get(f"at_{row}"), data.get(f"words_{row}")
            if at and not words and f"words_{row}" not in self.errors:
                self.add_error(f"words_{row}", _("Say what happens then, or take the time away."))
            if words and at is None and f"at_{row}" not in self.errors:
                self.add_error(f"at_{row}", _("Say when it begins."))
        return data

    @property
    def written_words(self):
        items = [
            timetable.Item(self.cleaned_data[f"at_{row}"], self.cleaned_data[f"words_{row}"])
            for row in range(self.number)
            if self.cleaned_data[f"words_{row}"]
        ]
        starts = timezone.localtime(self.meeting.starts_at).time()
        return {"programme": timetable.text_of(timetable.in_order(items, starts=starts))}


def rows_sent(value):
    text = str(value or 0)
    return (
        min(MOST_ITEMS, int(text)) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
    )


class QuestionFields:
    """The questions as fields, one a row."""

    def add_questions(self, number):
        self.question_names = [f"question_{row}" for row in range(1, number + 1)]
        for row, name in enumerate(self.question_names, 1):
            self.fields[name] = LineField(
                label=_("Question %d") % row, required=False, max_length=300
            )


class QuestionsForm(QuestionFields, StepForm):
    step = BY_SLUG["fragor"]
    material = long_text(
        rows=4,
        label=_("What should they read first?"),
        max_length=2000,
        required=False,
        help_text=_("With the address of the page where it is."),
    )
    material_on = day_field(
        label=_("When is everything out?"),
        required=False,
        help_text=_(
            "The day when the questions and what to read have been sent or stand on the page."
        ),
    )

    def shown(self, meeting, kept):
        asked = {f"question_{n}": wording for n, wording in enumerate(kept["questions"], 1)}
        self.asked = len(asked)
        return kept | asked

    def prepare(self, user):
        self.add_questions(min(MOST_QUESTIONS, max(EMPTY_ROWS, self.asked + 2)))
        self.order_fields(["stamp", *self.question_names, "material", "material_on"])

    @property
    def questions(self):
        typed = [self.cleaned_data[name] for name in self.question_names]
        return [wording for wording in typed if wording]


class LanguagesForm(StepForm):
    step = BY_SLUG["sprak"]
    languages = forms.MultipleChoiceField(
        label=_("What is spoken or signed?"),
        choices=list(MEETING_LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    interpreted = forms.MultipleChoiceField(
        label=_("What is it interpreted into?"),
        choices=list(MEETING_LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Interpreters that are booked already."),
    )
    interpreter_on_request = forms.BooleanField(
        label=_("We book another interpreter for whoever asks in time"), required=False
    )


class AccessForm(StepForm):
    step = BY_SLUG["tillganglighet"]
    access = forms.MultipleChoiceField(
        label=_("What does the place offer?"),
        choices=list(ACCESS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what you know. Ask whoever lends you the room about the rest."),
    )
    access_notes = long_text(
        label=_("Getting there and getting in"),
        max_length=2000,
        required=False,
        help_text=_(
            "In words: which bus and when the last one goes back, which door, where to park."
        ),
    )


class OnlineForm(StepForm):
    step = BY_SLUG["distans"]
    online_url = WebsiteField(
        label=_("Link for those who take part online"),
        required=False,
        help_text=_(
            "Shown only to those who have said that they come. Leave it empty when nobody can."
        ),
    )


class TravelForm(StepForm):
    step = BY_SLUG["resor"]
    travel = forms.ChoiceField(
        label=_("Do you pay for the journey?"),
        choices=Travel,
        widget=forms.RadioSelect,
        required=False,
    )
    travel_words = long_text(
        rows=3,
        label=_("What, and how do they get the money?"),
        max_length=1000,
        required=False,
        help_text=_("For example: the bus ticket, or 25 kronor for 10 km. Send the receipt to us."),
    )


class SeatsForm(StepForm):
    step = BY_SLUG["platser"]
    seats_total = forms.IntegerField(label=_("How many seats?"), min_value=1, max_value=10_000)
    seats_online = forms.IntegerField(
        label=_("How many seats online?"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Empty: nobody takes part online."),
    )
    seats_per_organisation = forms.IntegerField(
        label=_("How many from each association?"), min_value=1, max_value=100
    )
    reply_by = day_field(label=_("Last day to reply"), help_text=_("To the end of that day."))
    remind_days = forms.TypedMultipleChoiceField(
        label=_("When are those who come reminded?"),
        choices=REMIND_DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By mail, at the time of day when the meeting starts."),
    )

    def shown(self, meeting, kept):
        return kept | {"reply_by": timezone.localtime(meeting.registration_closes_at).date()}

    def clean_reply_by(self):
        day = self.cleaned_data["reply_by"]
        if day > timezone.localtime(self.meeting.starts_at).date():
            raise forms.ValidationError(_("The last day to reply cannot be after the meeting."))
        return day

    @property
    def facts(self):
        seats = {name: self.cleaned_data[name] for name in self.step.facts[:-1]}
        closes = min(end_of(self.cleaned_data["reply_by"]), self.meeting.starts_at)
        return seats | {"registration_closes_at": closes}


class TranslationForm(QuestionFields, StepForm):
    """Everything that the meeting says in words, in another language than Swedish."""

    step = TRANSLATED
    title = LineField(label=_("What is the meeting called?"), max_length=120)
    purpose = long_text(label=_("Why do we meet?"), max_length=4000, required=False)
    influence = long_text(label=_("What can be influenced?"), max_length=4000, required=False)
    programme = long_text(
        label=_("Programme"),
        max_length=4000,
        required=False,
        help_text=_("One item a line, with its time."),
    )
    material = long_text(
        rows=4, label=_("What should they read first?"), max_length=2000, required=False
    )
    access_notes = long_text(
        label=_("Getting there and getting in"), max_length=2000, required=False
    )
    travel_words = long_text(
        rows=3, label=_("How the journey is paid"), max_length=1000, required=False
    )

    def shown(self, meeting, kept):
        asked = {f"question_{n}": wording for n, wording in enumerate(kept["questions"], 1)}
        return kept | asked

    def prepare(self, user):
        asked = wordings_of(self.meeting)
        self.add_questions(len(asked))
        for name, wording in zip(self.question_names, asked, strict=True):
            self.fields[name].help_text = wording
        swedish = kept_in(self.meeting, TRANSLATED)
        for word in self.step.words:
            # What is empty in Swedish has nothing to be said in another language.
            if not swedish[word] and not self.initial.get(word):
                del self.fields[word]
            else:
                self.fields[word].help_text = swedish[word]

    @property
    def written_words(self):
        return {word: self.cleaned_data.get(word, "") for word in self.step.words}

    @property
    def questions(self):
        return [self.cleaned_data[name] for name in self.question_names]


FORMS = {
    form.step.slug: form
    for form in (
        AboutForm,
        TimeForm,
        PurposeForm,
        ProgrammeForm,
        QuestionsForm,
        LanguagesForm,
        AccessForm,
        OnlineForm,
        TravelForm,
        SeatsForm,
    )
}
