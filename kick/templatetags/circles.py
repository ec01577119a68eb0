"""What circles have to do with pages of the consultations, which know of no circle."""

from django import template

from studyguide.models import ProposalOffer

register = template.Library()


@register.simple_tag
def offers_for(statement, user):
    """How many proposals wait for whoever writes the statement; none once it is handed in."""
    if not statement.is_an_organisations or not statement.is_writable:
        return 0
    offers = ProposalOffer.objects.offered_to(user).to_organisation(statement.organisation)
    return (
        offers.waiting().filter(proposal__circle__region=statement.consultation.region_id).count()
    )
