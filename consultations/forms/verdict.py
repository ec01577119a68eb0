from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import ContributionKind, Outcome, Section
from kick.lib.fields import LineField, TextField
from organisations.models import Track

# What people read in the address bar.
PARAMETERS = {
    "about": "om",
    "sender": "avsandare",
    "kind": "slag",
    "track": "spar",
    "state": "lage",
}
UNRELEASED, UNANSWERED, DRAFTED, ANSWERED = "ej-slappt", "obesvarat", "utkast", "besvarat"
STATES = [
    ("", _("All")),
    (UNRELEASED, _("Not released yet")),
    (UNANSWERED, _("Without an answer")),
    (DRAFTED, _("Answered in draft")),
    (ANSWERED, _("Answered")),
]
WHOLE = "helheten"


class ContributionFilter(forms.Form):
    """What an officer wants to see of what has come in; every choice is one of a list."""

    use_required_attribute = False

    about = forms.ChoiceField(label=_("About"), required=False)
    sender = LineField(label=_("Sender"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *ContributionKind.choices], required=False
    )
    track = forms.ChoiceField(
        label=_("Track"), choices=[("", _("All tracks")), *Track.choices], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("Everything")), *places_in(consultation)]

    def add_prefix(self, field_name):
        # Django asks for the names of labels and hidden fields too.
        return PARAMETERS.get(field_name, field_name)

    def select(self, contributions):
        """The contributions that are asked for; a choice that is not in the list chooses nothing."""
        wanted = self.cleaned_data
        if about := wanted.get("about"):
            contributions = chosen_place(contributions, about)
        if sender := wanted.get("sender"):
            contributions = contributions.from_sender(sender)
        if kind := wanted.get("kind"):
            contributions = contributions.of_kind(kind)
        if track := wanted.get("track"):
            contributions = contributions.of_track(track)
        return in_state(contributions, wanted.get("state"))


def places_in(consultation):
    """(value, words) of each question, each section and the whole."""
    for question in consultation.questions.prefetch_related("texts"):
        yield f"fraga-{question.position}", question.title
    if consultation.version:
        for section in consultation.version.sections.in_order().with_texts():
            yield f"avsnitt-{section.key}", section.title
    yield WHOLE, _("The plan as a whole")


def chosen_place(contributions, about):
    if about == WHOLE:
        return contributions.about_the_whole()
    kind, _dash, key = about.partition("-")
    return contributions.about_question(key) if kind == "fraga" else contributions.about(key)


def in_state(contributions, state):
    match state:
        case "ej-slappt":
            return contributions.unreleased()
        case "obesvarat":
            return contributions.unanswered()
        case "utkast":
            return contributions.answered_in_draft()
        case "besvarat":
            return contributions.answered()
    return contributions


class ReleaseForm(forms.Form):
    """The words that all may read; the original stays as it came."""

    public_body = TextField(
        label=_("What all may read"),
        required=False,
        help_text=_(
            "Take out what is somebody's own: names, addresses, numbers. Write […] where"
            " something is gone. Change nothing else."
        ),
    )
    public_wording = TextField(label=_("Proposed wording"), required=False)

    def __init__(self, *args, contribution, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "public_body": contribution.shown_body,
            "public_wording": contribution.shown_wording,
        }
        for field, original in [
            ("public_body", contribution.body),
            ("public_wording", contribution.wording),
        ]:
            if original:
                self.fields[field].required = True
                self.fields[field].widget.attrs["rows"] = 5
            else:
                del self.fields[field]


class VerdictForm(forms.Form):
    """The region's answer: what it does, and always why."""

    outcome = forms.ChoiceField(
        label=_("What does the region do?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Why?"),
        max_length=4000,
        help_text=_("In a few sentences that the sender understands. It is shown to all."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, verdict=None, **kwargs):
        if verdict:
            kwargs.setdefault("initial", {"outcome": verdict.outcome, "reason": verdict.reason})
        super().__init__(*args, **kwargs)


class VerdictOnOneForm(VerdictForm):
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=_("Section that is changed"),
        required=False,
        empty_label=_("None, or not decided"),
    )

    def __init__(self, *args, contribution, **kwargs):
        verdict = contribution.answer
        super().__init__(*args, verdict=verdict, **kwargs)
        consultation = contribution.statement.consultation
        if consultation.version_id is None:
            del self.fields["section"]
            return
        sections = Section.objects.filter(version=consultation.version_id).in_order()
        self.fields["section"].queryset = sections.with_texts()
        self.initial["section"] = verdict.section_id if verdict else contribution.section_id
