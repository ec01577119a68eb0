"""The link that lets its holder in: the leader sees who came, closes it, and takes somebody away."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from studyguide.actions import circle_members, circles
from studyguide.models import Circle
from tests.circle_factories import CircleMemberFactory, led_circle
from tests.factories import UserFactory
from tests.guide import our_guide
from tests.reading import page
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a13"
DAY = timedelta(days=1)


@pytest.fixture
def led(client):
    our_guide()
    client.circle, user = led_circle()
    client.base = f"/cirkel/{client.circle.uuid}/"
    sign_in(client, user)
    return client


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def join(circle, **words):
    return circle_members.join(circle=circle, key=KEY, name="Kim Ny", **words)


def link(circle):
    return f"/cirkel/med/{Circle.objects.get(pk=circle.pk).token}/"


def test_the_leader_sees_who_came_by_the_link_and_that_they_are_new(led):
    CircleMemberFactory(circle=led.circle, name="Uppskriven Ulla", joined_at=timezone.now())
    member = join(led.circle)

    listed = text(page(led, f"{led.base}deltagare/"))
    assert re.search(r"Kim Ny Deltagare kom in med länken \d+ \S+ Ta bort Kim Ny Ny", listed)
    assert "Uppskriven Ulla Deltagare med sedan" in listed
    assert member.is_new()
    assert not member.is_new(at=timezone.now() + 8 * DAY)
    assert not led.circle.members.get(name="Uppskriven Ulla").is_new()
    assert "Kim Ny Ny" in text(page(led, led.base))


def test_a_closed_link_lets_nobody_in_and_those_who_are_in_stay(led, client):
    member = join(led.circle)
    answer = led.post(f"{led.base}lank/stang/", {"do": "stang"}, follow=True)
    assert "Länken är stängd." in answer.content.decode()

    closed = page(client, link(led.circle))
    assert "Ingen mer kan gå med genom den här länken." in closed
    assert 'name="name"' not in closed
    sent = client.post(link(led.circle), {"key": "1" + KEY[1:], "name": "Ovälkommen"})
    assert sent.status_code == 422
    assert "Gruppen tar inte emot fler." in sent.content.decode()
    page(client, f"/cirkel/min/{member.token}/")
    assert led.circle.members.count() == 2

    led.post(f"{led.base}lank/stang/", {"do": "oppna"})
    assert 'name="name"' in page(client, link(led.circle))


def test_the_same_form_again_is_answered_when_it_has_closed_meanwhile():
    circle, leader = led_circle()
    member = join(circle)
    circles.open_to_new(circle=circle, by=leader, is_open=False)

    assert join(circle) == member
    with pytest.raises(circle_members.CircleIsClosed):
        circle_members.join(circle=circle, key="1" + KEY[1:], name="Kim")


def test_a_new_link_lets_people_in(led, client):
    led.post(f"{led.base}lank/stang/", {"do": "stang"})
    old = link(led.circle)

    led.post(f"{led.base}lank/")

    page(client, old, status=404)
    assert 'name="name"' in page(client, link(led.circle))


@pytest.mark.parametrize("renews", [True, False])
def test_somebody_is_taken_away_and_the_link_with_her_if_the_leader_likes(led, client, renews):
    member = join(led.circle)
    old, own = link(led.circle), f"/cirkel/min/{member.token}/"
    url = f"{led.base}deltagare/{member.uuid}/ta-bort/"
    assert f'href="{url}"' in page(led, f"{led.base}deltagare/")
    asked = page(led, url)
    assert "Ta bort Kim Ny?" in asked
    # She came by it, so it is ticked; who was written down has never had it.
    assert re.search(r'<input[^>]*name="renews_link"[^>]* checked', asked)
    other = CircleMemberFactory(circle=led.circle)
    unasked = page(led, f"{led.base}deltagare/{other.uuid}/ta-bort/")
    assert not re.search(r'<input[^>]*name="renews_link"[^>]* checked', unasked)

    for _press in range(2):
        sent = led.post(url, {"renews_link": "on"} if renews else {})
        assert sent.url == f"{led.base}deltagare/"

    assert not led.circle.members.filter(pk=member.pk).exists()
    page(client, own, status=404)
    page(client, old, status=404 if renews else 200)


def test_a_closed_link_stays_closed_when_somebody_is_taken_away():
    circle, leader = led_circle()
    member = join(circle)
    circles.open_to_new(circle=circle, by=leader, is_open=False)

    circle_members.remove_member(member=member, by=leader, renews_link=True)

    assert not Circle.objects.get(pk=circle.pk).is_open


def test_the_leader_is_not_taken_away(led):
    leader = led.circle.members.get()
    url = f"{led.base}deltagare/{leader.uuid}/ta-bort/"

    assert led.get(url).url == f"{led.base}deltagare/"
    led.post(url, {})

    assert led.circle.members.count() == 1


def test_only_who_leads_closes_it():
    circle, _leader = led_circle()
    outsider = UserFactory()
    CircleMemberFactory(circle=circle, user=outsider)

    with pytest.raises(circles.NotLeader):
        circles.open_to_new(circle=circle, by=outsider, is_open=False)

    assert Circle.objects.get(pk=circle.pk).is_open
