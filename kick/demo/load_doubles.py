"""Two associations that stand twice in the register, as they do when two lists were read in."""

from django.utils import timezone

from kick.demo import data
from organisations.actions import doubles
from organisations.models import Organisation, OrganisationStatus


def load_doubles(organisations):
    """A second entry for each of `data.DOUBLES`, and the search that finds the pairs, so that the page
    shows them at once."""
    by_name = {row.name: row for row in organisations}
    pairs = [
        (by_name[name], load_twin(by_name[name], other)) for name, other in data.DOUBLES.items()
    ]
    # An entry is found only when it has been looked at itself.
    doubles.look_at([row.pk for pair in pairs for row in pair])


def load_twin(row, name):
    twin = Organisation.objects.create(
        name=name,
        kind=row.kind,
        municipality_id=row.municipality_id,
        email=row.email,
        phone="+4636000001",
        street="Exempelgatan 7",
        postcode="999 97",
        city=row.municipality.name,
        status=OrganisationStatus.LISTED,
        original_words=row.original_words,
        source=data.SOURCES[1],
        received_on=timezone.localdate(),
    )
    twin.art_forms.set(row.art_forms.all())
    return twin
