"""What a reader of the guide has chosen and keeps from page to page. It stands in the address, so that
nothing is remembered about anybody."""

from dataclasses import dataclass, replace

from django.utils.http import urlencode

from studyguide.plan_links import regions_with_plans

YES = "ja"


@dataclass(frozen=True)
class Wishes:
    """The region whose plan is read beside it (one that has a plan), what is for the leader, easy Swedish."""

    region: str = ""
    with_leader: bool = False
    is_easy: bool = False

    @classmethod
    def of(cls, request):
        region = request.GET.get("region", "")
        return cls(
            region=region if region and region in dict(regions_with_plans()) else "",
            with_leader=request.GET.get("ledarstod") == YES,
            is_easy=request.GET.get("lattlast") == YES,
        )

    def but(self, **other):
        return replace(self, **other)

    @property
    def fields(self):
        """(name, value) of what is kept, as a form sends it."""
        chosen = [
            ("region", self.region),
            ("ledarstod", YES if self.with_leader else ""),
            ("lattlast", YES if self.is_easy else ""),
        ]
        return [(name, value) for name, value in chosen if value]

    @property
    def query(self):
        """What follows the path, with its question mark; empty when nothing is chosen."""
        return f"?{urlencode(self.fields)}" if self.fields else ""

    @property
    def chapter_query(self):
        """For the page of a gathering, which says by its path whether it is in easy Swedish."""
        return self.but(is_easy=False).query

    @property
    def leader_turned(self):
        """For the same gathering with what is for the leader, or without it."""
        return self.but(is_easy=False, with_leader=not self.with_leader).query
