"""The door to the mail server: one message in, and out comes what the server said."""

import collections
import smtplib
import threading
import time

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

# What 550, 551 and 553 say after the text is that the mailbox does not exist; other 5xx blame the letter.
NO_SUCH_ADDRESS = {550, 551, 553}
# Some servers cut a connection that brings too much.
LETTERS_PER_CONNECTION = 100
SECONDS_UNTIL_COLD = 15


class NotNow(Exception):
    """The server could not take it, or could not be reached: later. `code` is None without an answer."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(code)
        self.code = code


class Refused(Exception):
    """The server will never take this message; `is_address` says that the address is to blame."""

    def __init__(self, code: int, *, is_address: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_address = is_address


def deliver(message: EmailMessage) -> None:
    """Hand over one message to one recipient. Raises NotNow or Refused, with no address in them.

    Who we are to the server (greeting, sign-in, sender) is our own trouble and passes: NotNow.
    """
    [_recipient] = message.recipients()
    line = _Line.take()
    try:
        line.send(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        [(code, _words)] = refusal.recipients.values()
        line.cut()
        raise _answer(code, is_address=True) from None
    except smtplib.SMTPDataError as refusal:
        line.cut()
        raise _answer(refusal.smtp_code, is_address=refusal.smtp_code in NO_SUCH_ADDRESS) from None
    except smtplib.SMTPResponseException as refusal:
        line.cut()
        raise NotNow(refusal.smtp_code) from None
    except OSError:
        line.cut()
        raise NotNow from None
    except BaseException:
        line.cut()
        raise
    line.keep()


def hang_up(*, cold: float = 0) -> None:
    """End the connections that nobody has used for `cold` seconds."""
    with _Line.lock:
        old = [line for line in _Line.kept if time.monotonic() - line.used_at >= cold]
        for line in old:
            _Line.kept.remove(line)
    for line in old:
        line.end()


def _answer(code, *, is_address):
    return Refused(code, is_address=is_address) if code >= 500 else NotNow(code)


class _Line:
    """A connection that is kept for the next letter: signing in again costs more than the letter."""

    kept: collections.deque = collections.deque()
    lock = threading.Lock()

    def __init__(self):
        self.backend = get_connection()
        self.is_smtp = isinstance(self.backend, EmailBackend)
        self.used_at = time.monotonic()
        self.sent = 0

    @classmethod
    def take(cls):
        while True:
            with cls.lock:
                line = cls.kept.pop() if cls.kept else None
            if line is None:
                return cls()
            if line.answers():
                return line
            line.cut()

    def answers(self):
        """A server may have hung up meanwhile; asking costs nothing, a letter tried in vain does."""
        try:
            return self.backend.connection.noop()[0] == 250
        except OSError:
            return False

    def send(self, message):
        if self.is_smtp:
            self.backend.open()
        self.backend.send_messages([message])

    def keep(self):
        self.used_at = time.monotonic()
        self.sent += 1
        if self.is_smtp and self.sent < LETTERS_PER_CONNECTION:
            with self.lock:
                self.kept.append(self)
        else:
            self.end()

    def end(self):
        try:
            self.backend.close()
        except OSError:
            self.cut()

    def cut(self):
        """No goodbye: a server that stalls would stall that too."""
        if self.is_smtp:
            for connection in [self.backend.connection, self.backend._partial_connection]:
                if connection is not None:
                    connection.close()
            self.backend.connection = self.backend._partial_connection = None
