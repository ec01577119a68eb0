"""What people may write to a region, and what they say of who they are."""

import uuid

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.forms.reply import CodeForm
from consultations.models import Backing, ContributionKind, Sender
from kick.lib.fields import EmailLineField, LineField, TextField

# Signed, so that nobody can ask for the receipt of a statement whose id she has seen.
KEY_SALT = "kick.one-thing"


class PointForm(forms.Form):
    """One point: about a section, a question or the whole; `is_about_text` when there is a wording."""

    use_required_attribute = False

    point = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=ContributionKind,
        initial=ContributionKind.COMMENT,
        widget=forms.RadioSelect(attrs={"class": "choices-tight choices-short"}),
        error_messages={"required": _("Choose what it is.")},
    )
    body = TextField(
        label=_("Write here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    wording = TextField(
        label=_("How should the text read instead?"),
        required=False,
        help_text=_("If you want the text changed: write the new words as they should stand."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, is_about_text=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_about_text:
            del self.fields["wording"]
            self.fields["kind"].choices = [
                choice
                for choice in ContributionKind.choices
                if choice[0] in {ContributionKind.COMMENT, ContributionKind.NOTHING}
            ]

    @property
    def is_empty(self):
        """Nothing was written and nothing chosen beside what was preset: there is nothing to save."""
        said = [self.data.get(name, "").strip() for name in ("body", "wording")]
        is_point = self.data.get("point") or self.data.get("kind") != ContributionKind.COMMENT
        return not any(said) and not is_point

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        kind, says = data["kind"], data["body"] or data.get("wording")
        if kind == ContributionKind.WORDING and not data.get("wording"):
            self.add_error("wording", _("Write how the text should read, or choose Comment above."))
        elif kind == ContributionKind.NOTHING and says:
            self.add_error(
                "kind", _("You have written something: choose Comment, or take the text away.")
            )
        elif kind in {ContributionKind.COMMENT, ContributionKind.OBJECTION} and not says:
            self.add_error("body", _("Write something, or choose Support."))
        return data


class BackingForm(forms.Form):
    """Who stands behind what the association says; the region weighs it by that."""

    use_required_attribute = False

    backing = forms.ChoiceField(
        label=_("Who stands behind the answer?"),
        choices=Backing,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who stands behind it.")},
    )
    backed_on = forms.DateField(
        label=_("Which day was it decided?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    backing_words = LineField(
        label=_("In your own words"),
        required=False,
        max_length=120,
        help_text=_("For example: the board and the youth section."),
    )

    def clean_backed_on(self):
        day = self.cleaned_data["backed_on"]
        if day and not 1990 <= day.year <= timezone.localdate().year:
            raise forms.ValidationError(_("Is the year right?"))
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("backing") == Backing.OTHER and not data.get("backing_words"):
            self.add_error("backing_words", _("Write who it is."))
        return data


class SendForm(forms.Form):
    """To which of the colleagues who sign."""

    use_required_attribute = False

    to = forms.MultipleChoiceField(
        label=_("Who shall sign?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one colleague.")},
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            (
                str(row.user_id),
                f"{row.user.name}, {row.user.email}" if row.user.name else row.user.email,
            )
            for row in colleagues
        ]
        if len(colleagues) == 1:
            self.fields["to"].initial = [str(colleagues[0].user_id)]


class ReturnForm(forms.Form):
    use_required_attribute = False

    because = TextField(
        label=_("What should be changed?"),
        max_length=2000,
        help_text=_("Only you in the association see this."),
        error_messages={"required": _("Write what should be changed.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SubmitForm(forms.Form):
    """Who it is that hands in, where the account does not say so; whether a person's name is shown."""

    use_required_attribute = False

    signed_name = LineField(
        max_length=100,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    shows_name = forms.BooleanField(label=_("My name may be shown in public"), required=False)

    def __init__(self, *args, statement, user, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["signed_name"]
        name.initial = user.name
        if statement.is_an_organisations:
            del self.fields["shows_name"]
            name.label = _("Who are you?")
            name.help_text = _("Several may read this mailbox: write who signs.")
            # Somebody with a name and an address of her own has said so already.
            if user.name and user.email != statement.organisation.email.lower():
                del self.fields["signed_name"]
        else:
            name.label = _("Your name")
            name.initial = statement.person_name or user.name
            self.fields["shows_name"].initial = statement.shows_name


def about_choices(consultation):
    """Everything that there is to say something about, as the plan is read, then the questions."""
    sections = consultation.version.sections.in_order().with_texts() if consultation.version else []
    return [
        ("", _("The whole, or I do not know where it belongs")),
        *[(f"s:{row.key}", row.title) for row in sections],
        *[
            (f"q:{row.position}", str(row.title))
            for row in consultation.questions.prefetch_related("texts")
        ],
    ]


class OneThingForm(forms.Form):
    """The first of the three screens."""

    use_required_attribute = False

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    body = TextField(
        label=_("What do you want to say?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you want to say.")},
    )

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.fields["about"].choices = about_choices(consultation)

    @property
    def about_words(self):
        about = self.cleaned_data["about"]
        return dict(self.fields["about"].choices)[about] if about else _("The plan as a whole")

    def point(self):
        """As a contribution is made of it."""
        kind, _colon, key = self.cleaned_data["about"].partition(":")
        about = {}
        if kind == "s":
            about["section"] = self.consultation.version.sections.get(key=key)
        elif kind == "q":
            about["question"] = self.consultation.questions.get(position=int(key))
        return {"kind": ContributionKind.COMMENT, "body": self.cleaned_data["body"], **about}


class WhoForm(forms.Form):
    """The second: who says it. Nobody has to have a name or an organisation to be heard."""

    use_required_attribute = False

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    who = forms.ChoiceField(
        label=_("Who says it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who says it.")},
    )
    name = LineField(
        label=_("Your name"),
        max_length=100,
        required=False,
        help_text=_("Not needed if you answer without a name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    shows_name = forms.BooleanField(
        label=_("My name may be shown in public"),
        required=False,
    )
    email = EmailLineField(
        label=_("E-mail for the receipt"),
        required=False,
        help_text=_("May be left out: you get a code on the next page."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, organisations, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.organisations = {str(row.uuid): row for row in organisations}
        self.fields["who"].choices = [
            *[(key, row.name) for key, row in self.organisations.items()],
            (Sender.PERSON, _("I say it as myself")),
            (Sender.NAMELESS, _("I say it without a name")),
        ]
        if user.is_authenticated:
            self.fields["name"].initial = user.name
            self.fields["email"].initial = user.email

    @property
    def organisation(self):
        return self.organisations.get(self.cleaned_data["who"])

    @property
    def uuid(self):
        return uuid.UUID(signing.loads(self.cleaned_data["key"], salt=KEY_SALT))

    def clean_key(self):
        try:
            signing.loads(self.cleaned_data["key"], salt=KEY_SALT)
        except signing.BadSignature:
            raise forms.ValidationError(_("Press once more: the page was too old.")) from None
        return self.cleaned_data["key"]

    def clean(self):
        data = super().clean()
        is_named = data.get("who", Sender.NAMELESS) != Sender.NAMELESS
        if is_named and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write your name, or choose to say it without a name."))
        return data

    def said_by(self):
        """As `say_one_thing` wants it. Without a name nothing that was typed about it is kept."""
        sender = Sender.ORGANISATION if self.organisation else self.cleaned_data["who"]
        if sender == Sender.NAMELESS:
            return {"sender": sender, "email": self.cleaned_data["email"]}
        return {
            "sender": sender,
            "organisation": self.organisation,
            "by": self.user if self.user.is_authenticated else None,
            "name": self.cleaned_data["name"],
            "shows_name": self.cleaned_data["shows_name"],
            "email": self.cleaned_data["email"],
        }


def new_key():
    """For a page that is sent once, however many times its button is pressed."""
    return signing.dumps(str(uuid.uuid4()), salt=KEY_SALT)


class ReceiptCodeForm(CodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code of your receipt")
