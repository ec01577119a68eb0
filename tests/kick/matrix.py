"""CATALOGUE Z1 as one table: every url name, for whom it is there, and what GET and POST answer.

An object is here (Region Jönköpings län), there (Region Kronoberg) or missing. What somebody may not
see answers as what does not exist. A link from an older letter is there: it has been withdrawn.
"""

from dataclasses import dataclass

from tests.kick.cast import ROLES

STRANGERS = {"anonymous", "link_holder"}
ALL = set(ROLES)
USERS = ALL - STRANGERS
STAFF = {"lead", "lead_elsewhere", "national", "superuser"}
SECOND_FACTOR = USERS - {"representative", "signatory"}


@dataclass(frozen=True)
class Who:
    """The roles that an object is there for, when it is here and when it is there."""

    here: frozenset
    there: frozenset


def who(here, there=None):
    return Who(frozenset(here), frozenset(here if there is None else there))


EVERYBODY = who(ALL)
SIGNED_IN = who(USERS)
NATIONAL = who({"national", "superuser"})
LEADS = who({"lead", "national", "superuser"}, {"lead_elsewhere", "national", "superuser"})
RUNNERS = who(LEADS.here | {"officer"}, LEADS.there | {"officer_elsewhere"})
ANY_OFFICER = who({"officer", "officer_elsewhere"})
OFFICERS = who({"officer"}, {"officer_elsewhere"})
MEETING_DESK = who(STAFF | {"officer", "officer_elsewhere"})
DESK = who(MEETING_DESK.here | {"registrar"})
OURS = who({"representative", "signatory"}, set())
OURS_AND_LEADS = who(OURS.here | LEADS.here, LEADS.there)
HOLDERS = who(ALL, set())
ANY_STAFF = who(STAFF)
NOBODY = who(set())


@dataclass(frozen=True)
class Row:
    """`objects` are attributes of a place, or literals after a colon; codes are one for all, or by role."""

    name: str
    objects: str
    who: Who
    get: int | str | dict
    post: int | str | dict
    is_open: bool = True
    is_admin: bool = False
    refused: int = 404

    @property
    def places(self):
        objects = [part for part in self.objects.split() if not part.startswith(":")]
        return ["here", "there", "missing"] if objects else ["here"]

    def arguments(self, place):
        return [
            place.pk(part[6:])
            if part.startswith("admin.")
            else part[1:]
            if part.startswith(":")
            else getattr(place, part)
            for part in self.objects.split()
        ]

    def answer(self, role, where, method):
        code = self.get if method == "get" else self.post
        code = next(c for roles, c in code.items() if role in roles) if type(code) is dict else code
        if role in STRANGERS and not self.is_open:
            return "login"
        if self.is_admin and role not in STAFF:
            return "login"
        if code == 405:
            return 405
        if where == "missing":
            return 404
        return code if role in getattr(self.who, where) else self.refused


def opened(name, objects, seen_by, get, post):
    return Row(name, objects, seen_by, get, post)


def closed(name, objects, seen_by, get, post):
    return Row(name, objects, seen_by, get, post, is_open=False)


def desk(name, get, post, objects="meeting_id", seen_by=RUNNERS):
    return closed(f"consultations:{name}", objects, seen_by, get, post)


def link(name, objects, get, post):
    return opened(name, objects, HOLDERS, get, post)


def account(name, get, post, objects=""):
    """Codes of strangers, of those without a second factor, and of those who have shown it."""
    groups = [frozenset(STRANGERS), frozenset(USERS - SECOND_FACTOR), frozenset(SECOND_FACTOR)]
    answers = [dict(zip(groups, codes, strict=True)) for codes in (get, post)]
    return Row(name, objects, EVERYBODY, *answers)


def admin(name, objects, seen_by, get, post, refused=404, is_open=False):
    return Row(f"admin:{name}", objects, seen_by, get, post, is_open, True, refused)


def model(
    name,
    sees,
    *,
    adds=NOBODY,
    changes=NOBODY,
    deletes=NOBODY,
    change_post=200,
    add_post=200,
    app="organisations",
):
    """The six pages that every model has in the admin: read, and written by those who may."""
    base, row = f"{app}_{name}", f"admin.{name}"
    both = frozenset(changes.here | changes.there)
    change_post = change_post if type(change_post) is dict else {both: change_post}
    delete = {frozenset(deletes.here | deletes.there): 200, frozenset(ALL): 403}
    return [
        admin(f"{base}_changelist", "", ANY_STAFF, 200, 200),
        admin(f"{base}_add", "", adds, 200, add_post, refused=403),
        admin(f"{base}_change", row, sees, 200, {**change_post, frozenset(ALL): 403}),
        admin(f"{base}_history", row, sees, 200, 200),
        admin(f"{base}_delete", row, sees, delete, delete | {next(iter(delete)): 302}),
    ]


def national_model(name, *, adds=NOBODY, change_post=403, changelist_post=200):
    """The pages of what the national lead answers for: to others the rows are missing."""
    base, row = f"organisations_{name}", f"admin.{name}"
    return [
        admin(f"{base}_changelist", "", NATIONAL, 200, changelist_post, refused=403),
        admin(f"{base}_add", "", adds, 200, 200, refused=403),
        admin(f"{base}_change", row, NATIONAL, 200, change_post),
        admin(f"{base}_history", row, NATIONAL, 200, 200),
        admin(f"{base}_delete", row, NATIONAL, 403, 403),
    ]


# To begin a draft one signs in.
BEGINS = {frozenset(STRANGERS): "login", frozenset(USERS): 302}
PUBLIC = [
    opened("front", "", EVERYBODY, 200, 405),
    opened("healthz", "", EVERYBODY, 200, 405),
    opened("set_language", "", EVERYBODY, 302, 302),
    opened("about", "", EVERYBODY, 200, 405),
    opened("accessibility", "", EVERYBODY, 200, 422),
    opened("accessibility_thanks", "", EVERYBODY, 200, 405),
    opened("privacy", "", EVERYBODY, 200, 405),
    opened("contact", "", EVERYBODY, 200, 405),
    opened("region", "region", EVERYBODY, 200, 405),
    opened("organisations:organisation_list", "region", EVERYBODY, 200, 405),
    opened("consultations:coverage_detail", "region", EVERYBODY, 200, 405),
    opened("consultations:coverage_export", "region :csv", EVERYBODY, 200, 405),
    opened("consultations:coverage_gap", "region :hemslojd", EVERYBODY, 200, 405),
    opened("organisations:organisation_export", "region :csv", EVERYBODY, 200, 405),
    opened("organisations:organisation_print", "region", EVERYBODY, 200, 405),
    opened("organisations:organisation_map", "region", EVERYBODY, 200, 405),
    opened("organisations:open_data", "region", EVERYBODY, 200, 405),
    opened("organisations:open_data_file", "region :csv", EVERYBODY, 200, 405),
    opened("organisations:open_data_file", "region :json", EVERYBODY, 200, 405),
    opened("organisations:open_data_schema", "region", EVERYBODY, 200, 405),
    opened("organisations:tip_new", "region", EVERYBODY, 200, 422),
    opened("organisations:tip_thanks", "region", EVERYBODY, 200, 405),
    opened("organisations:organisation_detail", "region organisation", EVERYBODY, 200, 405),
    opened(
        "organisations:organisation_detail", "region hidden_organisation", OURS_AND_LEADS, 200, 405
    ),
    opened("organisations:alliance_list", "region", EVERYBODY, 200, 405),
    opened("organisations:alliance_detail", "alliance", EVERYBODY, 200, 405),
    opened("organisations:alliance_document", "alliance alliance_document", EVERYBODY, 200, 405),
    opened("organisations:alliance_document", "alliance inner_document", OURS_AND_LEADS, 200, 405),
    opened("organisations:registration_start", "", EVERYBODY, 200, 422),
    opened("organisations:registration_doubles", "", EVERYBODY, 302, 405),
    opened("organisations:registration_facts", "", EVERYBODY, 302, 302),
    opened("organisations:registration_check", "", EVERYBODY, 302, 302),
    opened("organisations:registration_done", "", EVERYBODY, 302, 405),
    opened("organisations:registration_claim", "organisation_id", EVERYBODY, 200, 302),
    opened("consultations:meeting_list", "region", EVERYBODY, 200, 405),
    opened("consultations:meeting_feed", "region", EVERYBODY, 200, 405),
    opened("consultations:meeting_detail", "region meeting", EVERYBODY, 200, 405),
    opened("consultations:meeting_detail", "region draft_meeting", RUNNERS, 200, 405),
    opened("consultations:meeting_calendar", "region meeting", EVERYBODY, 200, 405),
    opened("consultations:meeting_calendar", "region draft_meeting", RUNNERS, 200, 405),
    opened("consultations:sign_up_who", "region meeting", EVERYBODY, 200, 405),
    opened("consultations:sign_up_who", "region draft_meeting", NOBODY, 200, 405),
    opened("consultations:sign_up_find", "region meeting", EVERYBODY, 200, 404),
    opened("consultations:sign_up_sent", "region meeting", EVERYBODY, 200, 405),
    opened("consultations:sign_up_as", "region meeting :som-mig-sjalv", EVERYBODY, 200, 422),
    opened("consultations:sign_up_as", "region meeting :som-grupp", EVERYBODY, 200, 422),
    opened("consultations:sign_up_as", "region meeting :som-forening", EVERYBODY, 302, 302),
    opened("consultations:sign_up_as", "region draft_meeting :som-mig-sjalv", NOBODY, 200, 422),
    opened("consultations:code_enter", "", EVERYBODY, 200, 422),
    opened("consultations:trial_detail", "", EVERYBODY, 200, 405),
    opened("consultations:trial_part", ":bort", EVERYBODY, 200, 405),
    opened("studyguide:guide", "", EVERYBODY, 200, 405),
    opened("studyguide:guide_language", ":sv-x-lattlast", EVERYBODY, 200, 405),
    opened("studyguide:guide_language", ":yi", NOBODY, 200, 405),
    opened("studyguide:glossary", "", EVERYBODY, 200, 405),
    opened("studyguide:guide_print", "", EVERYBODY, 200, 405),
    opened("studyguide:chapter", "gathering", EVERYBODY, 200, 405),
    opened("studyguide:chapter", "coming_gathering", NOBODY, 200, 405),
    opened("studyguide:chapter_easy", "gathering", EVERYBODY, 200, 405),
    opened("method:guide", "", EVERYBODY, 200, 405),
    opened("method:chapter", ":forberedelse", EVERYBODY, 200, 405),
    opened("method:versions", "", EVERYBODY, 200, 405),
    opened("method:case_list", "", EVERYBODY, 200, 405),
    opened("method:case_detail", "case", EVERYBODY, 200, 405),
    opened("method:case_detail", "draft_case", OFFICERS, 200, 405),
    opened("method:consultation_method", "region consultation", EVERYBODY, 200, 405),
    opened("method:consultation_method", "region draft_consultation", OFFICERS, 200, 405),
    opened("studyguide:search", "", EVERYBODY, 200, 405),
    opened("studyguide:guide_pdf", "", EVERYBODY, 200, 405),
    opened("studyguide:guide_offline", "", EVERYBODY, 200, 405),
    opened("studyguide:chapter_pdf", "gathering", EVERYBODY, 200, 405),
    opened("studyguide:feedback_give", "gathering", EVERYBODY, 405, 422),
    opened("studyguide:feedback_detail", "guide_answer", EVERYBODY, 200, 302),
    opened("studyguide:feedback_thanks", "", EVERYBODY, 200, 405),
    opened("consultations:statement_start", "region consultation", EVERYBODY, 200, BEGINS),
    opened("consultations:statement_start", "region draft_consultation", NOBODY, 200, BEGINS),
    opened("consultations:statement_quick", "region consultation", EVERYBODY, 200, 422),
    opened("consultations:statement_quick", "region draft_consultation", NOBODY, 200, 422),
    opened("consultations:receipt_enter", "", EVERYBODY, 200, 422),
    opened("consultations:consultation_list", "region", EVERYBODY, 200, 405),
    opened("consultations:consultation_detail", "region consultation", EVERYBODY, 200, 405),
    opened("consultations:consultation_detail", "region draft_consultation", OFFICERS, 200, 405),
    opened("consultations:consultation_voices", "region consultation", EVERYBODY, 200, 405),
    opened("consultations:consultation_voices", "region draft_consultation", OFFICERS, 200, 405),
    opened("consultations:what_became", "region", EVERYBODY, 200, 405),
    opened("consultations:plan_detail", "region", EVERYBODY, 200, 405),
    opened("consultations:plan_version", "region plan version", EVERYBODY, 200, 405),
    opened("consultations:plan_version", "region plan draft_version", OFFICERS, 200, 405),
    opened("consultations:plan_section", "region plan version chapter", EVERYBODY, 200, 405),
    opened("consultations:plan_section", "region plan draft_version chapter", OFFICERS, 200, 405),
    opened("consultations:plan_whole", "region plan version", EVERYBODY, 200, 405),
    opened("consultations:plan_whole", "region plan draft_version", OFFICERS, 200, 405),
    opened("consultations:plan_voices", "region plan version chapter chapter", EVERYBODY, 200, 405),
    opened(
        "consultations:plan_voices", "region plan draft_version chapter chapter", OFFICERS, 200, 405
    ),
]
LINKS = [
    link("organisations:registration_confirm", "organisation_link", 200, 422),
    link("organisations:registration_correct", "organisation_link", 200, 422),
    link("organisations:registration_remove", "organisation_link", 200, 200),
    link("organisations:list_return", "list_link", 200, 405),
    link("organisations:annual_confirm", "annual_link", 200, 302),
    link("organisations:list_return_export", "list_link :csv", 200, 405),
    link("consultations:invitation_detail", "invitation", 200, 405),
    link("consultations:invitation_detail", "reply", 200, 405),
    link("consultations:invitation_answer", "invitation", 405, 302),
    link("consultations:reply_details", "invitation", 200, 422),
    link("consultations:reply_details", "reply", 200, 422),
    link("consultations:reply_confirm", "reply", 405, 302),
    link("consultations:invitation_silence", "invitation", 200, 200),
    link("consultations:invitation_silence", "reply", 404, 404),
    link("consultations:seat_offer", "invitation", 200, 422),
    link("consultations:seat_take_back", "invitation", 405, 404),
    link("consultations:seat_detail", "seat_link", 200, 200),
    link("consultations:seat_calendar", "seat_link", 200, 405),
    link("consultations:reply_online", "reply", 405, 302),
    link("consultations:my_feed", "calendar", 200, 405),
    link("consultations:invitation_calendar", "invitation", 200, 405),
    link("consultations:invitation_remove", "invitation", 200, 200),
    link("consultations:invitation_remove", "reply", 404, 404),
    link("consultations:receipt_detail", "receipt", 200, 405),
    link("consultations:receipt_hide_name", "receipt", 405, 302),
]
OWN = [
    closed("my_page", "", SIGNED_IN, 200, 405),
    closed("consultations:my_calendar", "", SIGNED_IN, 200, 302),
    closed("organisations:my_data", "", SIGNED_IN, 200, 405),
    closed("organisations:my_data_file", "", SIGNED_IN, 405, 200),
    closed("organisations:my_data_erase", "", SIGNED_IN, 200, 302),
    closed("components", "", ANY_STAFF, 200, 405),
    closed("organisations:representation_request", "organisation_id", SIGNED_IN, 200, 422),
    closed("organisations:representation_code", "organisation_id", SIGNED_IN, 302, 302),
    closed("organisations:representation_end", "organisation_id", OURS, 200, 302),
    closed("organisations:organisation_colleagues", "region organisation", OURS, 200, 422),
    closed("organisations:colleague_admit", "region organisation claim", OURS, 405, 302),
    closed("organisations:colleague_take_back", "region organisation :1", OURS, 405, 302),
    closed("organisations:organisation_edit", "region organisation", OURS, 200, 422),
    closed("organisations:organisation_remove", "region organisation", OURS, 200, 200),
]
STATEMENTS = [
    closed("consultations:statement_detail", "statement", OURS, 200, 405),
    closed("consultations:statement_detail", "arrived_statement", OURS, 200, 405),
    closed("consultations:statement_section", "statement chapter", OURS, 200, 422),
    closed("consultations:statement_question", "statement :1", OURS, 200, 422),
    closed("consultations:statement_whole", "statement", OURS, 200, 422),
    closed("consultations:statement_backing", "statement", OURS, 200, 422),
    closed("consultations:statement_check", "statement", OURS, 200, 405),
    closed("consultations:statement_check", "arrived_statement", OURS, 302, 405),
    closed("consultations:statement_send", "statement", OURS, 405, 422),
    closed("consultations:statement_return", "statement", OURS, 405, 422),
    closed("consultations:statement_submit", "statement", OURS, 405, 422),
    closed("consultations:statement_take_back", "statement", OURS, 405, 302),
    closed("consultations:statement_recall", "arrived_statement", OURS, 405, 302),
    closed("consultations:statement_delete", "statement", OURS, 405, 302),
    closed("consultations:statement_delete", "arrived_statement", OURS, 405, 302),
]
# Who leads one region is sent on to it.
COMPARES = {frozenset({"lead", "lead_elsewhere"}): 302, frozenset(ALL): 200}
SEEKING_OUT = [
    closed("organisations:outreach_list", "", ANY_STAFF, 200, 405),
    closed("organisations:outreach_detail", "organisation_id", LEADS, 200, 422),
    closed("organisations:outreach_no_answer", "organisation_id", LEADS, 405, 302),
    closed("organisations:outreach_done", "organisation_id", LEADS, 405, 302),
    closed("organisations:tip_detail", "tip", LEADS, 200, 405),
    closed("organisations:tip_take_up", "tip", LEADS, 405, 302),
    closed("organisations:tip_recognise", "tip organisation_id", LEADS, 405, 302),
    closed("organisations:tip_close", "tip", LEADS, 405, 422),
]
# After a meeting: what all may read and what its holders of links do, and what the desk does.
OPEN_AFTER_MEETINGS = [
    opened("consultations:meeting_after", "region held", EVERYBODY, 200, 405),
    opened("consultations:meeting_after", "region unheld", RUNNERS, 200, 405),
    opened("consultations:meeting_document", "region held meeting_document", EVERYBODY, 200, 405),
    link("consultations:table_notes", "table", 200, 422),
    link("consultations:table_note", "table note", 200, 422),
    link("consultations:table_note_remove", "table note", 405, 302),
    link("consultations:table_correction", "table_of_correction correction", 200, 302),
    link("consultations:asking_detail", "asking", 200, 405),
    link("consultations:asking_minutes", "asking", 200, 422),
    link("consultations:asking_note", "asking out_note", 200, 422),
    link("consultations:evaluation_answer", "evaluation", 200, 422),
]
AFTER_MEETINGS = [
    desk("desk_purged", 200, 405, objects="", seen_by=DESK),
    desk("desk_after", 200, 405, objects="held_id"),
    desk("desk_minutes", 200, 302, objects="held_id"),
    desk("desk_tables", 200, 422, objects="held_id"),
    desk("desk_tables_print", 200, 405, objects="held_id"),
    desk("desk_about", 200, 302, objects="held_id"),
    desk("desk_closing", 200, 302, objects="held_id"),
    desk("desk_hosts", 200, 422, objects="held_id"),
    desk("desk_host_remove", 405, 302, objects="held_id host"),
    desk("desk_documents", 200, 422, objects="held_id"),
    desk("desk_document", 200, 422, objects="held_id desk_document"),
    desk("desk_document_remove", 405, 302, objects="held_id desk_document"),
    desk("desk_notes", 200, 405, objects="held_id"),
    desk("desk_correction", 200, 302, objects="out_id correction"),
    desk("desk_ask", 200, 422, objects="held_id"),
    desk("desk_confirm", 405, 302, objects="held_id"),
    desk("desk_let_out", 200, 302, objects="held_id"),
    desk("desk_evaluation", 200, 302, objects="held_id"),
]
AT_THE_DESK = [
    desk("desk", 200, 405, objects="", seen_by=DESK),
    desk("desk_coverage", COMPARES, 405, objects="", seen_by=MEETING_DESK),
    desk("desk_coverage_region", 200, 405, objects="region", seen_by=LEADS),
    desk("desk_coverage_export", 200, 405, objects="region :csv", seen_by=LEADS),
    desk("desk_earlier_list", 200, 405, objects="", seen_by=MEETING_DESK),
    desk("desk_earlier_new", 200, 422, objects="", seen_by=MEETING_DESK),
    desk("desk_earlier", 200, 405, objects="earlier_round"),
    desk("desk_earlier_take_in", 405, 302, objects="earlier_round"),
    desk("desk_earlier_remove", 200, 302, objects="earlier_round"),
    desk("desk_meeting_new", 200, 422, objects="", seen_by=MEETING_DESK),
    desk("desk_meeting", 200, 405),
    desk("desk_meeting_plan", 200, 405),
    desk("desk_meeting_step", 200, 422, objects="meeting_id :syfte"),
    desk("desk_meeting_step", 404, 404, objects="meeting_id :finns-inte"),
    desk("desk_meeting_translation", 200, 422, objects="meeting_id :fi"),
    desk("desk_meeting_check", 200, 405),
    desk("desk_meeting_preview", 200, 405),
    desk("desk_preview_invitation", 200, 405),
    desk("desk_meeting_copy", 200, 422),
    desk("desk_meeting_series", 200, 422),
    desk("desk_save_the_date", 200, 302),
    desk("desk_meeting_publish", 405, 302),
    desk("desk_meeting_cancel", 200, 422),
    desk("desk_choose", 200, 302),
    desk("desk_invitations", 200, 405),
    desk("desk_leave_out", 405, 404),
    desk("desk_send", 405, 302),
    desk("desk_paper", 200, 405),
    desk("desk_remind", 405, 302),
    desk("desk_words", 200, 422),
    desk("desk_words_reset", 405, 302),
    desk("desk_reminder_words", 200, 422),
    desk("desk_trial", 405, 302),
    desk("desk_pause", 405, 302),
    desk("desk_resume", 405, 302),
    desk("desk_reminders", 200, 422),
    desk("desk_print", 200, 302),
    desk("desk_print_file", 404, 405),
    desk("desk_invited_export", 405, 200, objects="meeting_id :csv"),
    desk("desk_replies", 200, 405),
    desk("desk_export", 405, 200, objects="meeting_id :csv"),
    desk("desk_phone_find", 200, 405),
    desk("desk_phone", 200, 422, objects="meeting_id organisation_id"),
    desk("desk_attendance", 200, 405),
    desk("desk_door", 200, 405),
    desk("desk_door_reply", 200, 405, objects="meeting_id reply_id"),
    desk("desk_check_in", 405, 302),
    desk("desk_check_in_undo", 405, 302),
    desk("desk_walk_in", 200, 422),
    desk("desk_over_limit", 200, 422, objects="meeting_id organisation_id"),
    desk("desk_let_in", 200, 422, objects="meeting_id seat"),
    desk("desk_needs", 200, 200),
    desk("desk_needs_print", 200, 405),
]
REGISTER_DESK = [
    closed("organisations:desk_claims", "", ANY_STAFF, 200, 405),
    closed("organisations:desk_claim", "claim", LEADS, 200, 422),
    closed("organisations:desk_calls", "", ANY_STAFF, 200, 405),
    closed("organisations:desk_calls_export", ":csv", ANY_STAFF, 405, 200),
    closed("organisations:desk_call", "organisation_id", LEADS, 200, 200),
    closed("organisations:desk_returns", "", ANY_STAFF, 200, 422),
    closed("organisations:desk_return", "list_return", LEADS, 200, 405),
    closed("organisations:desk_return_withdraw", "list_return", LEADS, 405, 302),
]


def alliance(name, get, post, objects="", seen_by=LEADS):
    return closed(f"organisations:{name}", f"alliance {objects}".strip(), seen_by, get, post)


ALLIANCES = [
    alliance("alliance_join", 200, 422, seen_by=SIGNED_IN),
    alliance("alliance_leave", 405, 302, "alliance_member", OURS),
    alliance("alliance_lead", 200, 405),
    alliance("alliance_edit", 200, 422),
    alliance("alliance_stage", 200, 422),
    alliance("alliance_members", 200, 405),
    alliance("alliance_member", 200, 422, "alliance_member"),
    alliance("alliance_member_end", 405, 302, "alliance_member"),
    alliance("alliance_reach", 200, 405),
    alliance("alliance_board", 200, 422),
    alliance("alliance_board_seat", 200, 422, "board_seat"),
    alliance("alliance_board_delete", 405, 302, "board_seat"),
    alliance("alliance_documents", 200, 422),
    alliance("alliance_document_edit", 200, 422, "alliance_document"),
    alliance("alliance_steps", 200, 405),
    alliance("alliance_step", 200, 302, ":idea"),
    alliance("alliance_write", 200, 422),
    desk("desk_alliances", 200, 422, objects="", seen_by=ANY_STAFF),
    desk("desk_alliance_interest", 200, 302, objects="alliance", seen_by=LEADS),
    desk("desk_votes", 200, 405, objects="founding_id"),
]
OFFICERS = who({"officer"}, {"officer_elsewhere"})
REGISTRARS = who({"officer", "registrar"}, {"officer_elsewhere"})
EXPORTERS = who(REGISTRARS.here | LEADS.here, REGISTRARS.there | LEADS.there)


def answering(name, get, post, objects="", seen_by=OFFICERS):
    return desk(name, get, post, objects=f"consultation_id {objects}".strip(), seen_by=seen_by)


def asking_in_private(name, get, post):
    return desk(name, get, post, objects="draft_consultation_id", seen_by=OFFICERS)


ANSWERING = [
    answering("desk_contributions", 200, 405),
    answering("desk_release", 405, 302),
    answering("desk_decide", 405, 422),
    answering("desk_contribution", 200, 405, "contribution"),
    answering("desk_contribution_release", 405, 422, "contribution"),
    answering("desk_contribution_hold", 405, 302, "released_contribution"),
    answering("desk_contribution_decide", 405, 422, "contribution"),
    answering("desk_verdicts_publish", 200, 302),
    answering("desk_contributions_export", 405, 200, ":csv", EXPORTERS),
    answering("desk_register", 200, 405, seen_by=REGISTRARS),
    answering("desk_statement", 200, 405, ":1", REGISTRARS),
]
PLANS_AT_THE_DESK = [
    desk("desk_plan_new", 200, 422, objects="", seen_by=ANY_OFFICER),
    desk("desk_plan_version", 405, 302, objects="plan", seen_by=OFFICERS),
    desk("desk_plan", 200, 405, objects="plan version", seen_by=OFFICERS),
    desk("desk_plan", 200, 405, objects="plan draft_version", seen_by=OFFICERS),
    desk("desk_plan_edit", 200, 422, objects="plan draft_version", seen_by=OFFICERS),
    desk("desk_plan_publish", 200, 302, objects="plan draft_version", seen_by=OFFICERS),
    desk("desk_plan_adopt", 200, 422, objects="plan draft_version", seen_by=OFFICERS),
    desk("desk_plan_delete", 200, 302, objects="plan draft_version", seen_by=OFFICERS),
]
ASKING = [
    desk("desk_consultation_new", 200, 422, objects="", seen_by=ANY_OFFICER),
    answering("desk_consultation", 200, 405),
    asking_in_private("desk_consultation", 200, 405),
    answering("desk_consultation_edit", 200, 422),
    asking_in_private("desk_consultation_edit", 200, 422),
    asking_in_private("desk_consultation_publish", 200, 302),
    answering("desk_consultation_cancel", 200, 302),
    asking_in_private("desk_consultation_delete", 200, 302),
]
ACCOUNT = [
    account("account_login", (200, 302, 302), (200, 302, 302)),
    account("account_request_login_code", ("login", "login", "login"), ("login", "login", "login")),
    account("account_confirm_login_code", (302, 302, 302), (302, 302, 302)),
    account("account_logout", (302, 200, 200), (302, 302, 302)),
    account("account_inactive", (200, 200, 200), (405, 405, 405)),
    account("account_signup", (200, 302, 302), (200, 302, 302)),
    account("account_email", ("login", 200, 200), ("login", 302, 302)),
    account("account_email_verification_sent", ("login", 302, 302), ("login", 302, 302)),
    account("mfa_login_webauthn", ("login", 302, 302), ("login", 302, 302)),
    account("mfa_authenticate", ("login", 302, 302), ("login", 302, 302)),
    account("mfa_index", ("login", 200, 200), ("login", 405, 405)),
    account("mfa_reauthenticate", ("login", 403, 200), ("login", 403, 200)),
    account("mfa_activate_totp", ("login", 200, 302), ("login", 200, 302)),
    account("mfa_deactivate_totp", ("login", 404, 302), ("login", 404, 302)),
    account("mfa_view_recovery_codes", ("login", 404, 404), ("login", 405, 405)),
    account("mfa_generate_recovery_codes", ("login", 200, 302), ("login", 200, 302)),
    account("mfa_download_recovery_codes", ("login", 404, 404), ("login", 404, 404)),
    account("mfa_list_webauthn", ("login", 200, 200), ("login", 405, 405)),
    account("mfa_add_webauthn", ("login", 200, 302), ("login", 200, 302)),
    account("mfa_reauthenticate_webauthn", ("login", 403, 302), ("login", 403, 302)),
    account("mfa_remove_webauthn", ("login", 404, 302), ("login", 404, 302), ":987654321"),
    account("mfa_edit_webauthn", ("login", 404, 302), ("login", 404, 302), ":987654321"),
    account("usersessions_list", ("login", 200, 200), ("login", 302, 302)),
]
OUTSIDE_STAFF = frozenset(USERS - STAFF)
ADMIN = [
    admin("index", "", ANY_STAFF, 200, 200, is_open=True),
    Row("admin:login", "", EVERYBODY, *[{OUTSIDE_STAFF: 404, frozenset(ALL): "login"}] * 2),
    Row(
        "admin:logout",
        "",
        EVERYBODY,
        {frozenset(STRANGERS): "login", frozenset(STAFF): 405, OUTSIDE_STAFF: 302},
        {frozenset(STRANGERS): "login", frozenset(STAFF): 200, OUTSIDE_STAFF: 302},
    ),
    admin("jsi18n", "", ANY_STAFF, 200, 405),
    admin("autocomplete", "", ANY_STAFF, 403, 405),
    admin("app_list", ":organisations", ANY_STAFF, 200, 200),
    *model("organisation", LEADS, adds=ANY_STAFF, changes=LEADS),
    *model("representative", LEADS),
    *model("user", LEADS, adds=NATIONAL, changes=NATIONAL),
    *model("assignment", LEADS, adds=ANY_STAFF, deletes=LEADS),
    *model("region", LEADS, changes=LEADS),
    *model("municipality", ANY_STAFF),
    *model("artform", ANY_STAFF, adds=NATIONAL, changes=NATIONAL),
    *model("minority", ANY_STAFF, changes=NATIONAL),
    *model("activityword", ANY_STAFF, adds=NATIONAL, changes=NATIONAL),
    *model("letter", LEADS),
    *national_model("purgerun"),
    *national_model("documentapproval", changelist_post=302),
    *national_model("personrequest", adds=NATIONAL, change_post=302),
    admin("studyguide_guide_helped", "", ANY_STAFF, 200, 405, refused=403),
    admin("studyguide_guide_edited", "", ANY_STAFF, 200, 405, refused=403),
    *[
        admin(f"studyguide_{name}_preview", f"admin.{name}", NATIONAL, 405, 200, refused=403)
        for name in ["passage", "question", "term"]
    ],
    *model("guide", ANY_STAFF, changes=NATIONAL, app="studyguide"),
    *[
        row
        for name in ["chapter", "passage", "question", "term"]
        for row in model(name, ANY_STAFF, adds=NATIONAL, changes=NATIONAL, app="studyguide")
    ],
    *[
        row
        for row in model("importbatch", LEADS, adds=ANY_STAFF, add_post=422)
        if not row.name.endswith("change")
    ],
    *[
        row
        for name in ["double", "merge"]
        for row in model(name, LEADS)
        if not row.name.endswith("change")
    ],
    admin("organisations_double_change", "admin.double", LEADS, 200, 422),
    admin("organisations_double_different", "admin.double", LEADS, 405, 302),
    admin("organisations_double_ask_again", "admin.double", LEADS, 405, 302),
    admin("organisations_double_search", "", ANY_STAFF, 405, 302),
    admin("organisations_merge_change", "admin.merge", LEADS, 200, 405),
    admin("organisations_merge_undo", "admin.merge", LEADS, 405, 302),
    admin("organisations_importbatch_change", "admin.importbatch", LEADS, 302, 405),
    admin("organisations_importbatch_sheet", "admin.importbatch", LEADS, 200, 422),
    admin("organisations_importbatch_columns", "admin.importbatch", LEADS, 302, 302),
    admin("organisations_importbatch_write", "admin.importbatch", LEADS, 405, 302),
    admin("organisations_importbatch_discard", "admin.importbatch", LEADS, 405, 302),
    admin("organisations_importbatch_errors", "admin.importbatch", LEADS, 200, 405),
    admin("organisations_importbatch_mend", "admin.importbatch", LEADS, 200, 405),
    admin("organisations_importbatch_sitting", "admin.importbatch", LEADS, 200, 405),
    admin("organisations_importbatch_words", "admin.importstaged", LEADS, 200, 302),
    admin("organisations_importbatch_same", "admin.importstaged :2", LEADS, 200, 422),
    admin("organisations_importbatch_choose", "admin.importstaged", LEADS, 405, 302),
    admin("organisations_importbatch_stop", "admin.importbatch", LEADS, 405, 302),
    admin("organisations_importbatch_take_back", "admin.importbatch", LEADS, 405, 302),
]


def method(name, get, post, objects="consultation_id", seen_by=OFFICERS):
    return closed(f"method:{name}", objects, seen_by, get, post)


METHOD_TOOL = [
    method("desk", 200, 405, "", MEETING_DESK),
    method("desk_case_new", 200, 422, "", ANY_OFFICER),
    method("desk_case", 200, 422, "draft_case"),
    method("desk_case_publish", 405, 302, "draft_case"),
    method("desk_case_withdraw", 405, 302, "case"),
    method("desk_trials", 200, 405, "", MEETING_DESK),
    method("desk_trials_region", 200, 405, "region", MEETING_DESK),
    method("desk_trials_export", 405, 200, ":csv", MEETING_DESK),
    method("desk_trial_new", 200, 422, "", MEETING_DESK),
    method("desk_trial_edit", 200, 422, "trial", RUNNERS),
    method("desk_work", 200, 405),
    method("desk_work", 200, 405, "draft_consultation_id"),
    method("desk_checklist", 200, 302, "consultation_id :forberedelse"),
    method("desk_matrix", 200, 302),
    method("desk_principles", 200, 302),
    method("desk_work_publish", 405, 302),
    method("desk_work_hide", 405, 302),
    method("desk_template", 200, 405, "consultation_id :formell-inbjudan"),
    method("desk_template_file", 200, 405, "consultation_id :formell-inbjudan"),
]

# A circle: its leader, who is in it with an account, and who holds a link. Whoever works for the region
# or for Ideell kulturallians comes in by none of these, not by somebody's link either.
LEADER = who({"representative"}, set())
IN_CIRCLE = who({"representative", "signatory"}, set())
OUTSIDE = who(ALL - STAFF - {"officer", "registrar"}, set())


def led(name, objects, get, post):
    return closed(f"circles:{name}", f"circle {objects}".strip(), LEADER, get, post)


CIRCLES = [
    closed("circles:circle_start", "", SIGNED_IN, 200, 422),
    closed("circles:circle_detail", "circle", IN_CIRCLE, 200, 405),
    led("circle_edit", "", 200, 422),
    led("circle_remove", "", 200, 302),
    led("circle_plan", "", 200, 422),
    closed("circles:circle_take_part", "circle", IN_CIRCLE, 200, 422),
    led("circle_link_renew", "", 405, 302),
    led("circle_members", "", 200, 422),
    led("circle_member", "circle_member", 200, 422),
    led("gathering_new", "", 200, 422),
    led("gathering_detail", "circle_gathering", 200, 404),
    led("gathering_edit", "circle_gathering", 200, 422),
    closed("circles:circle_talk", "circle :traff-1", IN_CIRCLE, 200, 405),
    closed("circles:circle_question", "circle :traff-1 circle_question", IN_CIRCLE, 200, 302),
    led("circle_paper", ":narvarolista", 200, 405),
    led("circle_sheet", "", 405, 200),
]
PROPOSALS = [
    closed("circles:circle_proposals", "circle", IN_CIRCLE, 200, 405),
    closed("circles:circle_lift", "circle :traff-1 circle_question", IN_CIRCLE, 200, 200),
    led("circle_offer", "", 405, 302),
    closed("circles:circle_withdraw", "circle proposal", IN_CIRCLE, 405, 302),
    closed("circles:proposal_own", "circle proposal", IN_CIRCLE, 200, 422),
    closed("circles:offer_list", "organisation_id", OURS, 200, 405),
    closed("circles:offer_take", "offer", OURS, 200, 422),
    closed("circles:offer_decline", "offer", OURS, 405, 302),
]
CIRCLE_LINKS = [
    opened("circles:circle_join", "circle_link", OUTSIDE, 200, 422),
    opened("circles:circle_join_mailed", "circle_link", OUTSIDE, 200, 405),
    opened("circles:own_circle", "circle_member_link", OUTSIDE, 200, 405),
    opened("circles:own_leave", "circle_member_link", OUTSIDE, 200, 302),
    opened("circles:circle_left", "", EVERYBODY, 200, 405),
    opened("circles:own_talk", "circle_member_link :traff-1", OUTSIDE, 200, 405),
    opened(
        "circles:own_question", "circle_member_link :traff-1 circle_question", OUTSIDE, 200, 302
    ),
    opened("circles:own_proposals", "circle_member_link", OUTSIDE, 200, 405),
    opened("circles:own_withdraw", "circle_member_link proposal", OUTSIDE, 405, 302),
    opened("circles:own_lift", "circle_member_link :traff-1 circle_question", OUTSIDE, 200, 200),
]
ROWS = [
    *PUBLIC,
    *LINKS,
    *CIRCLES,
    *PROPOSALS,
    *CIRCLE_LINKS,
    *OWN,
    *STATEMENTS,
    *SEEKING_OUT,
    *AT_THE_DESK,
    *OPEN_AFTER_MEETINGS,
    *AFTER_MEETINGS,
    *REGISTER_DESK,
    *ALLIANCES,
    *PLANS_AT_THE_DESK,
    *ASKING,
    *ANSWERING,
    *METHOD_TOOL,
    *ACCOUNT,
    *ADMIN,
]
