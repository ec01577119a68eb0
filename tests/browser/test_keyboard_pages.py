"""Every page of the inventory by keyboard alone: all of it is reached, seen, and left again, both ways."""

import pytest

from tests.browser import (
    admin_states,
    alliance_states,
    coverage_states,
    inventory_states,
    method_states,
    outreach_states,
    page_states,
    privacy_states,
)
from tests.browser.conftest import DESK
from tests.browser.test_axe import listed, shown
from tests.browser.test_keyboard import FOCUSED

# Where the focus is, whether it has been there, and whether it is on something that can be unfolded.
STEP = """() => {
  const here = document.activeElement, step = (FOCUSED)()
  step.been = "walked" in here.dataset
  here.dataset.walked = ""
  step.html = here.outerHTML.slice(0, 120)
  step.folded = here.matches("details:not([open]) > summary")
  // What is taller than the screen, or goes on on the next line, need not show its middle.
  const [line] = here.getClientRects()
  const corners = [line?.x + 4, line?.right - 4].flatMap(x => [line?.y + 4, line?.bottom - 4].map(y => [x, y]))
  const tops = corners.map(([x, y]) => document.elementFromPoint(x, y))
  step.covered &&= !tops.some(top => top && (here.contains(top) || top.contains(here)))
  return step
}""".replace("FOCUSED", FOCUSED)
FORGET = """() => {
  for (const part of document.querySelectorAll("[data-walked]")) delete part.dataset.walked
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute("tabindex")
}"""
# All that takes the focus and can be seen; one of a group of radios stands for all of them.
MISSED = """() => {
  const parts = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(part => part.tabIndex >= 0 && !part.disabled && part.type !== "hidden")
    .filter(part => part.checkVisibility({visibilityProperty: true}))
  const reached = part => "walked" in part.dataset || (part.type === "radio"
    && parts.some(one => one.name === part.name && one.form === part.form && "walked" in one.dataset))
  return {all: parts.length, missed: parts.filter(part => !reached(part)).map(part => part.outerHTML.slice(0, 120))}
}"""
# A field for a date has parts of its own, which Tab passes one by one. The last of them, where one
# comes in from behind, is the browser's button for its calendar with a ring of its own.
STAYS = 8


def walk(page, key):
    """What is wrong on the way from one end of the page to the other, with everything unfolded."""
    wrong, stays, steps = [], 0, 0
    page.evaluate(FORGET)
    while True:
        page.keyboard.press(key)
        here = page.evaluate(STEP)
        steps += 1
        if here["tag"] == "BODY":
            if steps > 1:
                return wrong
            continue
        stays = stays + 1 if here["been"] else 0
        if stays > STAYS:
            # Round again from the other end, or caught.
            return wrong
        if here["been"]:
            continue
        if here["ring"] < 2 and not comes_in_by_the_calendar(key, here):
            wrong.append(f"{key}: no ring on {here['html']}")
        if here["covered"]:
            wrong.append(f"{key}: {here['html']} is covered")
        if here["folded"]:
            page.keyboard.press("Space")
            if page.evaluate(STEP)["folded"]:
                wrong.append(f"{key}: {here['html']} does not unfold")


def comes_in_by_the_calendar(key, here):
    return key == "Shift+Tab" and 'type="date"' in here["html"]


def walked(page):
    """(what is wrong, how many parts of the page take the focus), there and back."""
    wrong, parts = [], 0
    for key in ("Tab", "Shift+Tab"):
        wrong += walk(page, key)
        found = page.evaluate(MISSED)
        parts = found["all"]
        wrong += [f"{key}: does not come to {html}" for html in found["missed"]]
    return wrong, parts


def skips(page):
    """The first Tab offers the way past the menu, and it leads into what the page is about."""
    page.evaluate("window.scrollTo(0, 0)")
    page.reload()
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)["words"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate(
        "document.activeElement.closest('main, #content, #content-start') !== null"
    )
    return [] if inside else [f"{first}: does not lead past the menu"]


def walk_through(visit, states, world, record_property):
    pages, wrong, parts = {}, [], 0
    for state in states:
        if state.who not in pages:
            user = getattr(world, state.who) if state.who else None
            pages[state.who] = visit(width=DESK, user=user)
        page = pages[state.who]
        page.goto(state.path)
        if state.do:
            state.do(page)
        if shown(page) != state.name:
            wrong.append(f"{state.path}: this is {shown(page)}")
        found, number = walked(page)
        if not state.do:
            found += skips(page)
        parts += number
        wrong += [f"{state.name} {state.path}: {one}" for one in found]
    record_property("pages walked through by keyboard", len(states))
    record_property("links, buttons and fields reached by keyboard", parts)
    return wrong


def register_states(world):
    names = {"organisation_list", "organisation_map", "organisation_detail", "tip_new", "open_data"}
    return [
        state
        for state in page_states.open_pages(world)
        if state.name.removeprefix("organisations:") in names
    ]


def import_states(world):
    return [state for state in admin_states.admin(world) if "/importbatch/" in state.path]


ALL_STATES = [
    register_states,
    inventory_states.claiming,
    inventory_states.still_right,
    inventory_states.inventory_desk,
    coverage_states.coverage,
    alliance_states.alliance_states,
    outreach_states.outreach,
    admin_states.doubles,
    import_states,
    privacy_states.privacy_pages,
    method_states.method_tool,
]


FINE = """<style>:focus-visible { outline: 3px solid red }</style><a href="#a">Hoppa</a>
<details><summary>Mer</summary><a href="#b">Inuti</a></details><input type="date">
<input type="radio" name="r"><input type="radio" name="r">
<textarea style="height: 2000px"></textarea><button>Spara</button>"""
SHEET = """<div style="position: fixed; inset: 0; z-index: 9; background: white"></div>"""
CAUGHT = """<button onkeydown="if (event.key === 'Tab') event.preventDefault()">"""
FAULTS = {
    "fine": ("", FINE),
    "no ring": ("no ring on", f"{FINE}<a href='#c' style='outline: none'>Utan</a>"),
    "covered": ("is covered", SHEET + FINE),
    "caught": ("does not come to", FINE.replace("<button>", CAUGHT) + "<a href='#d'>Efter</a>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_walk_notices(visit, fault):
    words, html = FAULTS[fault]
    page = visit()
    page.set_content(html)

    wrong, _parts = walked(page)

    assert any(words in one for one in wrong) if words else wrong == []


def test_some_pages_are_walked_through(visit, world, record_property):
    states = [
        *[state for state in register_states(world) if not state.do][:1],
        *[state for state in coverage_states.coverage(world) if state.name.endswith("_gap")][:1],
    ]
    wrong = walk_through(visit, states, world, record_property)
    assert not wrong, listed(wrong)


@pytest.mark.proof
@pytest.mark.parametrize("states", ALL_STATES, ids=lambda states: states.__name__)
def test_u2_pages_are_walked_through(visit, world, record_property, states):
    wrong = walk_through(visit, states(world), world, record_property)
    assert not wrong, listed(wrong)
