"""What templates keep is made of plain words alone, so it cannot hold what is one reader's own."""

import re
from typing import NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser
from django.forms import ChoiceField, Form
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from organisations.models import Region
from tests.factories import AssignmentFactory, MeetingFactory, UserFactory
from tests.sign_in import sign_in

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def kept(inside, words=""):
    return Template(f"{{% load i18n %}}{{% kept {words} %}}{inside}{{% endkept %}}")


def made(template, **words):
    return template.render(Context(words))


def test_made_once_for_the_same_words():
    template = kept("{{ name }}", "name=name")

    assert made(template, name="Kör") == "Kör"
    node = template.nodelist[-1]
    assert made(template, name="Kör") == "Kör"
    assert len(node.made) == 1


def test_other_words_are_another_piece():
    template = kept("{{ name }} {{ number }}", "name=name number=number")

    assert made(template, name="Kör", number=1) == "Kör 1"
    assert made(template, name="Lag", number=1) == "Lag 1"
    assert made(template, name="Kör", number=2) == "Kör 2"


@pytest.mark.parametrize(
    "name", ["request", "user", "csrf_token", "perms", "messages", "secret", "view"]
)
def test_nothing_but_the_words_can_be_seen_inside(name):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    template = kept(f"[{{{{ {name} }}}}]{{% csrf_token %}}", "slug=slug")

    seen = template.render(RequestContext(request, {"slug": "x", "secret": "s", "view": "v"}))

    assert seen == "[]"


@pytest.mark.parametrize("word", [object(), ["a"], {"a": 1}, 1.5, AnonymousUser()])
def test_whatever_may_know_more_than_it_says_is_refused(word):
    with pytest.raises(TypeError):
        made(kept("{{ word }}", "word=word"), word=word)


def test_words_without_names_are_refused():
    with pytest.raises(TemplateSyntaxError):
        kept("x", "region")


def test_each_language_has_its_own():
    template = kept("{% translate 'Meetings' %}")

    with override("sv"):
        assert made(template) == "Möten"
    with override("fi"):
        assert made(template) == "Kokoukset"
    with override("sv"):
        assert made(template) == "Möten"


def test_a_word_that_waits_for_its_language_is_said_in_it():
    template = kept("{{ word }}", "word=word")
    word = gettext_lazy("Meetings")

    with override("sv"):
        swedish = made(template, word=word)
    with override("fi"):
        assert made(template, word=word) != swedish


def test_what_is_alike_but_printed_otherwise_is_told_apart():
    template = kept("{{ word }}", "word=word")

    assert made(template, word=mark_safe("<b>")) == "<b>"
    assert made(template, word="<b>") == "&lt;b&gt;"
    assert made(template, word=lazystr("<b>")) == "&lt;b&gt;"
    assert [made(template, word=word) for word in (1, True, "1", None)] == [
        "1",
        "True",
        "1",
        "None",
    ]


def test_no_more_is_kept_than_fits():
    template = kept("{{ word }}", "word=word")
    for number in range(1100):
        made(template, word=number)

    assert len(template.nodelist[-1].made) <= 500


def test_no_more_is_kept_than_fits_of_what_is_long():
    template = kept("{{ word }}", "word=word")
    for number in range(20):
        made(template, word=f"{number:0>200000}")

    assert sum(map(len, template.nodelist[-1].made.values())) <= 1_400_000


class Line(NamedTuple):
    name: str
    parts: tuple = ()


def test_a_row_of_words_is_read_by_its_names():
    template = kept(
        "{% for it in rows %}{{ it.name }}:{{ it.parts.0.name }} {% endfor %}", "rows=rows"
    )

    rows = (Line("Kör", (Line("alt"),)), Line("Lag"))

    assert made(template, rows=rows) == "Kör:alt Lag: "
    assert made(template, rows=rows[:1]) == "Kör:alt "


@pytest.mark.parametrize("word", [mark_safe("<b>"), lazystr("b"), ["a"], object()])
def test_a_row_holds_nothing_that_may_be_printed_in_two_ways(word):
    with pytest.raises(TypeError):
        made(kept("{{ row }}", "row=row"), row=(Line("Kör", (word,)),))


def options(html):
    return re.findall(r'<option value="([^"]*)"( selected)?[^>]*>([^<]*)', html)


def form_with(choices, chosen="", attrs=None):
    class Choosing(Form):
        field = ChoiceField(choices=choices)

    form = Choosing({"field": chosen})
    form.fields["field"].widget.attrs.update(attrs or {})
    return str(form["field"])


def test_a_kept_select_shows_its_own_choices_and_choice():
    places = [("1", "Eksjö"), ("2", "Vetlanda")]

    for chosen, choices in [
        ("1", places),
        ("2", places),
        ("2", places[::-1]),
        ("", [("1", "Aneby")]),
    ]:
        expected = [(value, " selected" * (value == chosen), name) for value, name in choices]
        assert options(form_with(choices, chosen)) == expected


def test_a_kept_select_escapes_what_is_not_safe():
    assert "&lt;b&gt;" in form_with([("1", "<b>")])
    assert "<b>" in form_with([("1", mark_safe("<b>"))])
    assert "&lt;b&gt;" in form_with([("1", "<b>")])


def test_a_kept_select_has_its_own_attributes():
    assert 'lang="sv"' in form_with([("1", "Kör")], attrs={"lang": "sv"})
    assert 'lang="sv"' not in form_with([("1", "Kör")])
    assert " disabled " in form_with([("1", "Kör")], attrs={"disabled": True})


@pytest.mark.django_db
class TestFrame:
    """The head and the foot of every page, whoever asked before."""

    def menu(self, client, path="/"):
        html = client.get(path).content.decode()
        nav = html[
            html.index('<nav class="nav"') : html.index("</nav>", html.index('<nav class="nav"'))
        ]
        return re.findall(r'<a href="([^"]+)" ?(aria-current="\w+")?', nav)

    def test_the_menu_is_that_of_the_region_and_the_page(self, client):
        Region.objects.filter(slug__in=["jonkoping", "kronoberg"]).update(is_active=True)

        for slug in ["jonkoping", "kronoberg", "jonkoping"]:
            menu = dict(self.menu(client, f"/{slug}/moten/"))
            assert menu[f"/{slug}/moten/"] == 'aria-current="page"'
            assert menu[f"/{slug}/kulturplan/"] == ""
            assert f"/{slug}/" in client.get(f"/{slug}/moten/").content.decode()
        assert dict(self.menu(client, "/"))[reverse("account_login")] == ""

    def test_a_page_below_is_marked_too(self, client):
        marked = [mark for _url, mark in self.menu(client, "/jonkoping/moten/?page=1") if mark]

        assert marked == ['aria-current="page"']
        meeting = MeetingFactory()
        menu = dict(self.menu(client, meeting.get_absolute_url()))
        assert menu["/jonkoping/moten/"] == 'aria-current="true"'
        assert menu["/jonkoping/kulturplan/"] == ""

    def test_the_menu_of_one_reader_is_never_another_ones(self):
        stranger, member, lead = Client(), Client(), Client()
        sign_in(member, UserFactory())
        sign_in(lead, AssignmentFactory().user)
        expected = {stranger: set(), member: {"/mitt/"}, lead: {"/mitt/", "/region/", "/admin/"}}

        for reader in [stranger, lead, member, stranger, member, lead]:
            urls = {url for url, _mark in self.menu(reader, "/om/")}
            assert urls & {"/mitt/", "/region/", "/admin/"} == expected[reader]
            assert (reverse("account_login") in urls) == (reader is stranger)

    def test_every_reader_has_a_token_of_her_own(self, client):
        first = TOKEN.findall(client.get("/om/").content.decode())
        second = TOKEN.findall(Client().get("/om/").content.decode())

        assert first and second
        assert not set(first) & set(second)

    def test_the_switch_leads_back_to_the_page(self, client):
        for path in ["/om/", "/jonkoping/moten/"]:
            assert f'name="next" value="{path}"' in client.get(path).content.decode()
