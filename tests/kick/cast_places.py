"""What a url can name: one region's objects, or names that lead nowhere."""

from dataclasses import dataclass
from uuid import UUID

NOWHERE = UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class Place:
    """One region's objects as a url names them; where there are none, names that lead nowhere."""

    region: str = "finns-inte"
    municipality: str = "9999"
    organisation: str = "finns-inte"
    organisation_id: UUID = NOWHERE
    hidden_organisation: str = "finns-inte"
    meeting: str = "finns-inte"
    meeting_id: UUID = NOWHERE
    draft_meeting: str = "finns-inte"
    draft_meeting_id: UUID = NOWHERE
    earlier_round: UUID = NOWHERE
    invitation: str = "A" * 43
    reply: str = "B" * 43
    seat_link: str = "F" * 43
    reply_id: UUID = NOWHERE
    seat: int = 987_654_321
    calendar: str = "F" * 43
    organisation_link: str = "C" * 43
    tip: UUID = NOWHERE
    claim: int = 987_654_321
    list_return: UUID = NOWHERE
    list_link: str = "E" * 43
    annual_link: str = "F" * 43
    plan: int = 987_654_321
    version: int = 1
    draft_version: int = 2
    chapter: str = "finns-inte"
    consultation: str = "finns-inte"
    consultation_id: UUID = NOWHERE
    draft_consultation: str = "finns-inte"
    draft_consultation_id: UUID = NOWHERE
    statement: UUID = NOWHERE
    arrived_statement: UUID = NOWHERE
    receipt: str = "D" * 43
    contribution: int = 987_654_321
    released_contribution: int = 987_654_321
    gathering: str = "finns-inte"
    coming_gathering: str = "finns-inte"
    guide_answer: UUID = NOWHERE
    founding_id: UUID = NOWHERE
    held: str = "finns-inte"
    held_id: UUID = NOWHERE
    unheld: str = "finns-inte"
    table: str = "F" * 43
    note: UUID = NOWHERE
    asking: str = "G" * 43
    out_note: UUID = NOWHERE
    out_id: UUID = NOWHERE
    correction: int = 987_654_321
    table_of_correction: str = "H" * 43
    evaluation: str = "I" * 43
    host: int = 987_654_321
    meeting_document: int = 987_654_321
    desk_document: int = 987_654_321
    case: UUID = NOWHERE
    draft_case: UUID = NOWHERE
    trial: UUID = NOWHERE
    alliance: str = "finns-inte"
    alliance_member: int = 987_654_321
    alliance_document: int = 987_654_321
    inner_document: int = 987_654_321
    board_seat: int = 987_654_321
    circle: UUID = NOWHERE
    circle_member: UUID = NOWHERE
    circle_gathering: int = 987_654_321
    circle_question: str = "finns-inte"
    circle_link: str = "J" * 43
    circle_member_link: str = "K" * 43
    proposal: UUID = NOWHERE
    offer: UUID = NOWHERE
    rows: dict | None = None

    def pk(self, model):
        """The id of this place's row of an admin model."""
        return self.rows[model] if self.rows else 987_654_321
