"""Every page in the states that it has: without anything to show, full, after something was wrong.

A new page without a line here fails `test_every_page_is_looked_at`.
"""

from dataclasses import dataclass

from studyguide.models import Passage, Question
from tests.browser.steps import fill, press, send_empty
from tests.browser.totp import SECRET, code_to_type

# Answers that are no pages, or only take what a form of another page sends.
NOT_PAGES = {
    "healthz",
    "set_language",
    "account_request_login_code",
    "mfa_login_webauthn",
    "mfa_download_recovery_codes",
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


def account(world):
    """For whoever is not signed in, for a volunteer, and for staff."""
    ours = world.ours.get_absolute_url()
    request = f"/anmal/foretrada/{world.organisations[2].uuid}/"
    open_ones = [
        State("account_login", "/konto/logga-in/"),
        State("account_login", "/konto/logga-in/", send_empty),
        State("account_confirm_login_code", "/konto/logga-in/", asks_for_a_code),
        State("account_confirm_login_code", "/konto/logga-in/kod/", send_empty),
        State("account_signup", "/konto/nytt/"),
        State("account_signup", "/konto/nytt/", send_empty),
        State("account_email_verification_sent", "/konto/nytt/", makes_an_account),
        State("account_inactive", "/konto/avstangt/"),
    ]
    volunteers = [
        State("my_page", "/mitt/"),
        State("account_email", "/konto/e-post/"),
        State("account_email", "/konto/e-post/", send_empty),
        State("account_logout", "/konto/logga-ut/"),
        State("usersessions_list", "/konto/inloggningar/"),
        State("mfa_index", "/konto/andra-steget/"),
        State("organisations:representation_request", request),
        State("organisations:representation_request", request, send_empty),
        State("organisations:organisation_detail", ours),
        State("organisations:organisation_edit", f"{ours}andra/"),
        State("organisations:organisation_edit", f"{ours}andra/", without_a_name),
        State("organisations:organisation_remove", f"{ours}ta-bort/"),
    ]
    for state in volunteers:
        state.who = "volunteer"
    return open_ones + volunteers


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


def second_factor(world):
    """Enrolling, using and losing it."""
    base = "/konto/andra-steget"
    newcomers = [
        State("mfa_activate_totp", f"{base}/app/", who="newcomer"),
        State("mfa_activate_totp", f"{base}/app/", send_empty, who="newcomer"),
    ]
    comes_in = [
        State("mfa_authenticate", "/konto/logga-in/", world.comes_with_the_first_factor),
        State("mfa_authenticate", "/konto/logga-in/andra-steget/", send_empty),
    ]
    leads = [
        State("mfa_index", f"{base}/"),
        State("mfa_reauthenticate", f"{base}/igen/"),
        State("mfa_reauthenticate", f"{base}/igen/", send_empty),
        State("mfa_index", f"{base}/igen/?next={base}/", gives_the_second_factor),
        State("mfa_view_recovery_codes", f"{base}/reservkoder/"),
        State("mfa_generate_recovery_codes", f"{base}/reservkoder/nya/"),
        State("mfa_list_webauthn", f"{base}/nycklar/"),
        State("mfa_add_webauthn", f"{base}/nycklar/ny/"),
        State("mfa_index", f"{base}/nycklar/ny/", with_a_new_key),
        State("mfa_list_webauthn", f"{base}/nycklar/"),
        State("mfa_reauthenticate_webauthn", f"{base}/nycklar/igen/"),
        State("mfa_edit_webauthn", f"{base}/nycklar/", goes_to("Byt namn")),
        State("mfa_remove_webauthn", f"{base}/nycklar/", goes_to("Ta bort")),
        State("mfa_deactivate_totp", f"{base}/app/ta-bort/"),
    ]
    return newcomers + comes_in + [as_lead(state) for state in leads]


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


def unreadable_columns(page):
    page.locator("select").first.select_option(index=0)
    press(page, "Läs igenom varje rad")


def asks_for_a_code(page):
    fill(page, login="nagon@privat.example")
    press(page, "Skicka koden")


def makes_an_account(page):
    fill(page, email="ny@privat.example")
    send_empty(page)


def without_a_name(page):
    fill(page, name="")
    press(page, "Spara uppgifterna")


def gives_the_second_factor(page):
    fill(page, code=code_to_type(SECRET))
    send_empty(page)


def with_a_new_key(page):
    """A passkey of Chromium's own, as if there were a fingerprint reader."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    about = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    about |= {"hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": about})
    fill(page, name="Telefonen")
    press(page, "Lägg till nyckeln")
