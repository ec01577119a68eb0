"""The study guide beside its text: searched, beside a plan, in an old wording, and asked if it helped."""

from datetime import UTC, datetime
from uuid import uuid4

from kick.lib.personal_data import events_of
from studyguide.models import Chapter, ChapterText, Feedback, Passage, PassageText
from tests.browser.page_states import State
from tests.browser.steps import fill, press
from tests.guide import our_guide

# Files, and what only takes a press.
NOT_PAGES = {
    "studyguide:guide_pdf",
    "studyguide:chapter_pdf",
    "studyguide:guide_offline",
    "studyguide:feedback_give",
}
LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)


def guide_states(world):
    our_guide()
    for model in [Chapter, ChapterText, Passage, PassageText]:
        events_of(model).objects.update(pgh_created_at=LONG_AGO)
    row = Feedback.objects.create(
        uuid=uuid4(), passage=Passage.objects.get(key="malen"), language="sv", is_useful=False
    )
    guide = "/studiehandledning/"
    return [
        State("studyguide:search", f"{guide}sok/"),
        State("studyguide:search", f"{guide}sok/?q=kulturplan"),
        State("studyguide:search", f"{guide}sok/?q=kulturkrata"),
        State("studyguide:search", f"{guide}sok/?q=finnsinte"),
        State("studyguide:search", f"{guide}sok/?q=kultur&page=2"),
        State("studyguide:search", f"{guide}sok/?q=kultur&lattlast=ja"),
        State("studyguide:glossary", f"{guide}ordlista/?lattlast=ja"),
        State("studyguide:chapter", f"{guide}traff-1/", unfolds_the_questions),
        State("studyguide:chapter", f"{guide}traff-1/?region=jonkoping"),
        State("studyguide:chapter", f"{guide}traff-1/?version=2026-02-01"),
        State("studyguide:feedback_detail", f"{guide}svar/{row.uuid}/"),
        State("studyguide:feedback_detail", f"{guide}svar/{row.uuid}/", writes_too_much),
        State("studyguide:feedback_give", f"{guide}traff-1/", presses_at_once),
        State("studyguide:feedback_thanks", f"{guide}svar/tack/"),
    ]


def writes_too_much(page):
    fill(page, words="Ring Anna på 19811218-9876.")
    press(page, "Skicka")


def unfolds_the_questions(page):
    page.locator(".helped-questions summary").click()


def presses_at_once(page):
    """Faster than anybody reads: the page asks for another press."""
    page.locator(".helped button").first.click()


def admin_of_the_guide(world):
    inside = "/admin/studyguide"
    passage = Passage.objects.get(key="malen")
    return [
        State("admin", f"{inside}/guide/helped/", who="national"),
        State("admin", f"{inside}/guide/edited/", who="national"),
        State("admin", f"{inside}/passage/{passage.pk}/change/", who="national"),
    ]
