"""Nobody needs a mouse: everything here is done with Tab, space, arrows and Enter alone."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from consultations.models import Reply
from tests.browser.steps import heading, mailed_code, main_text, personal_links
from tests.browser.totp import SECRET, code_of
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory

FOCUSED = """() => {
  const here = document.activeElement
  const label = here.labels?.[0]?.innerText || here.value || here.innerText || ""
  // A tick and its words are one target, and the ring is drawn round both.
  const around = [here, here.closest("label"), here.closest(".choice")].filter(Boolean)
  const rings = around.map(part => getComputedStyle(part))
    .map(style => style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth))
  const box = here.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return {
    tag: here.tagName,
    type: here.type || "",
    name: here.name || "",
    words: (here.innerText || label).trim(),
    label: label.trim(),
    ring: Math.max(...rings),
    covered: !(top && (here.contains(top) || top.contains(here) || top.closest("label")?.contains(here)))
  }
}"""
FARTHEST = 80


class Keys:
    """A person at the keyboard, who sees where the focus is at every step."""

    def __init__(self, page):
        self.page = page
        self.struck = 0
        self.unseen = []
        self.last = ""

    def press(self, key):
        self.page.keyboard.press(key)
        self.struck += 1

    def tab_to(self, words="", *, name=""):
        """Forward to what is called so; fails when Tab does not come there."""
        for _ in range(FARTHEST):
            self.press("Tab")
            here = self.page.evaluate(FOCUSED)
            if here["tag"] == "BODY":
                continue
            if (here["ring"] < 2 and not self.is_the_browsers_own(here)) or here["covered"]:
                self.unseen.append(here)
            self.last = here["name"]
            if (name and here["name"] == name) or (
                words and words in {here["words"], here["label"]}
            ):
                return
        raise AssertionError(f"Tab does not come to {words or name}")

    def is_the_browsers_own(self, here):
        """The button for a calendar or a clock, last in its field, has a ring of the browser's."""
        return here["type"] in {"date", "time"} and here["name"] == self.last

    def choose(self, key="Enter"):
        with self.page.expect_navigation():
            self.press(key)

    def type(self, text):
        self.page.keyboard.type(text)
        self.struck += len(text)


@pytest.fixture
def keys(visit):
    keys = Keys(visit(width=1280))
    yield keys
    assert keys.unseen == []


def test_invitation_is_answered_by_keyboard(keys, record_property):
    invitation = InvitationFactory(meeting__seats_per_organisation=2)
    invitation.issue()
    keys.page.goto(f"/i/{invitation.token}/")

    keys.tab_to("Ja, vi kommer")
    keys.choose()
    keys.tab_to(name="persons")
    keys.press("ArrowDown")
    keys.tab_to(name="name_1")
    keys.type("Anna Berg")
    keys.tab_to(name="name_2")
    keys.type("Bo Ås")
    keys.tab_to("Hörslinga")
    keys.press("Space")
    keys.tab_to("Spara")
    keys.choose()

    reply = Reply.objects.get()
    assert [seat.name for seat in reply.live_seats] == ["Anna Berg", "Bo Ås"]
    assert [need.kind for need in reply.needs.all()] == ["hearing_loop"]
    record_property("keystrokes to answer an invitation", keys.struck)


def test_sign_up_as_oneself_by_keyboard(keys, ground, record_property):
    meeting = MeetingFactory()
    keys.page.goto(meeting.get_absolute_url())

    keys.tab_to("Anmäl er")
    keys.choose()
    keys.tab_to("För egen del")
    keys.choose()
    keys.tab_to(name="name_1")
    keys.type("Ellen Sagolin")
    keys.tab_to(name="email")
    keys.type("ellen@privat.example")
    keys.choose()
    [link] = personal_links(ground.letter_to("ellen@privat.example"), ground.url)
    keys.page.goto(link)
    keys.tab_to("Bekräfta")
    keys.choose()

    assert "Ni har en plats." in main_text(keys.page)
    record_property("keystrokes to sign up", keys.struck)


def test_sign_in_by_keyboard(keys, ground, record_property):
    lead = AssignmentFactory(user__email="maja@kulturallians.example", user__name="Maja Lind").user
    TOTP.activate(lead, SECRET)
    keys.page.goto("/konto/logga-in/")

    keys.tab_to(name="login")
    keys.type(lead.email)
    keys.choose()
    keys.tab_to(name="code")
    keys.type(mailed_code(ground.letter_to(lead.email)))
    keys.choose()
    keys.tab_to(name="code")
    keys.type(code_of(SECRET))
    keys.choose()

    assert heading(keys.page) == "Hej Maja Lind"
    record_property("keystrokes to sign in", keys.struck)


def test_skip_link_leads_past_the_menu(keys):
    keys.page.goto("/")

    keys.press("Tab")
    assert keys.page.evaluate(FOCUSED)["words"] == "Till innehållet"
    keys.press("Enter")
    keys.press("Tab")

    assert keys.page.evaluate("document.activeElement.closest('main') !== null")


def test_errors_have_the_focus(keys):
    keys.page.goto("/i/")
    keys.tab_to(name="code")
    keys.choose()

    # The summary comes first and is where the next Tab begins (CATALOGUE U8).
    assert keys.page.title().startswith("Fel:")
    assert keys.page.evaluate("document.activeElement.innerText").startswith("Något behöver rättas")
    keys.tab_to("Koden i brevet – Det här behöver fyllas i.")
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.name") == "code"
