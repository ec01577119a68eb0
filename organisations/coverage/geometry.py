"""Where the municipalities lie: their outlines and who borders on whom (bin/maps; source SCB)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "reference" / "municipality_map.json"
SOURCE = "SCB"
# Air round the drawing, in its unit of 100 metres.
MARGIN = 12


@cache
def shapes() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Frame:
    """What a map of these municipalities shows: the `viewBox` of its SVG, and its proportions."""

    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


def outline(code: str) -> str:
    """The path of the municipality's borders; empty for one that there is no map of."""
    return shapes().get(code, {}).get("path", "")


def middle(code: str) -> tuple[int, int]:
    """Where a number has most room."""
    return tuple(shapes()[code]["at"])


def frame(codes) -> Frame | None:
    """Round all of them; None when none of them is drawn."""
    boxes = [shapes()[code]["box"] for code in codes if code in shapes()]
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes) - MARGIN, min(box[1] for box in boxes) - MARGIN
    right, bottom = max(box[2] for box in boxes) + MARGIN, max(box[3] for box in boxes) + MARGIN
    return Frame(left, top, right - left, bottom - top)


def neighbours(codes) -> list[str]:
    """The municipalities outside that border on one of these, by code."""
    codes = set(codes)
    near = {other for code in codes for other in shapes().get(code, {}).get("near", [])}
    return sorted(near - codes)
