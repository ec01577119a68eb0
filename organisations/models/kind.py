"""What an organisation can be: its kind and track, its status, what cuts across, how it was confirmed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    NETWORK = "network", _("Network or informal group")
    STUDY_FEDERATION = "study_federation", _("Study federation")
    FEDERATION = "federation", _("District or federation")
    FOUNDATION = "foundation", _("Foundation")
    ECONOMIC_ASSOCIATION = "economic_association", _("Economic association")
    ALLIANCE = "alliance", _("Cultural alliance")
    MUNICIPALITY = "municipality", _("Municipality")
    AUTHORITY = "authority", _("State or regional authority")
    INSTITUTION = "institution", _("Institution")
    PROFESSIONAL = "professional", _("Professional cultural organisation")


CIVIL_SOCIETY = [
    Kind.ASSOCIATION,
    Kind.NETWORK,
    Kind.STUDY_FEDERATION,
    Kind.FEDERATION,
    Kind.FOUNDATION,
    Kind.ECONOMIC_ASSOCIATION,
    Kind.ALLIANCE,
]


class Track(models.TextChoices):
    """Who speaks, in the words of förordning (2010:2012) 7 §."""

    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PROFESSIONAL = "professional", _("Professional culture")
    MUNICIPALITY = "municipality", _("Municipality")
    OTHER = "other", _("Other")


TRACK_OF_KIND = {
    **dict.fromkeys(CIVIL_SOCIETY, Track.CIVIL_SOCIETY),
    Kind.MUNICIPALITY: Track.MUNICIPALITY,
    Kind.AUTHORITY: Track.OTHER,
    Kind.INSTITUTION: Track.PROFESSIONAL,
    Kind.PROFESSIONAL: Track.PROFESSIONAL,
}


class OrganisationStatus(models.TextChoices):
    REPORTED = "reported", _("Reported, not looked at")
    LISTED = "listed", _("In the register")
    DORMANT = "dormant", _("Dormant")
    REJECTED = "rejected", _("Not taken up")
    MERGED = "merged", _("Merged into another")
    REMOVED = "removed", _("Removed at its own request")


# The whole life of an organisation in the register. A move that is not listed does not exist.
ORGANISATION_MOVES = {
    OrganisationStatus.REPORTED: {
        OrganisationStatus.LISTED,
        OrganisationStatus.REJECTED,
        OrganisationStatus.MERGED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.LISTED: {
        OrganisationStatus.DORMANT,
        OrganisationStatus.MERGED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.DORMANT: {
        OrganisationStatus.LISTED,
        OrganisationStatus.MERGED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.REJECTED: {
        OrganisationStatus.LISTED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.MERGED: set(),
    OrganisationStatus.REMOVED: {OrganisationStatus.LISTED},
}


class Flag(models.TextChoices):
    """What cuts across the art forms."""

    AMATEUR = "amateur", _("Amateur culture")
    YOUTH = "youth", _("Children's and youth culture")
    ETHNIC = "ethnic", _("Ethnic or multicultural association")
    ACCESS = "access", _("Accessibility and disability rights")
    HEALTH = "health", _("Culture and health")
    INTERNATIONAL = "international", _("International")


class ConfirmedHow(models.TextChoices):
    REGISTRATION = "registration", _("Registered itself")
    LINK = "link", _("By a link to its address")
    ACCOUNT = "account", _("By its representative")
    PHONE = "phone", _("By phone")
