"""Pages in the states that they have: without anything to show, full, after something was wrong.

A new page without a line here or in a file beside this fails `test_every_page_is_looked_at`.
"""

from dataclasses import dataclass

from tests.browser.steps import fill, press, send_empty

# Answers that are no pages, or only take what a form of another page sends.
NOT_PAGES = {
    "healthz",
    "set_language",
    "organisations:organisation_export",
    "organisations:open_data_file",
    "organisations:open_data_schema",
    "organisations:outreach_no_answer",
    "organisations:outreach_done",
    "organisations:tip_take_up",
    "organisations:tip_recognise",
    "consultations:desk_meeting_publish",
    "consultations:desk_leave_out",
    "consultations:desk_send",
    "consultations:desk_paper",
    "consultations:desk_remind",
    "consultations:desk_export",
    "consultations:desk_attendance",
    "consultations:coverage_export",
    "consultations:desk_coverage_export",
    "consultations:desk_earlier_take_in",
    "consultations:invitation_answer",
    "consultations:invitation_calendar",
    "consultations:reply_confirm",
    "consultations:meeting_feed",
    "consultations:meeting_calendar",
}


@dataclass
class State:
    """`do` is what is done on the page before it is looked at; `who` is an attribute of World."""

    name: str
    path: str
    do: object = None
    who: str = ""
    status: int = 200


def with_nothing():
    """A region where Kick begins today."""
    region = "/jonkoping"
    return [
        State("front", "/"),
        State("region", f"{region}/"),
        State("consultations:meeting_list", f"{region}/moten/"),
        State("organisations:organisation_list", f"{region}/organisationer/"),
        State("consultations:plan_detail", f"{region}/kulturplan/"),
        State("consultations:consultation_list", f"{region}/samrad/"),
        State("consultations:what_became", f"{region}/vad-blev-det/"),
    ]


def with_nothing_behind():
    return [
        State("consultations:desk", "/region/", who="lead"),
        State("organisations:outreach_list", "/region/uppsokande/?q=finnsinte", who="lead"),
        State("my_page", "/mitt/", who="lead"),
        State("admin", "/admin/organisations/importbatch/", who="lead"),
        State("admin", "/admin/organisations/organisation/", who="lead"),
    ]


def open_pages(world):
    region, meeting = "/jonkoping", world.meeting.get_absolute_url()
    register = f"{region}/organisationer/"
    return [
        State("front", "/"),
        State("front", "/", presses("English")),
        State("about", "/om/"),
        State("accessibility", "/tillganglighet/"),
        State("accessibility", "/tillganglighet/", send_empty),
        State("accessibility_thanks", "/tillganglighet/tack/"),
        State("privacy", "/integritet/"),
        State("contact", "/kontakt/"),
        State("region", f"{region}/"),
        State("consultations:meeting_list", f"{region}/moten/"),
        State("consultations:meeting_detail", meeting),
        State("consultations:meeting_detail", world.cancelled.get_absolute_url()),
        State("consultations:meeting_detail", world.past.get_absolute_url()),
        State("organisations:organisation_list", register),
        State("organisations:organisation_list", f"{register}?page=2"),
        State("organisations:organisation_list", f"{register}?q=finnsinte"),
        State("organisations:organisation_list", f"{register}?konstform=hembygd&slag=association"),
        State("organisations:organisation_list", f"{register}?q=exemplbygden&tema=youth"),
        State("organisations:organisation_map", f"{register}karta/?konstform=hembygd"),
        State("organisations:organisation_print", f"{register}lista.html?konstform=hembygd"),
        State("organisations:open_data", f"{region}/oppna-data/"),
        State("organisations:tip_new", f"{region}/tipsa/"),
        State("organisations:tip_new", f"{region}/tipsa/", send_empty),
        State("organisations:tip_thanks", f"{region}/tipsa/tack/"),
        State("organisations:organisation_detail", world.ours.get_absolute_url()),
        State("consultations:meeting_detail", f"{region}/moten/finns-inte/", status=404),
    ]


def study_guide(world):
    guide = "/studiehandledning/"
    return [
        State("studyguide:guide", guide),
        State("studyguide:guide", guide, presses("Suomeksi")),
        State("studyguide:chapter", f"{guide}traff-1/"),
        State("studyguide:chapter", f"{guide}traff-1/?ledarstod=ja"),
        State("studyguide:chapter", f"{guide}traff-1/#ord-samrad"),
        State("studyguide:chapter", f"{guide}traff-2/"),
        State("studyguide:chapter", f"{guide}traff-4/?ledarstod=ja"),
        State("studyguide:chapter", f"{guide}finns-inte/", status=404),
        State("studyguide:chapter_easy", f"{guide}traff-1/lattlast/"),
        State("studyguide:glossary", f"{guide}ordlista/"),
        State("studyguide:glossary", f"{guide}ordlista/?q=finnsinte"),
        State("studyguide:guide_print", f"{guide}utskrift/?ledarstod=ja"),
    ]


def reading(world):
    """The plan and what is said about it; a draft as the officer who writes it sees it."""
    version, draft = world.version.get_absolute_url(), world.draft_version.get_absolute_url()
    old = f"/jonkoping/kulturplan/{world.version.plan_id}/1/"
    asked = world.consultation.get_absolute_url()
    return [
        State("consultations:plan_detail", "/jonkoping/kulturplan/", unfolds),
        State("consultations:plan_detail", "/jonkoping/kulturplan/", presses("English")),
        State("consultations:plan_version", old),
        State("consultations:plan_version", draft, who="officer"),
        State("consultations:plan_section", f"{version}avsnitt-2/"),
        State("consultations:plan_whole", f"{version}hela/"),
        State("consultations:plan_voices", f"{version}avsnitt-1/sagt/avsnitt-1/"),
        State("consultations:plan_voices", f"{version}avsnitt-1/sagt/avsnitt-1/?page=2"),
        State("consultations:plan_voices", f"{version}avsnitt-2/sagt/avsnitt-2/"),
        State("consultations:plan_section", f"{version}finns-inte/", status=404),
        State("consultations:consultation_list", "/jonkoping/samrad/"),
        State("consultations:consultation_detail", asked),
        State("consultations:consultation_detail", world.consultation_before.get_absolute_url()),
        State("consultations:consultation_voices", f"{asked}synpunkter/"),
        State("consultations:consultation_voices", f"{asked}synpunkter/?slag=nothing&page=1"),
        State("consultations:what_became", "/jonkoping/vad-blev-det/", unfolds),
        State("consultations:what_became", "/jonkoping/vad-blev-det/?besked=outside"),
    ]


def registration(world):
    claim = f"/anmal/det-ar-vi/{world.ours.uuid}/"
    own = f"/anmal/bekrafta/{world.ours.token}/"
    return [
        State("organisations:registration_start", "/anmal/"),
        State("organisations:registration_start", "/anmal/", send_empty),
        State("organisations:registration_facts", "/anmal/", begins_as("Ensamma viskören")),
        State("organisations:registration_facts", "/anmal/uppgifter/", send_empty),
        State("organisations:registration_doubles", "/anmal/", begins_as(world.ours.name)),
        State("organisations:registration_facts", "/anmal/uppgifter/"),
        State("organisations:registration_check", "/anmal/uppgifter/", give_facts),
        State("organisations:registration_done", "/anmal/kontrollera/", presses("Skicka anmälan")),
        State("organisations:registration_claim", claim),
        State("organisations:registration_claim", claim, presses("Skicka länken till föreningen")),
        State("organisations:registration_confirm", own),
        State("organisations:registration_remove", f"{own}ta-bort/"),
        State("organisations:registration_confirm", world.gone_link),
    ]


def answering(world):
    """The pages behind personal links, and signing up without one."""
    silent, yes = f"/i/{world.silent.token}/", f"/i/{world.said_yes.token}/"
    sign_up = f"{world.meeting.get_absolute_url()}anmal/"
    return [
        State("consultations:code_enter", "/i/"),
        State("consultations:code_enter", "/i/", send_empty),
        *[
            State("consultations:invitation_detail", f"/i/{row.token}/")
            for row in [world.said_no, world.waits, world.held, world.too_late, world.in_vain]
        ],
        State("consultations:invitation_detail", yes),
        State("consultations:reply_details", f"{yes}uppgifter/"),
        State("consultations:reply_details", f"{yes}uppgifter/", two_names_for_one),
        State("consultations:invitation_detail", silent),
        State("consultations:reply_details", silent, presses("Ja, vi kommer")),
        State("consultations:invitation_remove", f"/i/{world.called.token}/bort/"),
        State("consultations:sign_up_who", sign_up),
        State("consultations:sign_up_find", f"{sign_up}forening/"),
        State("consultations:sign_up_find", f"{sign_up}forening/?q=spelmanslag"),
        State("consultations:sign_up_find", f"{sign_up}forening/?q=finnsinte"),
        State("consultations:sign_up_as", f"{sign_up}som-mig-sjalv/"),
        State("consultations:sign_up_as", f"{sign_up}som-mig-sjalv/", send_empty),
        State("consultations:sign_up_as", f"{sign_up}som-grupp/"),
        State("consultations:sign_up_sent", f"{sign_up}skickat/"),
        State("consultations:sign_up_sent", f"{sign_up}skickat/?till=foreningen"),
    ]


def desk(world):
    base, draft = f"/region/moten/{world.meeting.uuid}/", f"/region/moten/{world.draft.uuid}/"
    phone = f"{base}telefon/{world.called.organisation.uuid}/"
    jonkoping = "?kommun=" + str(world.ours.municipality_id)
    states = [
        State("consultations:desk", "/region/"),
        State("consultations:desk_meeting", base),
        State("consultations:desk_meeting", draft),
        State("consultations:desk_meeting", f"/region/moten/{world.cancelled.uuid}/"),
        State("consultations:meeting_detail", world.draft.get_absolute_url()),
        State("consultations:desk_meeting_cancel", f"{base}stall-in/"),
        State("consultations:desk_meeting_cancel", f"{base}stall-in/", send_empty),
        State("consultations:desk_choose", f"{base}valj/"),
        State("consultations:desk_choose", f"{base}valj/{jonkoping}"),
        State("consultations:desk_choose", f"{draft}valj/?kommun="),
        State("consultations:desk_invitations", f"{base}inbjudna/"),
        State("consultations:desk_invitations", f"{base}inbjudna/?lage=no"),
        State("consultations:desk_invitations", f"{draft}inbjudna/"),
        State("consultations:desk_replies", f"{base}svar/"),
        State("consultations:desk_replies", f"{draft}svar/"),
        State("consultations:desk_phone_find", f"{base}telefon/"),
        State("consultations:desk_phone_find", f"{base}telefon/?q=spelmanslag"),
        State("consultations:desk_phone_find", f"{base}telefon/?q=finnsinte"),
        State("consultations:desk_phone", phone),
        State("consultations:desk_phone", phone, send_empty),
        State("components", "/komponenter/"),
    ]
    return [as_lead(state) for state in states]


def wide_ones(world):
    """Those whose parts stand beside each other on a desk."""
    base = f"/region/moten/{world.meeting.uuid}/"
    return [
        State("region", "/jonkoping/"),
        State("studyguide:guide", "/studiehandledning/"),
        State("studyguide:chapter", "/studiehandledning/traff-1/#ord-samrad"),
        State("consultations:plan_detail", "/jonkoping/kulturplan/"),
        State("consultations:consultation_detail", world.consultation.get_absolute_url()),
        State("consultations:what_became", "/jonkoping/vad-blev-det/"),
        State("consultations:meeting_detail", world.meeting.get_absolute_url()),
        State("organisations:organisation_list", "/jonkoping/organisationer/"),
        State("consultations:invitation_detail", f"/i/{world.silent.token}/"),
        as_lead(State("consultations:desk_invitations", f"{base}inbjudna/")),
    ]


def as_lead(state):
    state.who = "lead"
    return state


def presses(text):
    return lambda page: press(page, text)


def unfolds(page):
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")


def goes_to(words):
    def follow(page):
        with page.expect_navigation():
            page.locator("main a", has_text=words).first.click()

    return follow


def begins_as(name):
    def begin(page):
        fill(page, name=name, municipality="Jönköping")
        press(page, "Gå vidare")

    return begin


def give_facts(page):
    fill(page, email="vis@forening.example", listed_publicly="Ja, visa oss")
    press(page, "Titta igenom svaren")


def two_names_for_one(page):
    fill(page, persons="1 person", name_1="Åsa Berg", name_2="Bo Ek")
    press(page, "Spara")
