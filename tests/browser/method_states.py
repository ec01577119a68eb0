"""The method tool: read by everybody, and on the desk worked through for a consultation."""

from consultations.actions import minutes
from organisations.models import Region, Role
from studyguide.actions import method
from studyguide.models import GuideVersion
from studyguide.reading import METHOD_TOOL
from tests.browser.page_states import State
from tests.browser.steps import fill, press, send_empty
from tests.factories import AssignmentFactory, ConsultationFactory, MeetingFactory
from tests.method_factories import CaseFactory, ToolTrialFactory
from tests.note_factories import EvaluationFactory, HeldMeetingFactory

# POST only, or a file.
NOT_PAGES = {
    "method:desk_case_publish",
    "method:desk_case_withdraw",
    "method:desk_work_publish",
    "method:desk_work_hide",
    "method:desk_template_file",
    "method:desk_template_text",
    "method:tool_pdf",
    "method:tool_offline",
    "method:desk_trials_export",
}
CELLS = {
    "agenda": (0, ""),
    "drafting": (2, "Tre möten och en remiss på elva veckor."),
    "decision": (1, "Nämndens sammanträde sändes på nätet."),
    "monitoring": (3, "En arbetsgrupp ses två gånger om året."),
}
VIEWS = {
    "dialogue": (4, "Vi lyssnade mer än vi talade."),
    "quality": (2, "Frågorna var för många."),
    "diversity": (1, "Inga unga kom."),
}


def wrong_year(page):
    page.locator(".tick-more > summary").first.click()
    fill(page, **{"forra-svaren-who": "Registratorn", "forra-svaren-due_on": "2006-12-01"})
    press(page, "Spara")


def words_without_level(page):
    fill(page, **{"reformulation-words": "Vi skrev till nämnden."})
    press(page, "Spara")


def work(world):
    """A consultation worked through, with a meeting that five have evaluated."""
    consultation = ConsultationFactory()
    meeting = HeldMeetingFactory()
    minutes.point_at(meeting=meeting, consultation=consultation)
    EvaluationFactory.create_batch(5, meeting=meeting, dialogue=2, openness=None)
    marks = {
        "syfte": {"who": "Registratorn", "is_done": True},
        "tid": {"who": "En kollega på kommunikation"},
    }
    method.tick_off(consultation=consultation, marks=marks, by=world.methodist)
    method.let_in(consultation=consultation, rows=CELLS)
    method.judge(consultation=consultation, rows=VIEWS)
    method.publish_work(consultation=consultation, by=world.methodist)
    return consultation


def tried():
    version = GuideVersion.objects.of_guide(METHOD_TOOL).first()
    ToolTrialFactory(version=version)
    ToolTrialFactory(region=Region.objects.get(slug="kronoberg"), part="matrix", rating=2)


def method_tool(world):
    world.methodist = AssignmentFactory(role=Role.REGION_OFFICER, user__name="Eva Ek").user
    states = [State("method:case_list", "/metodverktyg/exempel/")]
    consultation, draft = work(world), ConsultationFactory(draft=True)
    base = f"/region/samrad/{consultation.uuid}/metodverktyg/"
    case, unseen = CaseFactory(published=True, advice="Ta med kaffe."), CaseFactory()
    tried()
    meeting = MeetingFactory()
    desk = "/region/metodverktyg/"
    states += [
        State("method:guide", "/metodverktyg/"),
        State("method:easy", "/metodverktyg/lattlast/"),
        *[
            State("method:chapter", f"/metodverktyg/{key}/")
            for key in ("forberedelse", "planering", "genomforande", "uppfoljning")
        ],
        State("method:versions", "/metodverktyg/versioner/"),
        State("method:case_detail", case.get_absolute_url()),
        State("method:consultation_method", f"{consultation.get_absolute_url()}medverkan/"),
        State("consultations:consultation_detail", consultation.get_absolute_url()),
    ]
    behind = [
        State("method:guide", "/metodverktyg/"),
        State("method:desk", desk),
        State("method:case_list", "/metodverktyg/exempel/"),
        State("method:case_detail", case.get_absolute_url()),
        State("method:case_detail", unseen.get_absolute_url()),
        State("method:desk_case_new", f"{desk}exempel/nytt/"),
        State("method:desk_case_new", f"{desk}exempel/nytt/", send_empty),
        State("method:desk_case", f"{desk}exempel/{unseen.uuid}/"),
        State("method:desk_trials", f"{desk}prov/"),
        State("method:desk_trials_region", f"{desk}prov/jonkoping/"),
        State("method:desk_trials_region", f"{desk}prov/uppsala/"),
        State("method:desk_trial_new", f"{desk}prov/nytt/"),
        State("method:desk_trial_new", f"{desk}prov/nytt/", send_empty),
        State("method:desk_trial_edit", f"{desk}prov/{trial_here().uuid}/andra/"),
        State("method:desk_work", base),
        State("method:desk_work", f"/region/samrad/{draft.uuid}/metodverktyg/"),
        State("method:desk_checklist", f"{base}checklista/forberedelse/"),
        State("method:desk_checklist", f"{base}checklista/forberedelse/", wrong_year),
        State("method:desk_matrix", f"{base}matrisen/"),
        State("method:desk_matrix", f"{base}matrisen/", words_without_level),
        State("method:desk_principles", f"{base}principerna/"),
        State("method:desk_template", f"{base}mall/formell-inbjudan/"),
        State("method:desk_template", f"{base}mall/formell-inbjudan/?mote={meeting.uuid}"),
        State("consultations:desk_consultation", f"/region/samrad/{consultation.uuid}/"),
    ]
    for state in behind:
        state.who = "methodist"
    return states + behind


def trial_here():
    return ToolTrialFactory(words="Mallen för inbjudan sparade en timme.", part="templates")
