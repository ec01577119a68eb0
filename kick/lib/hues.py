"""The regions' colours where no style sheet reaches: in mails."""

import re
from functools import cache

from kick.lib.cluster import CHECKOUT

TOKENS = CHECKOUT / "static" / "css" / "tokens.css"
HUE = re.compile(r"\.hue-(\d\d) \{ --region: (#[0-9a-f]{6}); \}")


@cache
def hues() -> dict[str, str]:
    """County code to the hue in the style sheet, so that a region has one colour everywhere."""
    return dict(HUE.findall(TOKENS.read_text()))
