"""What a planner chooses among when a meeting is planned."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """Where a seat is. Each place has a number of seats and a queue of its own."""

    SITE = "site", _("On site")
    ONLINE = "online", _("Online")


class Organiser(models.TextChoices):
    """Who calls the meeting; it decides whose data the replies are."""

    IKA = "ika", _("Ideell kulturallians")
    REGION = "region", _("The region")
    BOTH = "both", _("Ideell kulturallians and the region")
    ALLIANCE = "alliance", _("The regional cultural alliance")


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingKind(models.TextChoices):
    START = "start", _("Start meeting")
    CONSULTATION = "consultation", _("Consultation meeting")
    MINORITY = "minority", _("Special consultation with a national minority")
    ASSEMBLY = "assembly", _("Culture assembly")
    REFERRAL = "referral", _("Referral conference")
    FEEDBACK = "feedback", _("Feedback assembly")
    MUNICIPALITIES = "municipalities", _("Cooperation with the municipalities")
    FOUNDING = "founding", _("Founding meeting")


class Admission(models.TextChoices):
    OPEN = "open", _("Open to all")
    INVITED = "invited", _("By invitation")
    CLOSED = "closed", _("By invitation, and the place is told only to those who come")


# What is spoken, signed or interpreted at a meeting.
MEETING_LANGUAGES = {
    "sv": _("Swedish"),
    "sgn": _("Swedish sign language"),
    "fi": _("Finnish"),
    "en": _("English"),
    "fit": _("Meänkieli"),
    "rom": _("Romani"),
    "se": _("Northern Sami"),
    "smj": _("Lule Sami"),
    "sma": _("Southern Sami"),
    "yi": _("Yiddish"),
    "ar": _("Arabic"),
}

# What a place offers, in words that ask nobody what they lack. From practice: the questions that
# venues are asked most often, and that a volunteer can answer.
ACCESS = {
    "step_free": _("No steps from the street to the room"),
    "lift": _("A lift, where there are stairs"),
    "toilet": _("A toilet for wheelchairs"),
    "hearing_loop": _("A hearing loop"),
    "microphone": _("Everybody speaks in a microphone"),
    "quiet_room": _("A quiet room to rest in"),
    "assistance_dog": _("Assistance dogs are welcome"),
    "scent_free": _("Free from strong scents"),
    "parking": _("Parking for disabled drivers at the door"),
    "public_transport": _("A bus or train stops nearby, there and back"),
}


class Travel(models.TextChoices):
    """Whether those who come are paid for their journey."""

    UNSAID = "", _("Not said yet")
    PAID = "paid", _("Yes, we pay for the journey")
    UNPAID = "unpaid", _("No")
