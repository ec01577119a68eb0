from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.models import PlanPart
from studyguide import checklists
from studyguide.manuscript import MARK
from studyguide.models import Goal, PassageKind, Question, TermText, TextLanguage


class WordsForm(forms.ModelForm):
    """What a project lead writes; a word in double brackets must be one that the glossary explains."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.language:
            # So that they are read aloud, and spelt, in the language that they are in.
            for name in self.instance.carried:
                attributes = {"lang": self.instance.lang, "dir": self.instance.direction}
                self.fields[name].widget.attrs |= attributes

    def clean(self):
        data = super().clean()
        marked = MARK.findall(data.get("body") or "")
        if marked:
            languages = [data.get("language", ""), TextLanguage.SWEDISH]
            terms = TermText.objects.written_in(*languages)
            explained = {spelling for term in terms for spelling in term.spellings}
            for word in marked:
                if word.lower() not in explained:
                    self.add_error("body", not_explained(word))
        self.refuse_unkeyed(data.get("body") or "")
        return data

    def refuse_unkeyed(self, body):
        """Every line of a checklist has its key: what regions have ticked off points at it."""
        passage = getattr(self.instance, "passage", None)
        if passage and passage.kind == PassageKind.CHECKLIST:
            for _number, message in checklists.flaws_in(enumerate(body.splitlines()), set()):
                self.add_error("body", message)


def not_explained(word):
    text = _(
        "The glossary does not explain “%(word)s”. Add it there first, or take the brackets away."
    )
    return ValidationError(text, code="not_explained", params={"word": word})


class QuestionForm(forms.ModelForm):
    goals = forms.MultipleChoiceField(
        label=Question._meta.get_field("goals").verbose_name,
        choices=Goal.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    plan_parts = forms.MultipleChoiceField(
        label=Question._meta.get_field("plan_parts").verbose_name,
        choices=PlanPart.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
