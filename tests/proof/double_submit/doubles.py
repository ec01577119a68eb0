"""What the project lead presses about two entries that may be one association."""

from django.urls import reverse

from organisations.actions import merging
from organisations.models import Double
from tests.factories import OrganisationFactory
from tests.proof.double_submit.press import lead


def pair():
    kept, other = OrganisationFactory(), OrganisationFactory()
    return Double.objects.create(first=kept, second=other, score=90, reasons=["same_words"])


def page(model, name, *keys):
    return reverse(f"admin:organisations_{model}_{name}", args=keys)


def merged():
    """The form as it is shown, with what is ticked from the beginning."""
    double, client = pair(), lead()
    path = page("double", "change", double.pk)
    context = client.get(path).context
    fields = {field.name: field.value() for field in context["form"].questions()}
    return client, path, fields | {"behall": context["kept"].pk, "seen": context["seen"]}


def told_apart():
    return lead(), page("double", "different", pair().pk), {"because": "Två styrelser."}


def asked_again():
    double = pair()
    double.tell_apart(by=None)
    return lead(), page("double", "ask_again", double.pk), {}


def searched():
    pair()
    return lead(), page("double", "search"), {}


def undone():
    double = pair()
    merge = merging.merge_organisations(
        survivor=double.first, absorbed=double.second, choices={}, by=None
    )
    return lead(), page("merge", "undo", merge.pk), {}


FORMS = {
    "admin:organisations_double_change": [merged],
    "admin:organisations_double_different": [told_apart],
    "admin:organisations_double_ask_again": [asked_again],
    "admin:organisations_double_search": [searched],
    "admin:organisations_merge_undo": [undone],
}
