import random
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Sizes:
    """How much there is. The same sizes, seed and day give the same rows."""

    organisations: int = 100_000
    meetings: int = 2_000
    replies: int = 100_000
    contributions: int = 50_000
    seed: int = 1
    today: date | None = None

    @property
    def small(self) -> int:
        """The region beside the big one: what a list costs when there is little."""
        return max(2, min(1_000, self.organisations // 10))

    @property
    def day(self) -> date:
        return self.today or timezone.localdate()

    def moment(self, *, days: int, hour: int = 18) -> datetime:
        day = self.day + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(hour, 0)))

    def chance(self, subject: str) -> random.Random:
        """A subject's own, so that more of one thing does not change the others."""
        return random.Random(f"{self.seed}:{subject}")


def made_up_uuid(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)
