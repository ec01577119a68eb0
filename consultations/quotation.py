"""What the open pages print of one contribution, in plain words: what is printed alike is made once."""

from typing import NamedTuple


class Answer(NamedTuple):
    """What the region has answered in public, and where the text is changed because of it."""

    outcome: str
    kind: str
    reason: str
    url: str = ""
    title: str = ""
    language: str = ""
    version: str = ""


class Quotation(NamedTuple):
    """Who says what. `url` leads to the wording that it was said about, where that is an earlier one."""

    language: str
    wording: str
    body: str
    name: str
    kind: str
    kind_word: str
    answer: Answer | None
    url: str = ""
    version: str = ""


def quotation_of(contribution, *, is_short=False, is_earlier=False):
    """A short one leaves out where the text is changed, so it needs no section beside the answer."""
    statement = contribution.statement
    quotation = Quotation(
        statement.language,
        contribution.shown_wording,
        contribution.shown_body,
        statement.public_name,
        contribution.kind,
        str(contribution.kind_word),
        answer_to(contribution, is_short=is_short),
    )
    if not is_earlier:
        return quotation
    section = contribution.section
    return quotation._replace(url=section.get_absolute_url(), version=section.version.name)


def answer_to(contribution, *, is_short=False):
    verdict = getattr(contribution, "verdict", None)
    if verdict is None or not verdict.is_published:
        return None
    answer = Answer(str(verdict.outcome_word), verdict.outcome_kind, verdict.reason)
    if is_short or not verdict.section or verdict.section.version.is_draft:
        return answer
    section = verdict.section
    return answer._replace(
        url=section.get_absolute_url(),
        title=str(section.title),
        language=section.text.language,
        version=section.version.name,
    )
