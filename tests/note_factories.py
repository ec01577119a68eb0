"""Rows of what is noted at a meeting, each as small as it may be."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from consultations.actions import minutes, notes
from consultations.models import Evaluation, MeetingHost, Note, NoteTable
from tests.factories import MeetingFactory, ReplyFactory, SeatFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class HeldMeetingFactory(MeetingFactory):
    """It ended an hour ago."""

    class Params:
        closed = factory.Trait(admission="closed")

    starts_at = factory.LazyFunction(lambda: timezone.now() - 3 * HOUR)


class NoteTableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NoteTable

    meeting = factory.SubFactory(HeldMeetingFactory)
    name = factory.Sequence(lambda n: f"Bord {n + 1}")


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    uuid = factory.LazyFunction(uuid.uuid4)
    table = factory.SubFactory(NoteTableFactory)
    meeting = factory.SelfAttribute("table.meeting")
    body = "Bussen går för tidigt på kvällen."
    may_leave = factory.LazyAttribute(lambda note: not note.meeting.is_closed)


class MeetingHostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingHost


class EvaluationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evaluation

    independence = dialogue = quality = continuity = openness = diversity = 3


def came_to(meeting, **words):
    """Somebody with an address who was ticked off at the door."""
    reply = ReplyFactory(meeting=meeting, **words)
    number = meeting.seats.count() + 1
    SeatFactory(reply=reply, status="attended", came_at=meeting.starts_at, number=number)
    return reply


def sent_out(meeting, *, days=14):
    """To all who came; returns who has been asked."""
    minutes.ask_if_right(meeting=meeting, until=timezone.now() + days * DAY)
    return list(meeting.askings.all())


def confirmed(meeting, *, by):
    """Those who came had their time, and said nothing."""
    sent_out(meeting)
    minutes.confirm(meeting=meeting, by=by, at=timezone.now() + 15 * DAY)


def released(meeting, *, by, consultation=None):
    if consultation:
        minutes.point_at(meeting=meeting, consultation=consultation)
    confirmed(meeting, by=by)
    minutes.release(meeting=meeting, by=by)


def take_part(meeting, user):
    """Settled before it began."""
    before = meeting.starts_at - HOUR
    notes.add_host(meeting=meeting, user=user, by=user, at=before)
