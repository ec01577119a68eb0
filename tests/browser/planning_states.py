"""The desk where a meeting is planned, in its states."""

from consultations.actions import checks
from consultations.models import CheckOccasion, MeetingNotice, NoticeKind
from consultations.planning import BY_SLUG
from tests.browser.page_states import State, as_lead
from tests.browser.steps import press, send_empty
from tests.factories import InvitationFactory, MeetingFactory


def more_rows(page):
    press(page, "Plats för tre till")


def planned(world):
    meeting, draft = world.meeting, world.draft
    base, begun = f"/region/moten/{meeting.uuid}/", f"/region/moten/{draft.uuid}/"
    InvitationFactory(meeting=draft)
    checks.keep(meeting=meeting, occasion=CheckOccasion.PUBLISHED)
    place = {"what": "place", "was": "Kulturhuset, Jönköping", "now": "Folkets hus, Jönköping"}
    MeetingNotice.objects.create(meeting=meeting, kind=NoticeKind.CHANGED, lines=[place], told=3)
    sister = MeetingFactory(series=meeting.uuid)
    type(meeting).objects.filter(pk=meeting.pk).update(series=meeting.uuid)
    new, programme = "/region/moten/nytt/", f"{begun}plan/program/"
    states = [
        State("consultations:desk_meeting_new", new),
        State("consultations:desk_meeting_new", new, send_empty),
        State("consultations:desk_meeting_plan", f"{begun}plan/"),
        State("consultations:desk_meeting_plan", f"{base}plan/"),
        *[State("consultations:desk_meeting_step", f"{begun}plan/{slug}/") for slug in BY_SLUG],
        State("consultations:desk_meeting_step", f"{base}plan/tid-och-plats/"),
        State("consultations:desk_meeting_step", f"{begun}plan/syfte/", send_empty),
        State("consultations:desk_meeting_step", programme, more_rows),
        State("consultations:desk_meeting_translation", f"{base}sprak/fi/"),
        State("consultations:desk_meeting_check", f"{base}kollen/"),
        State("consultations:desk_meeting_check", f"{begun}kollen/"),
        State("consultations:desk_meeting_preview", f"{begun}forhandsvisa/"),
        State("consultations:desk_preview_invitation", f"{begun}forhandsvisa/inbjudan/"),
        State("consultations:desk_meeting_copy", f"{base}kopiera/"),
        State("consultations:desk_meeting_series", f"{begun}serie/"),
        State("consultations:desk_meeting_series", f"{begun}serie/", send_empty),
        State("consultations:desk_save_the_date", f"{begun}boka-datumet/"),
        State("consultations:desk_save_the_date", f"{base}boka-datumet/"),
        State("consultations:desk_meeting", base),
        State("consultations:meeting_detail", sister.get_absolute_url()),
        State("consultations:meeting_detail", meeting.get_absolute_url()),
    ]
    return [as_lead(state) for state in states]
