"""Those who sign in to look at it: two project leads, an officer and the national lead."""

from allauth.account.models import EmailAddress

from kick.profile.register import BIG, SMALL
from organisations.models import Assignment, Region, Role, User

DOMAIN = "@kick-profil.example"
BIG_LEAD = f"stor{DOMAIN}"
SMALL_LEAD = f"liten{DOMAIN}"
OFFICER = f"region{DOMAIN}"
NATIONAL = f"hela{DOMAIN}"
# Address, name, role, region.
PERSONS = [
    (BIG_LEAD, "Siv Påhitt", Role.PROJECT_LEAD, BIG),
    (SMALL_LEAD, "Lina Sagolin", Role.PROJECT_LEAD, SMALL),
    (OFFICER, "Rut Låtsman", Role.REGION_OFFICER, BIG),
    (NATIONAL, "Nils Tänkesson", Role.PROJECT_LEAD, None),
]


def users(sizes):
    for pk, (email, name, _role, _region) in enumerate(PERSONS, 1):
        # Nobody knows a password, and there is none: codes go to addresses that do not exist.
        yield User(
            pk=pk, email=email, name=name, password="!profile", joined_at=sizes.moment(days=-900)
        )


def addresses(sizes):
    for pk, (email, *_rest) in enumerate(PERSONS, 1):
        yield EmailAddress(pk=pk, user_id=pk, email=email, verified=True, primary=True)


def assignments(sizes):
    regions = dict(Region.objects.values_list("slug", "pk"))
    for pk, (_email, _name, role, slug) in enumerate(PERSONS, 1):
        yield Assignment(
            pk=pk,
            user_id=pk,
            role=role,
            region_id=regions.get(slug),
            created_at=sizes.moment(days=-900),
        )
