"""What the page of all components shows: made-up words, and one form with every kind of field."""

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import EmailLineField, LineField
from kick.lib.number_gate import WithoutPersonalNumbers
from organisations.coverage import county_map
from organisations.models import Municipality

# Swedish on purpose: samples of what people write, and no text of the programme's own.
ANSWERS = [
    ("yes", "Ja, vi kommer till Jönköping"),
    ("online", "Ja, vi är med på nätet"),
    ("no", "Nej, inte den här gången"),
]
NEEDS = [("loop", "Hörslinga"), ("wheelchair", "Plats för rullstol"), ("interpreter", "Tolk")]
TOWNS = [("0680", "Jönköping"), ("0685", "Vetlanda"), ("0617", "Gnosjö")]
HUES = [
    "01",
    "03",
    "04",
    "05",
    "06",
    "07",
    "08",
    "09",
    "10",
    "12",
    "13",
    "14",
    "17",
    "18",
    "19",
    "20",
    "21",
    "22",
    "23",
    "24",
    "25",
]


class ShowcaseForm(WithoutPersonalNumbers, forms.Form):
    answer = forms.ChoiceField(label="Kommer ni?", choices=ANSWERS, widget=forms.RadioSelect)
    name = LineField(
        label="Vem kommer?",
        help_text="Ni har två platser.",
        error_messages={"required": "Skriv namnet på den som kommer."},
    )
    email = EmailLineField(label="E-post", required=False)
    town = forms.ChoiceField(label="Kommun", choices=TOWNS)
    needs = forms.MultipleChoiceField(
        label="Behöver någon något av det här?",
        help_text="Uppgiften ses bara av den som ordnar mötet och raderas en vecka efteråt.",
        choices=NEEDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = forms.DateField(label="Dag", widget=forms.DateInput(attrs={"type": "date"}))
    word = forms.CharField(label="Vill ni säga något mer?", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Lista", required=False)
    alliance = forms.BooleanField(label="Vi vill veta mer om att bilda en kulturallians")


def _steps():
    return [
        {"title": "Inventering", "state": "done", "text": "412 föreningar i 13 kommuner"},
        {"title": "Samråd", "state": "done", "text": "Sex möten.", "url": "#", "link": "Läs mer"},
        {"title": "Utkastet är ute på remiss", "state": "here", "text": "Svara till 14 januari."},
        {"title": "Regionen svarar på varje synpunkt", "text": "Lovat till 1 mars"},
        {"title": "Regionfullmäktige beslutar"},
    ]


def _meetings():
    start = timezone.now().replace(hour=17, minute=0) + timedelta(days=16)
    return [
        {
            "url": "#",
            "title": title,
            "starts_at": start + timedelta(days=9 * place),
            "ends_at": start + timedelta(days=9 * place, hours=2, minutes=30),
            "where": where,
            "status": status,
            "status_kind": kind,
        }
        for place, (title, where, status, kind) in enumerate(
            [
                (
                    "Startmöte: en kulturallians i länet",
                    "Kulturhuset, Jönköping",
                    "23 kvar",
                    "good",
                ),
                ("Samråd om dansen", "Folkets hus, Vetlanda och på nätet", "Kö", "waiting"),
            ]
        )
    ]


def _map():
    places = [Municipality(code=code, name=name) for code, name in [*TOWNS, ("0682", "Nässjö")]]
    return county_map.draw(places, {"0680": 40, "0685": 12, "0617": None})


def examples(data=None):
    """The words for every component; with `data` the form is checked, so that errors show."""
    return {
        "form": ShowcaseForm(data),
        "hues": HUES,
        "steps": _steps(),
        "meetings": _meetings(),
        "page": Paginator(range(95), 25).get_page(2),
        "terms": [
            (_("When"), "tisdag 8 december 2026 kl. 18.00–20.30"),
            (_("Where"), "Kulturhuset, Jönköping"),
        ],
        "facts": [("412", "föreningar"), ("13 av 13", "kommuner"), ("4", "utan dansförening")],
        "crumbs": [("Region Jönköpings län", "#"), ("Möten", "#"), ("Startmöte", "")],
        "rows": [
            {"term": "Namn", "value": "Exempelbygdens spelmanslag", "url": "#"},
            {"term": "Webbplats", "value": "", "url": "#"},
        ],
        "heads": ["Förening", "Kommun", "Platser"],
        "cells": [["Spelmanslaget", "Gnosjö", 2], ["Revysällskapet", "Vetlanda", 1]],
        "numbers": [2],
        "map": _map(),
    }
