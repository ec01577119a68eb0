"""Screenshots of the steps of a story, on a phone and on a desk, for somebody to look at."""

from pathlib import Path

WIDTHS = [360, 1280]


class Pictures:
    def __init__(self, folder):
        self.folder = Path(folder) if folder else None
        self.number = 0

    def take(self, page, name):
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.number += 1
        before = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            path = self.folder / f"{self.number:02}-{name}-{width}.png"
            page.screenshot(path=path, full_page=True)
        page.set_viewport_size(before)
