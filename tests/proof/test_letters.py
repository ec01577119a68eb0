import resource
import time
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from kick.lib import pdf

ZONE = ZoneInfo("Europe/Stockholm")


@pytest.mark.proof
def test_u10_five_hundred_paper_letters_in_one_file(figure):
    """In a child, so that the web worker stays small; it is measured by its peak."""
    meeting = {
        "title": "Startmöte för en regional kulturallians",
        "caller": "Ideell kulturallians",
        "starts_at": datetime(2026, 12, 8, 18, tzinfo=ZONE),
        "ends_at": datetime(2026, 12, 8, 20, 30, tzinfo=ZONE),
        "place": "Kulturhuset Spira, Kulturgatan 3, Jönköping",
        "purpose": "Kom och träffa andra föreningar i länet. " * 8,
        "programme": "17.30 Kaffe\n18.00 Välkomna\n19.00 Samtal i grupper\n20.30 Slut",
    }
    letters = [
        {
            "address": [f"Förening {number}", "Brahegatan 38", "563 32 Gränna"],
            "link": f"https://kick.example/i/{number:043}/",
            "code": f"C7KM4PX{number:03}",
            "source": "Jönköpings kommun, 3 november 2026",
        }
        for number in range(pdf.MOST_LETTERS)
    ]
    small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()

    content = pdf.invitation_letters(meeting=meeting, letters=letters)

    seconds = time.perf_counter() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - small
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    reader = PdfReader(BytesIO(content))
    assert len(reader.pages) == pdf.MOST_LETTERS
    assert "Förening 499" in reader.pages[-1].extract_text()
    assert peak < 1500 * 1024
    figure(
        "U10",
        f"{len(letters)} paper letters in one tagged PDF: {seconds:.1f} s, {len(content) >> 20} MB,"
        f" child's peak {peak >> 10} MB, our own process +{grown >> 10} MB",
    )
