"""Kick as it is run in earnest: gunicorn and the queue worker as processes, and a mail server."""

import subprocess
import sys
import urllib.error
import urllib.request

from tests.smtp_sink import SmtpSink, free_port
from tests.worker import CHECKOUT, Worker, until


class LiveSite:
    """On the database that Django is connected to when it is made."""

    def __init__(self, folder):
        self.sink = SmtpSink()
        self.worker = Worker(self.sink, folder)
        port = free_port()
        self.url = f"http://localhost:{port}"
        # Links in letters lead here, and the worker writes them.
        self.worker.surroundings |= {"SITE_URL": self.url, "PORT": str(port)}
        self.log_path = folder / "web.log"
        self.web = None

    def start(self):
        self.sink.start()
        self.worker.start()
        command = [sys.executable, "-m", "gunicorn", "--config", "bin/gunicorn.conf.py"]
        with self.log_path.open("w") as log:
            self.web = subprocess.Popen(
                command, cwd=CHECKOUT, env=self.worker.surroundings, stdout=log, stderr=log
            )
        assert until(self.answers, seconds=60), self.log_path.read_text()

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        """Both end by themselves: of what is killed the database hears late, and stays in use."""
        self.web.terminate()
        self.worker.stop()
        self.web.wait(20)
        self.sink.stop()

    def letter_to(self, address, *, about="", after=0, seconds=20):
        """The next mail to the address with these words in its subject, when `after` have come."""

        def found():
            mails = self.sink.to(address)
            return [mail for mail in mails if about in mail.message["Subject"]][after:]

        arrived = until(found, seconds=seconds)
        assert arrived, f"no mail to {address}\n{self.worker.log}\n{self.log_path.read_text()}"
        return found()[0]
