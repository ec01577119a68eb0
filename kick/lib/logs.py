import logging
import re

# A personal link is a key: who reads it in a log can answer in the association's name.
SECRET_IN_PATH = re.compile(r"(?<=/i/)[^/\s?#\"']+")


class WithoutSecrets(logging.Filter):
    """Takes personal links out of whatever is logged, before it is written anywhere."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/i/" in message:
            record.msg, record.args = SECRET_IN_PATH.sub("…", message), ()
        return True
