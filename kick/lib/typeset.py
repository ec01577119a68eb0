"""A child process that sets one PDF and ends: typst keeps what it has laid out, a MB and more a page.

Run by `kick.lib.pdf`: JSON with `template` and `data` comes in, the PDF goes out. What typst refuses or
warns of goes to the error stream, with status 1.
"""

import json
import sys
from pathlib import Path

import typst

CHECKOUT = Path(__file__).resolve().parents[2]
TEMPLATES = CHECKOUT / "kick" / "pdf"
STANDARDS = ["a-2a", "ua-1"]


def typeset(template: str, data: dict) -> bytes:
    """The PDF. Raises TypstError, and TypstWarning where typst would go on."""
    # typst carries fonts in itself, and would mix them in without a word.
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(TEMPLATES / "fonts")],
    )
    pdf, warnings = typst.compile_with_warnings(
        str(TEMPLATES / f"{template}.typ"),
        root=str(CHECKOUT),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        format="pdf",
        pdf_standards=STANDARDS,
    )
    if warnings:
        raise warnings[0]
    return pdf


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(typeset(**json.load(sys.stdin)))
    except (typst.TypstError, typst.TypstWarning) as problem:
        sys.exit(f"{problem.message}\n{problem.diagnostic}")
