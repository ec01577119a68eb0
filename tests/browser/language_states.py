"""The study guide in other languages: easy, summed up, whole, and on a landing page of its own."""

from studyguide.models import Guide
from tests.browser.page_states import State, presses


def guide_languages(world):
    guide = Guide.objects.get(key="studiehandledning")
    # Only what the languages call themselves: Kick ships no words that nobody speaks for.
    guide.texts.create(language="yi", title="ייִדיש", lead="ייִדיש", body="ייִדיש")
    guide.texts.create(language="se", title="davvisámegiella")
    base = "/studiehandledning/"
    return [
        State("studyguide:guide", base),
        State("studyguide:guide_language", f"{base}sprak/yi/"),
        State("studyguide:guide_language", f"{base}sprak/sv-x-lattlast/"),
        State("studyguide:chapter_easy", f"{base}traff-3/lattlast/"),
        # The language stays chosen from here on.
        State("studyguide:guide", base, presses("English")),
        State("studyguide:chapter", f"{base}traff-2/"),
        State("studyguide:chapter", f"{base}traff-1/", presses("Suomeksi")),
        State("studyguide:chapter", f"{base}traff-4/"),
        State("studyguide:glossary", f"{base}ordlista/"),
    ]
