"""The rows of the table of urls that the study guide has: the method tool, circles, and what they propose."""

from tests.kick.matrix_words import (
    ALL,
    ANY_OFFICER,
    EVERYBODY,
    MEETING_DESK,
    OFFICERS,
    OURS,
    RUNNERS,
    SIGNED_IN,
    STAFF,
    closed,
    opened,
    who,
)


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
    method("desk_template_text", 200, 405, "consultation_id :formell-inbjudan"),
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
