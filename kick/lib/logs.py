"""What may stand in a log: what happened where, and neither who it was nor what they wrote."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from kick.lib import personal
from kick.lib.links import PATHS

# A personal link is a key: who reads it in a log can answer in the association's name.
PREFIXES = sorted({path.partition("{}")[0] for path in PATHS.values()})
SECRET_IN_PATH = re.compile(rf"({'|'.join(map(re.escape, PREFIXES))})[^/\s?#\"']+")
# Wherever else a token stands: 256 bits in base64.
TOKEN = re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])")
# What somebody searched for may be a person.
QUERY = re.compile(r"\?[\w.%~-]+=[^\s\"'<>)]*")
ADDRESS = re.compile(r"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+")
# Postgres shows the row that it refuses: «Key (email)=(…)», «Failing row contains (…)».
ROW = re.compile(
    r"(?s)(Key \(.*?\)=|Failing row contains )\(.*?\)"
    r"(?= already exists| is not present| is still referenced| conflicts|\.?\s*(?:\n|$))"
)
# What a line says beside its message, given as `extra`.
TOLD = ["method", "view", "status", "ms"]


def clean(text: str) -> str:
    """Without personal links, addresses, personal numbers, search words and rows of the database."""
    text = SECRET_IN_PATH.sub(r"\1…", text)
    text = QUERY.sub("?…", TOKEN.sub("…", text))
    return personal.mask(ADDRESS.sub("…@…", ROW.sub(r"\1(…)", text)))


class WithoutSecrets(logging.Filter):
    """Cleans whatever is logged, tracebacks too, before it is written anywhere."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = clean(record.getMessage()), ()
        if record.exc_info and record.exc_info[0]:
            # The formatter takes this text instead of making its own.
            record.exc_text = clean("".join(traceback.format_exception(*record.exc_info)).rstrip())
            record.exc_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(record.getMessage()),
        }
        line |= {name: getattr(record, name) for name in TOLD if hasattr(record, name)}
        if record.exc_info and not record.exc_text:
            record.exc_text = clean(self.formatException(record.exc_info))
        if record.exc_text:
            line["traceback"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)
