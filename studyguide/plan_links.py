"""From a question of the guide to the sections of the reader's own region's plan that it bears on.

Which part of the plan a section is stands on it; which national goals it bears on is told by its heading
(`plan_headings.py`). What matches nothing leads to the plan's contents.
"""

from dataclasses import dataclass
from itertools import zip_longest

from consultations import reading
from consultations.models import PlanVersion
from consultations.plan_parts import is_called
from kick.lib.tally import figures
from studyguide.plan_headings import GOALS
from studyguide.reading import STUDY_GUIDE

MOST = 4


@dataclass(frozen=True)
class Link:
    url: str
    title: str
    lang: str
    plan_part: str


@dataclass(frozen=True)
class RegionPlan:
    """The plan that a region has out for comment or has adopted, as its sections' links."""

    region: str
    slug: str
    title: str
    url: str
    links: tuple

    def about(self, question):
        """The sections that the question bears on, at most MOST; none when nothing tells."""
        found = [
            [link for link in self.links if link.plan_part == part] for part in question.plan_parts
        ]
        found += [
            [link for link in self.links if is_called(link.title, GOALS[goal])]
            for goal in question.goals
        ]
        # One of each part and goal before a second of any; then in the order of the plan.
        in_turn = [link for row in zip_longest(*found) for link in row if link]
        chosen = list(dict.fromkeys(in_turn))[:MOST]
        return [link for link in self.links if link in chosen]


def regions_with_plans():
    """(slug, name) of the regions with a plan to read, by name."""
    return figures("regions with plans", STUDY_GUIDE, read_regions)


def read_regions():
    rows = PlanVersion.objects.standing().filter(plan__region__is_active=True)
    found = rows.values_list("plan__region__slug", "plan__region__name").order_by()
    return sorted(set(found), key=lambda row: row[1])


def plan_of(slug):
    """The RegionPlan, or None for a region that is unknown or has no plan."""
    if not slug or slug not in dict(regions_with_plans()):
        return None
    version = reading.standing_in(slug)
    if version is None:
        return None
    links = links_of(reading.contents_of(version, reading.text_of(version)))
    region = version.plan.region
    return RegionPlan(region.name, slug, str(version.plan), version.get_absolute_url(), links)


def links_of(contents):
    found = []
    for chapter in contents:
        found.append(link_to(chapter, chapter.url))
        found += [link_to(section, f"{chapter.url}#{section.key}") for section in chapter.below]
    return tuple(found)


def link_to(entry, url):
    return Link(url, titled(entry), entry.language, entry.plan_part)


def titled(entry):
    return f"{entry.number} {entry.heading}".strip()
