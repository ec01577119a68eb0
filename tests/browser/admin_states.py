"""The back office: its lists, lists that are read in, associations that are there twice, the guide."""

from studyguide.models import Passage, Question
from tests.browser.page_states import State, as_lead, presses
from tests.browser.steps import press


def admin(world):
    lists = ["user", "letter", "representative", "importbatch", "municipality", "artform"]
    lists += ["activityword"]
    lists += ["minority", "organisation", "region", "assignment"]
    inside = "/admin/organisations"
    rows = {
        "organisation": world.ours.pk,
        "letter": world.letter.pk,
        "user": world.volunteer.pk,
        "region": world.meeting.region_id,
        "assignment": world.newcomer.assignments.get().pk,
        "representative": world.volunteer.representations.first().pk,
    }
    batch = f"{inside}/importbatch"
    states = [
        State("admin", "/admin/"),
        *[State("admin", f"{inside}/{name}/") for name in lists],
        *[State("admin", f"{inside}/{name}/{pk}/change/") for name, pk in rows.items()],
        State("admin", f"{inside}/organisation/add/", presses("Spara")),
        State("admin", f"{inside}/organisation/{world.ours.pk}/history/"),
        State("admin", f"{batch}/add/"),
        State("admin", f"{batch}/add/", presses("Öppna listan")),
        State("admin", f"{batch}/{world.mapping.pk}/sheet/"),
        State("admin", f"{batch}/{world.mapping.pk}/sheet/", presses("Välj bladen")),
        State("admin", f"{batch}/{world.mapping.pk}/columns/"),
        State("admin", f"{batch}/{world.mapping.pk}/columns/", unreadable_columns),
        State("admin", f"{batch}/{world.staged.pk}/change/"),
        State("admin", f"{batch}/{world.staged.pk}/change/?fate=error"),
        State("admin", f"{batch}/{world.staged.pk}/change/", presses("Bestäm")),
        State("admin", f"{batch}/{world.staged.pk}/sitting/"),
        State("admin", f"{batch}/{world.staged.pk}/rows/2/same/"),
        State(
            "admin",
            f"{batch}/{world.staged.pk}/rows/2/same/?q=sagogruppen",
            presses("Det är samma"),
        ),
        State("admin", f"{batch}/{world.mixed.pk}/change/"),
        State("admin", f"{batch}/{world.mixed.pk}/words/"),
        State("admin", f"{batch}/{world.at_work.pk}/change/"),
        State("admin", f"{batch}/{world.written.pk}/change/"),
        State("admin", f"{batch}/{world.undone.pk}/change/?fate=kept"),
    ]
    return [as_lead(state) for state in states]


def doubles(world):
    inside = "/admin/organisations"
    states = [
        State("admin", f"{inside}/double/"),
        State("admin", f"{inside}/double/?q=finns-inte"),
        State("admin", f"{inside}/double/?besked=olika"),
        State("admin", f"{inside}/double/{world.pair.pk}/change/"),
        State("admin", f"{inside}/double/{world.apart.pk}/change/"),
        State("admin", f"{inside}/merge/"),
        State("admin", f"{inside}/merge/{world.merge.pk}/change/"),
        State("admin", f"{inside}/organisation/{world.merge.absorbed_id}/change/"),
        State("admin", f"{inside}/merge/{world.merge.pk}/change/", presses("Ångra: de är två")),
    ]
    return [as_lead(state) for state in states]


def admin_of_the_guide(world):
    inside = "/admin/studyguide"
    passage = Passage.objects.get(key="malen")
    states = [
        State("admin", f"{inside}/passage/"),
        State("admin", f"{inside}/passage/{passage.pk}/change/"),
        State("admin", f"{inside}/passage/{passage.pk}/history/"),
        State("admin", f"{inside}/question/{Question.objects.first().pk}/change/"),
        State("admin", f"{inside}/term/add/", presses("Spara")),
    ]
    for state in states:
        state.who = "national"
    return states


def unreadable_columns(page):
    page.locator("select").first.select_option(index=0)
    press(page, "Läs igenom varje rad")
