"""What somebody wrote on one page, kept in her session until she has signed in again."""

from collections.abc import Mapping, MutableMapping
from typing import Any

KEY = "kept_words"
# As much as the box itself takes, and a little for the rest of the form.
MOST = 45_000


def keep(session: MutableMapping[str, Any], path: str, fields: Mapping[str, str]) -> None:
    """The last page's only: one cannot write on two at a time."""
    kept = {name: fields[name] for name in fields if name not in {"csrfmiddlewaretoken", "do"}}
    if sum(map(len, kept.values())) <= MOST:
        session[KEY] = {"path": path, "fields": kept}


def take(session: MutableMapping[str, Any], path: str) -> dict[str, str]:
    """The fields of the page, once; nothing when another page's are kept."""
    if session.get(KEY, {}).get("path") != path:
        return {}
    return session.pop(KEY)["fields"]
