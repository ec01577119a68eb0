"""A real mail server for tests, which collects what it takes and refuses what it is told to."""

import asyncio
import email
import email.policy
import logging
import socket
import threading
import time
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller

# Every line of every dialogue, which buries what a failing test has to say.
logging.getLogger("mail.log").setLevel(logging.WARNING)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Mail:
    """One message as it arrived, with the envelope's addresses."""

    sender: str
    recipients: list
    at: float
    message: email.message.EmailMessage
    raw: bytes

    @property
    def message_id(self):
        return self.message["Message-ID"]

    @property
    def text(self):
        return self.message.get_body(["plain"]).get_content()

    @property
    def html(self):
        return self.message.get_body(["html"]).get_content()


@dataclass
class SmtpSink:
    """`at_rcpt` and `at_data` map an address ("*" for any) to the answer that it gets.

    `stalled` addresses wait that many seconds before the answer, `dropped` ones lose the line after
    DATA, although the message was taken.
    """

    mails: list = field(default_factory=list)
    connections: int = 0
    at_rcpt: dict = field(default_factory=dict)
    at_data: dict = field(default_factory=dict)
    stalled: dict = field(default_factory=dict)
    dropped: set = field(default_factory=set)
    transports: list = field(default_factory=list)

    def __post_init__(self):
        self.port = free_port()
        self._controller = Controller(_Handler(self), hostname="127.0.0.1", port=self.port)
        self._arrived = threading.Condition()

    def start(self):
        self._controller.start()

    def stop(self):
        self._controller.stop()

    def hang_up(self):
        """Close every connection, as a server does that is started again."""
        for transport in self.transports:
            self._controller.loop.call_soon_threadsafe(transport.abort)
        self.transports.clear()

    def be_kind(self):
        """From now on everything is taken."""
        for rule in (self.at_rcpt, self.at_data, self.stalled, self.dropped):
            rule.clear()

    def to(self, address):
        return [mail for mail in self.mails if address in mail.recipients]

    def wait_for(self, number, *, seconds):
        """Whether so many mails have arrived in time."""
        with self._arrived:
            return self._arrived.wait_for(lambda: len(self.mails) >= number, seconds)

    def _take(self, mail):
        with self._arrived:
            self.mails.append(mail)
            self._arrived.notify_all()


class _Handler:
    def __init__(self, sink):
        self.sink = sink

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.sink.connections += 1
        self.sink.transports.append(server.transport)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.sink.at_rcpt.get(address) or self.sink.at_rcpt.get("*")
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [address] = envelope.rcpt_tos
        if address in self.sink.stalled:
            await asyncio.sleep(self.sink.stalled[address])
        answer = self.sink.at_data.get(address) or self.sink.at_data.get("*")
        if answer:
            return answer
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        about = envelope.mail_from, envelope.rcpt_tos, time.monotonic()
        self.sink._take(Mail(*about, message, envelope.content))
        if address in self.sink.dropped:
            server.transport.abort()
        return "250 OK"
