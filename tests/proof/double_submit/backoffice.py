"""What a national lead sends in the admin: every form of every model that is registered there."""

from datetime import date
from functools import partial

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from kick.lib.privacy_documents import DOCUMENTS
from organisations.models import (
    ActivityWord,
    ArtForm,
    Assignment,
    DocumentApproval,
    ImportBatch,
    Letter,
    LetterStatus,
    Minority,
    Organisation,
    PersonRequest,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    User,
)
from studyguide.models import Chapter, Guide, Passage, Question, Term
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.guide_factories import (
    ChapterFactory,
    GuideFactory,
    GuideQuestionFactory,
    PassageFactory,
    TermFactory,
)
from tests.proof.double_submit.press import NEW_ART_FORM, NEW_WORD, lead

NEW = {
    Organisation: {
        "name": "Nya spelmanslaget",
        "kind": "association",
        "municipality": "0680",
        "contact_language": "sv",
        "source": "Kommunen",
    },
    PersonRequest: {
        "kind": "erasure",
        "email": "begar@exempel.se",
        "received_on": "2026-11-30",
    },
    User: {"email": "ny@exempel.se", "name": "Ny Person", "language": "sv", "is_active": True},
    Assignment: {"email": "ny@exempel.se", "name": "Ny", "role": Role.REGION_OFFICER},
    ArtForm: {"code": NEW_ART_FORM, "name": "Ny konstform", "area": "film", "position": 99},
    ActivityWord: {"word": NEW_WORD, "culture": "no"},
    Chapter: {"key": "ny-traff", "position": 9},
    Passage: {"key": "ny-del", "kind": "reading", "position": 9},
    Question: {"key": "ny-fraga", "position": 9},
    Term: {"key": "nytt-ord"},
}
# What a new row hangs on, which is made for it.
PARENTS = {
    Assignment: ("region", lambda: Region.objects.get(slug="jonkoping")),
    Chapter: ("guide", GuideFactory),
    Passage: ("chapter", ChapterFactory),
    Question: ("chapter", ChapterFactory),
}
MAKERS = {
    User: UserFactory,
    Organisation: OrganisationFactory,
    Guide: GuideFactory,
    Chapter: ChapterFactory,
    Passage: PassageFactory,
    Question: GuideQuestionFactory,
    Term: TermFactory,
}
CHANGED = {
    Organisation: {"city": "Huskvarna"},
    User: {"name": "Ett annat namn"},
    ArtForm: {"words": "visor"},
    ActivityWord: {"culture": "unsure"},
    Minority: {"position": 7},
    Region: {"contact_name": "Ada Berg"},
    Guide: {"audience": "officials"},
    Chapter: {"position": 7},
    Passage: {"kind": "exercise"},
    Question: {"position": 7},
    Term: {},
}
# The import has pages of its own.
BY_ITSELF = {ImportBatch}


def national():
    return lead(region=None)


def page(model, name, *words):
    return reverse(name_of(model, name), args=words)


def sent(value):
    """As the browser sends what stands in a field; None when it sends nothing."""
    match value:
        case True:
            return "on"
        case None | False:
            return None
        case list():
            return [getattr(part, "pk", part) for part in value]
        case date():
            return value.isoformat()
    return str(value)


def as_shown(client, path, **changed):
    """The page's form as it came, with these changes."""
    context = client.get(path).context
    form = context["adminform"].form
    fields = {field.html_name: field.value() for field in form if not field.field.disabled}
    for inline in context["inline_admin_formsets"]:
        management = inline.formset.management_form
        fields |= {field.html_name: field.value() for field in management}
    fields = {name: sent(value) for name, value in (fields | changed).items()}
    return {name: value for name, value in fields.items() if value is not None}


def add(model):
    client, path = national(), page(model, "add")
    changed = dict(NEW[model])
    if model in PARENTS:
        name, parent = PARENTS[model]
        changed[name] = parent().pk
    return client, path, as_shown(client, path, **changed)


def row_of(model):
    return MAKERS[model]() if model in MAKERS else model.objects.order_by("pk").first()


def change(model):
    client, path = national(), page(model, "change", row_of(model).pk)
    return client, path, as_shown(client, path, **CHANGED[model])


def take_role_away():
    path = page(Assignment, "delete", AssignmentFactory(role=Role.REGION_OFFICER).pk)
    return national(), path, {"post": "yes"}


def answer_a_request():
    asked = PersonRequest.objects.create(kind="erasure", email="begar@exempel.se")
    return national(), page(PersonRequest, "change", asked.pk), {"do": "carry_out"}


def approve_a_document():
    DocumentApproval.objects.all().delete()
    document = DOCUMENTS[0]
    fields = {"document": document.key, "fingerprint": document.fingerprint}
    return national(), page(DocumentApproval, "changelist"), fields


def decided(button):
    organisation = OrganisationFactory(reported=True)
    client, path = national(), page(Organisation, "change", organisation.pk)
    return client, path, as_shown(client, path) | {button: ""}


def action(model, name, make):
    fields = {"action": name, ACTION_CHECKBOX_NAME: [make().pk], "index": "0"}
    return national(), page(model, "changelist"), fields


def asked_for(**words):
    return Representative.objects.create(
        user=UserFactory(), organisation=OrganisationFactory(), **words
    )


def approved():
    return asked_for(status=RepresentativeStatus.APPROVED, decided_at=timezone.now())


def refused():
    return Letter.objects.create(
        purpose="invitation",
        recipient="info@forening.example",
        about="meeting:1",
        occasion="invitation",
        subject="Inbjudan",
        body="Kom.",
        status=LetterStatus.FAILED,
    )


def term_in(language):
    term = Term.objects.create(key="nytt-ord")
    term.texts.create(language=language, word="samråd", definition="…")
    return term


def reported():
    return OrganisationFactory(reported=True)


ACTIONS = {
    Organisation: {"approve": reported, "reject": reported, "rest": OrganisationFactory},
    User: {"reset_second_factor": UserFactory},
    Representative: {"approve": asked_for, "decline": asked_for, "end": approved},
    Letter: {"queue_again": refused},
    Term: {"read_fi": partial(term_in, "fi"), "read_en": partial(term_in, "en")},
}


def may(permission, request):
    """The models that the registered admins let this person add, change or delete."""
    return {
        model
        for model, owner in admin.site._registry.items()
        if getattr(owner, f"has_{permission}_permission")(request) and model not in BY_ITSELF
    }


def offered(request):
    """What the lists let this person do with what is ticked, by model."""
    actions = {
        model: set(owner.get_actions(request)) - {"delete_selected"}
        for model, owner in admin.site._registry.items()
    }
    return {model: names for model, names in actions.items() if names}


def name_of(model, view):
    return f"admin:{model._meta.label_lower.replace('.', '_')}_{view}"


FORMS = {
    **{name_of(model, "add"): [partial(add, model)] for model in NEW},
    **{name_of(model, "change"): [partial(change, model)] for model in CHANGED},
    **{
        name_of(model, "changelist"): [
            partial(action, model, name, make) for name, make in actions.items()
        ]
        for model, actions in ACTIONS.items()
    },
    name_of(Assignment, "delete"): [take_role_away],
    name_of(PersonRequest, "change"): [answer_a_request],
    name_of(DocumentApproval, "changelist"): [approve_a_document],
}
FORMS[name_of(Organisation, "change")] += [
    partial(decided, "_approve"),
    partial(decided, "_reject"),
]
