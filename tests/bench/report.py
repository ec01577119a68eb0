"""The figures as a table, each beside what DESIGN §7 asks for."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Line:
    """One figure. `must` is the most it may be, None when nothing is asked."""

    group: str
    name: str
    figure: float
    unit: str
    must: float | None = None
    stretch: float | None = None
    # What stands beside it, for whoever wants to know more.
    more: str = ""

    @property
    def verdict(self):
        if self.must is None:
            return ""
        if self.figure > self.must:
            return "MISSED"
        is_stretched = self.stretch is not None and self.figure <= self.stretch
        return "stretch" if is_stretched else "met"


def page_lines(costs):
    by_name = {cost.page.name: cost for cost in costs}
    for cost in costs:
        page = cost.page
        more = (
            f"{cost.ms:5.1f} ms cpu, floor {cost.floor_ms:4.1f}; {cost.a_second:4.0f}/s,"
            f" p95 {cost.p95_ms:4.0f} ms; {cost.kilobytes:4.1f} kB"
        )
        yield Line("page", page.name, cost.ratio, "× floor", page.must, page.stretch, more)
        if page.beside in by_name:
            times = cost.ms / by_name[page.beside].ms
            yield Line("page", f"{page.name} / few", times, "×", page.must_beside, 1.2)


def search_lines(searches):
    for search in searches:
        more = (
            f"median {search.median_ms:4.0f}, alone {search.alone_ms:4.0f},"
            f" cpu {search.cpu_ms:5.1f} ms; floor p95 {search.floor_p95_ms:4.0f}"
        )
        yield Line(
            "search", search.name, search.p95_ms, "ms p95", search.must, search.stretch, more
        )


def reply_lines(replies):
    more = f"floor {replies.floor_a_second:.0f}/s, {replies.floor_cpu_ms:.0f} ms cpu"
    yield Line(
        "reply",
        f"{replies.number} replies, 8 at once",
        replies.a_second,
        "a second",
        more=f"p95 {replies.p95_ms:.0f} ms, {replies.cpu_ms:.0f} ms cpu a reply; {more}",
    )
    yield Line("reply", "requests a reply", replies.requests, "", 4, 2)
    yield Line("reply", "SQL a reply", replies.queries, "", 30)


# Seconds for a thousand rows: must, stretch.
SECONDS = {"CSV": (0.2, 0.1), "XLSX": (1, 0.5)}


def file_lines(files):
    for file in files:
        name = f"{file.name}, {file.rows:,} rows"
        more = f"{file.megabytes:.1f} MB"
        is_ours = file.name in SECONDS
        is_large = file.rows > 1_000
        must, stretch = SECONDS[file.name] if is_ours and not is_large else (None, None)
        yield Line("export", name, file.seconds, "s", must, stretch, more)
        if is_ours and is_large:
            yield Line("export", f"{name}: first byte", file.seconds_to_first, "s", 0.5)
            yield Line("export", f"{name}: memory", file.grown_mb, "MB more", 10)
        else:
            yield Line("export", f"{name}: memory", file.grown_mb, "MB more")


def start_lines(seconds, megabytes, floor_seconds, floor_megabytes):
    more = f"floor {floor_seconds:.1f} s"
    yield Line("worker", "cold start to the first page", seconds, "s", 1.6, 1, more)
    yield Line(
        "worker", "memory (PSS)", megabytes, "MB", 100, 80, f"floor {floor_megabytes:.0f} MB"
    )


def visit_lines(visits):
    for visit in visits:
        name = f"first visit, {visit.page}"
        more = f"and {visit.fonts_kb:.0f} kB fonts"
        yield Line("weight", name, visit.all_kb, "kB", 60, 40, more)
        yield Line("weight", f"{name}: HTML", visit.html_kb, "kB", 10)
        yield Line("weight", f"{name}: requests", visit.requests, "", 6)


def open_data_lines(found):
    name = f"{found.rows:,} rows"
    yield Line(
        "open data", f"{name}, whole", found.whole_seconds, "s", more=f"{found.megabytes:.1f} MB"
    )
    yield Line("open data", f"{name}, 304", found.again_ms, "ms", 50, 10)
    yield Line("open data", "304, first of a process", found.first_ms, "ms")
    yield Line("open data", "304, first after a write", found.after_a_write_ms, "ms")


def table(lines):
    """Lines of text; a group begins with its name."""
    width = max(len(line.name) for line in lines)
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            yield ""
            yield f"{group.upper():<{width}}  {'figure':>17}  {'must':>6}"
        must = "" if line.must is None else f"≤ {line.must:g}"
        figure = f"{line.figure:.2f}" if line.figure < 10 else f"{line.figure:.0f}"
        yield (
            f"{line.name:<{width}}  {figure:>8} {line.unit:<8}  {must:>6}"
            f"  {line.verdict:<7}  {line.more}"
        ).rstrip()


def as_data(lines):
    return [{**asdict(line), "verdict": line.verdict} for line in lines]
