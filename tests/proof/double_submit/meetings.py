"""What an invited or interested person sends about a meeting."""

from functools import partial

from consultations.actions import replies
from consultations.models import Doorway, Handover, Seat, Speaker
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory
from tests.proof.double_submit.press import browser


def invited(**meeting):
    invitation = InvitationFactory(meeting=MeetingFactory(**meeting))
    invitation.issue()
    return invitation


def coming():
    invitation = invited()
    replies.answer(doorway=Doorway.opened_by(invitation.token), comes=True)
    return invitation


def answer(said):
    return browser(), f"/i/{invited().token}/svar/", {"svar": said}


def details():
    fields = {"persons": "2", "name_1": "Ada", "needs": ["hearing_loop"], "wants_alliance": "on"}
    return browser(), f"/i/{coming().token}/uppgifter/", fields


def confirm():
    reply = replies.sign_up(
        meeting=MeetingFactory(), speaker=Speaker.SELF, email="ada@exempel.se", names=["Ada"]
    )
    return browser(), f"/i/{reply.token}/bekrafta/", {}


def leave_by_invitation():
    return browser(), f"/i/{coming().token}/bort/", {}


def type_code():
    return browser(), "/i/", {"code": invited().code}


def sign_up(way):
    address = f"{MeetingFactory().get_absolute_url()}anmal/{way}/"
    fields = {"email": "ada@exempel.se", "persons": "1", "name_1": "Ada"}
    return browser(), address, fields


def find():
    organisation = OrganisationFactory(public=True)
    address = f"{MeetingFactory().get_absolute_url()}anmal/forening/"
    return browser(), address, {"forening": organisation.slug}


def no_more():
    return browser(), f"/i/{invited().token}/inga-fler/", {}


def offer_seat():
    invitation = coming()
    seat = Seat.objects.get(reply__organisation=invitation.organisation)
    return browser(), f"/i/{invitation.token}/plats/", {"seat": seat.pk, "email": "b@exempel.se"}


def given():
    invitation = coming()
    seat = Seat.objects.get(reply__organisation=invitation.organisation)
    return invitation, Handover.objects.create(seat=seat, email="b@exempel.se")


def take_back():
    invitation, handover = given()
    return browser(), f"/i/{invitation.token}/plats/ater/", {"plats": handover.seat_id}


def answer_seat(said):
    return browser(), f"/plats/{given()[1].token}/", {"svar": said, "name": "Beda"}


FORMS = {
    "consultations:invitation_answer": [partial(answer, "ja"), partial(answer, "nej")],
    "consultations:reply_details": [details],
    "consultations:invitation_silence": [no_more],
    "consultations:seat_offer": [offer_seat],
    "consultations:seat_take_back": [take_back],
    "consultations:seat_detail": [partial(answer_seat, "ja"), partial(answer_seat, "nej")],
    "consultations:reply_confirm": [confirm],
    "consultations:invitation_remove": [leave_by_invitation],
    "consultations:code_enter": [type_code],
    "consultations:sign_up_as": [
        partial(sign_up, "som-mig-sjalv"),
        partial(sign_up, "som-grupp"),
    ],
    "consultations:sign_up_find": [find],
}
