from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from organisations.models import (
    Double,
    ImportBatch,
    Letter,
    Organisation,
    Outreach,
    Representative,
    Tip,
)

register = template.Library()
MOST = 1_000


class App(NamedTuple):
    app_label: str
    app_url: str
    name: str
    models: tuple


class Model(NamedTuple):
    object_name: str
    name: str
    admin_url: str
    add_url: str


class Asked(NamedTuple):
    path: str


@register.filter
def menu(apps):
    """The admin's menu in plain words: it is the same on every page of whoever has the same rights."""
    return tuple(
        App(app["app_label"], app["app_url"], str(app["name"]), tuple(map(_model, app["models"])))
        for app in apps
    )


def _model(model):
    urls = (model["admin_url"] or "", model["add_url"] or "")
    return Model(model["object_name"], str(model["name"]), *urls)


@register.filter
def asked(request):
    """As much of the request as the menu reads."""
    return Asked(request.path)


@register.simple_tag
def tasks_today(user):
    """What waits for the project lead: words with the number, and the list where it is done."""
    tasks = [
        (
            Organisation.objects.run_by(user).reported(),
            listed("organisation", "status__exact=reported"),
            lambda n: ngettext(
                "%(number)s organisation is reported: look at it and approve it",
                "%(number)s organisations are reported: look at them and approve them",
                n,
            ),
        ),
        (
            Representative.objects.run_by(user).waiting(),
            reverse("organisations:desk_claims"),
            lambda n: ngettext(
                "%(number)s person asks to represent an organisation",
                "%(number)s persons ask to represent an organisation",
                n,
            ),
        ),
        (
            Double.objects.run_by(user).open().likely(),
            listed("double", "sakerhet=trolig"),
            lambda n: ngettext(
                "%(number)s pair is likely one association: look at it",
                "%(number)s pairs are likely one association each: look at them",
                n,
            ),
        ),
        (
            ImportBatch.objects.run_by(user).waiting(),
            listed("importbatch", "status__in=mapping,staged"),
            lambda n: ngettext(
                "%(number)s list is opened and not yet read in",
                "%(number)s lists are opened and not yet read in",
                n,
            ),
        ),
        (
            Letter.objects.visible_to(user).failed(),
            listed("letter", "status__exact=failed"),
            lambda n: ngettext(
                "%(number)s letter was refused: is the address right?",
                "%(number)s letters were refused: are the addresses right?",
                n,
            ),
        ),
    ]
    tasks += [
        (
            Outreach.objects.run_by(user).due(),
            reverse("organisations:outreach_list"),
            lambda n: ngettext(
                "%(number)s association to ring or visit today",
                "%(number)s associations to ring or visit today",
                n,
            ),
        ),
        (
            Tip.objects.run_by(user).waiting(),
            reverse("organisations:outreach_list"),
            lambda n: ngettext(
                "%(number)s tip about an association", "%(number)s tips about associations", n
            ),
        ),
    ]
    found = [(rows.order_by()[: MOST + 1].count(), url, words) for rows, url, words in tasks]
    return [
        {
            "words": words(number) % {"number": number if number <= MOST else f"> {MOST}"},
            "url": url,
        }
        for number, url, words in found
        if number
    ]


def listed(name, query):
    return reverse(f"admin:organisations_{name}_changelist") + f"?{query}"
