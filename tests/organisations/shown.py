"""Associations that asked to be shown, and the list that shows them."""

from organisations.models import Municipality
from tests.factories import OrganisationFactory

LIST = "/jonkoping/organisationer/"


def place(code):
    return Municipality.objects.get(code=code)


def names(response):
    return [row.name for row in response.context["page"].object_list]


def public(name, **more):
    return OrganisationFactory(name=name, public=True, **more)
