"""A line becomes a proposal; a proposal becomes a point of an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.statement import PointForm, about_choices
from consultations.models import ContributionKind
from kick.lib.fields import TextField
from organisations.forms.registration import WithoutPersonalNumbers
from studyguide import plan_places
from studyguide.models import Goal, Standing

LONGEST_VIEW = 2000


class PickForm(forms.Form):
    """Which lines of a note are to be proposals. By number, in the version `v` of the note: no word of it
    stands in an address."""

    v = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    rad = forms.MultipleChoiceField(
        label=_("Which lines shall be proposals?"), widget=forms.CheckboxSelectMultiple
    )

    use_required_attribute = False

    def __init__(self, *args, version, lines, **kwargs):
        super().__init__(*args, initial={"v": version}, **kwargs)
        self.version = version
        self.fields["rad"].choices = [(str(number), line) for number, line in lines]

    def clean_v(self):
        if self.cleaned_data["v"] != self.version:
            raise forms.ValidationError(_("Somebody has written since you chose."))
        return self.cleaned_data["v"]


class LiftForm(WithoutPersonalNumbers):
    """One line: where it belongs, what it serves, and whether the group is of one mind."""

    line = TextField(widget=forms.HiddenInput)
    section = forms.ChoiceField(label=_("Where in the plan does it belong?"), required=False)
    goal = forms.ChoiceField(
        label=_("Which national goal does it serve most?"),
        error_messages={"required": _("Choose the goal that it serves most.")},
    )
    standing = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=Standing,
        initial=Standing.AGREED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you agree.")},
    )
    other_view = TextField(
        label=_("What do the others say?"),
        max_length=LONGEST_VIEW,
        required=False,
        help_text=_(
            "Only if you think differently. It goes along with the proposal. Nobody's name."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, question, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = {row.key: row for row in sections}
        self.fields["section"].choices = plan_places.choices(sections, question.plan_parts)
        if not sections:
            del self.fields["section"]
        # The goals that the question bears on come first, and a single one is chosen already.
        own = [choice for choice in Goal.choices if choice[0] in question.goals]
        rest = [choice for choice in Goal.choices if choice[0] not in question.goals]
        self.fields["goal"].choices = [("", _("Choose")), *own, *rest]
        if len(own) == 1:
            self.fields["goal"].initial = own[0][0]

    @property
    def number(self):
        """Of the line, as its box was named."""
        return self.prefix.removeprefix("r")

    @property
    def words(self):
        """The line itself, to be shown above its boxes."""
        return self["line"].value()

    def clean(self):
        data = super().clean()
        differs = data.get("standing") == Standing.DIFFERING
        if "other_view" in self.errors or "standing" not in data:
            return data
        if differs and not data.get("other_view"):
            self.add_error("other_view", _("Write what the others say, or choose that you agree."))
        elif data.get("other_view") and not differs:
            self.add_error(
                "standing",
                _(
                    "You have written what others say: choose that you think differently, or empty it."
                ),
            )
        return data

    @property
    def facts(self):
        said = self.cleaned_data
        return {
            "line": said["line"],
            "section": self.sections.get(said.get("section", "")),
            "goal": said["goal"],
            "standing": said["standing"],
            "other_view": said["other_view"],
        }


class TakeForm(PointForm):
    """A proposal as it goes along in an answer: the words can be changed, and where it belongs."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)

    field_order = ["about", "kind", "body", "wording"]

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, is_about_text=consultation.version is not None, **kwargs)
        del self.fields["point"], self.fields["stamp"]
        self.consultation = consultation
        self.fields["about"].choices = about_choices(consultation)
        self.fields["kind"].choices = [
            choice
            for choice in self.fields["kind"].choices
            if choice[0] != ContributionKind.NOTHING
        ]

    def clean(self):
        data = super().clean()
        if self.errors or data["about"].startswith("s:"):
            return data
        if data.get("wording") or data["kind"] != ContributionKind.COMMENT:
            self.add_error(
                "about",
                _("Choose the section that it is about, or make it a comment without a wording."),
            )
        return data

    def point(self):
        """As `drafts.write_point` wants it."""
        said = self.cleaned_data
        kind, _colon, key = said["about"].partition(":")
        point = {"kind": said["kind"], "body": said["body"], "wording": said.get("wording", "")}
        if kind == "s":
            point["section"] = self.consultation.version.sections.get(key=key)
        elif kind == "q":
            point["question"] = self.consultation.questions.get(position=int(key))
        return point
