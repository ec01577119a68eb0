"""A child process that puts several PDFs after each other and ends: `pdf_join OUT PART …`.

For the printer, not for the screen: the one file has all pages, but the marks that a screen reader needs
stay in the parts (no library joins those).
"""

import sys

from pypdf import PdfWriter


def join(out: str, parts: list[str]) -> None:
    writer = PdfWriter()
    for part in parts:
        writer.append(part, import_outline=False)
    # Each part brought the same fonts along.
    writer.compress_identical_objects()
    writer.write(out)


if __name__ == "__main__":
    join(sys.argv[1], sys.argv[2:])
