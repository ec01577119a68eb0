import uuid
from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import ConsultationKind, PlanVersion, Publishing
from kick.lib.fields import LineField, TextField
from organisations.models import Region

MOST_QUESTIONS = 10
QUESTIONS_SHOWN = 3
YEARS_AHEAD = 5
FACTS = ("kind", "version", "answer_by", "case_number", "publishing")
WORDS = ("title", "purpose", "can_change", "cannot_change")
DAYS = ("first_day", "last_day", "answer_by")
# The questions come last, beside the button that gives room for one more.
ORDER = ("region", "kind", "version", *WORDS, *DAYS, "publishing", "case_number")


def day_field(**options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


def begins(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def ends(day):
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class DaysForm(forms.Form):
    """When people can answer until, and when the region answers them."""

    last_day = day_field(label=_("Last day to answer"), help_text=_("To the end of that day."))
    answer_by = day_field(
        label=_("When do you answer at the latest?"),
        help_text=_("Shown from the first day: then those who answered know what became of it."),
    )
    case_number = LineField(
        label=_("Case number"),
        max_length=40,
        required=False,
        help_text=_("The registry's number, for example RJL 2026/1234."),
    )

    def clean(self):
        data = super().clean()
        days = {name: data.get(name) for name in DAYS}
        this_year = timezone.localdate().year
        for name, day in days.items():
            if day and not this_year - 1 <= day.year <= this_year + YEARS_AHEAD:
                self.add_error(name, _("Look at the year."))
                days[name] = None
        if days["last_day"] and days["first_day"] and days["last_day"] < days["first_day"]:
            self.add_error("last_day", _("The last day must come after the first."))
        elif days["last_day"] and days["answer_by"] and days["answer_by"] <= days["last_day"]:
            self.add_error("answer_by", _("You answer after the last day to answer."))
        return data

    @property
    def closes_at(self):
        return ends(self.cleaned_data["last_day"])


class ChangeDaysForm(DaysForm):
    """After it has been published."""

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.initial = {
            "last_day": timezone.localtime(consultation.closes_at).date(),
            "answer_by": consultation.answer_by,
            "case_number": consultation.case_number,
        } | self.initial
        if consultation.is_late():
            self.fields["last_day"].disabled = True
            self.fields["last_day"].help_text = _(
                "It has been. Answers that come late are taken and marked."
            )

    def clean_last_day(self):
        day = self.cleaned_data["last_day"]
        if day < timezone.localtime(self.consultation.closes_at).date():
            raise forms.ValidationError(_("The last day can only be moved later."))
        return day

    @property
    def closes_at(self):
        """To the second what it was, unless the day is another."""
        return super().closes_at if "last_day" in self.changed_data else self.consultation.closes_at


class ConsultationForm(DaysForm):
    """A consultation, its Swedish words and its questions, in the order in which one thinks of it."""

    # Becomes the new consultation's public id, so that a form that is sent twice is one of them.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    rows = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_QUESTIONS
    )
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    kind = forms.ChoiceField(
        label=_("What kind is it?"), choices=ConsultationKind, widget=forms.RadioSelect
    )
    version = forms.ModelChoiceField(
        PlanVersion.objects.none(),
        label=_("Which draft do people answer?"),
        required=False,
        empty_label=_("None, nothing is written yet"),
        help_text=_("Only drafts that are out for comment can be chosen."),
    )
    title = LineField(label=_("What is it called?"), max_length=120)
    purpose = TextField(label=_("Why do you ask?"), max_length=4000)
    can_change = TextField(
        label=_("What can be changed?"),
        max_length=4000,
        help_text=_("Be exact: it is what people spend their evenings on."),
    )
    cannot_change = TextField(
        label=_("What cannot be changed?"),
        max_length=4000,
        required=False,
        help_text=_("What is decided already, and by whom."),
    )
    first_day = day_field(label=_("First day to answer"))
    publishing = forms.ChoiceField(
        label=_("When can everybody read the answers?"),
        choices=Publishing,
        widget=forms.RadioSelect,
        initial=Publishing.AS_THEY_COME,
        help_text=_("Each is looked through for personal data first."),
    )

    def __init__(self, *args, user, consultation=None, rows=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("purpose", "can_change", "cannot_change"):
            self.fields[name].widget.attrs["rows"] = 5
        regions = Region.objects.active().filter(pk__in=user.authority_region_ids).by_name()
        self.fields["region"].queryset = regions
        own = consultation and consultation.version_id
        self.fields["version"].queryset = PlanVersion.objects.out_or(own).written_by(user)
        self.region = consultation.region if consultation else None
        if not self.region and len(regions) == 1:
            self.region = regions[0]
        if self.region:
            del self.fields["region"]
        self._add_questions(self._shown(rows))
        self.order_fields([*ORDER, *self.question_names])

    def _shown(self, rows):
        """As many as were shown when the form was sent, and at least three."""
        sent = self.data.get("rows", "") if self.is_bound else str(rows or 0)
        number = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 3 else 0
        return max(QUESTIONS_SHOWN, min(number, MOST_QUESTIONS))

    def _add_questions(self, number):
        self.initial["rows"] = number
        self.question_names = [f"question_{n}" for n in range(1, number + 1)]
        for n, name in enumerate(self.question_names, 1):
            self.fields[name] = LineField(
                label=_("Question %d") % n,
                max_length=300,
                required=False,
                help_text=_("What do you want to know, besides what people say about the text?")
                if n == 1
                else "",
            )

    @property
    def can_ask_more(self):
        return len(self.question_names) < MOST_QUESTIONS

    def clean(self):
        data = super().clean()
        version = data.get("version")
        region = self.region or data.get("region")
        if data.get("kind") == ConsultationKind.REMISS and not version and "version" in data:
            self.add_error("version", _("Choose the draft that people are to answer."))
        elif version and region and version.plan.region_id != region.pk:
            self.add_error("version", _("That is the plan of another region."))
        if data.get("last_day") and data["last_day"] < timezone.localdate():
            self.add_error("last_day", _("That day has been."))
        return data

    @property
    def facts(self):
        data = self.cleaned_data
        moments = {"opens_at": begins(data["first_day"]), "closes_at": self.closes_at}
        return {name: data[name] for name in FACTS} | moments

    @property
    def written_words(self):
        return {word: self.cleaned_data[word] for word in WORDS}

    @property
    def questions(self):
        """Those with words, in their order."""
        return [self.cleaned_data[name] for name in self.question_names if self.cleaned_data[name]]


def kept_in(consultation, questions):
    """What the form shows of a consultation that is there."""
    text = consultation.texts.filter(language="sv").first()
    return {
        **{name: getattr(consultation, name) for name in FACTS},
        **{word: getattr(text, word, "") for word in WORDS},
        **{f"question_{n}": wording for n, wording in enumerate(questions, 1)},
        "first_day": timezone.localtime(consultation.opens_at).date(),
        "last_day": timezone.localtime(consultation.closes_at).date(),
    }
