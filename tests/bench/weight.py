"""What a first visit weighs, compressed as it is sent, and what a worker weighs and how it starts."""

import re
from dataclasses import dataclass

from tests.bench.processes import pss_mb

ASKED_FOR = re.compile(r'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="([^"#]+)[^"]*"[^>]*>')
NOT_ASKED_FOR = re.compile(r'rel="(?:canonical|alternate|next|prev)"')
FONT = re.compile(r"\.woff2?$")


@dataclass
class Visit:
    page: str
    html_kb: float
    all_kb: float
    requests: int
    fonts_kb: float


def visit(site, name, path):
    """Everything that the page names: style sheets, scripts, pictures; fonts are counted apart."""
    browser = site.browser()
    page = browser.get(path)
    named = {
        match[1]
        for match in ASKED_FOR.finditer(page.text)
        if not NOT_ASKED_FOR.search(match[0]) and match[1].startswith("/static/")
    }
    sizes = {path: browser.get(path).length for path in named}
    fonts = sum(size for path, size in sizes.items() if FONT.search(path))
    everything = page.length + sum(sizes.values()) - fonts
    return Visit(
        page=name,
        html_kb=page.length / 1024,
        all_kb=everything / 1024,
        requests=1 + sum(not FONT.search(path) for path in named),
        fonts_kb=fonts / 1024,
    )


def memory(site):
    """PSS of the heaviest worker, in MB."""
    return max(pss_mb(pid) for pid in site.worker_pids)
