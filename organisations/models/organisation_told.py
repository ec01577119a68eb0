from kick.lib import org_number, phone
from organisations.models.call_reason import CallReason
from organisations.models.kind import TRACK_OF_KIND, Flag, OrganisationStatus


class OrganisationTold:
    """What pages and letters say of an organisation, made of its columns and never written."""

    @property
    def track(self):
        return TRACK_OF_KIND[self.kind]

    @property
    def is_public(self):
        return self.status == OrganisationStatus.LISTED and self.listed_publicly is True

    @property
    def is_current(self):
        return self.status in {
            OrganisationStatus.REPORTED,
            OrganisationStatus.LISTED,
            OrganisationStatus.DORMANT,
        }

    @property
    def survivor(self):
        """The entry that speaks for this one: itself, or the one that it is merged into."""
        return self.merged_into or self

    @property
    def shown_org_number(self):
        return org_number.format_number(self.org_number) if self.org_number else ""

    @property
    def has_postal_address(self):
        return bool(self.street and self.postcode and self.city)

    @property
    def shown_email(self):
        """The address that everybody may see: asked for, and confirmed by the organisation."""
        return self.email if self.shows_email and self.confirmed_at else ""

    @property
    def shown_phone(self):
        return self.phone if self.shows_phone and self.confirmed_at else ""

    @property
    def phone_text(self):
        return phone.format_phone(self.phone)

    @property
    def shown_phone_text(self):
        return phone.format_phone(self.shown_phone)

    @property
    def shown_minorities(self):
        """By its own word, and only when it has let us say so."""
        return list(self.minorities.all()) if self.shows_minorities and self.confirmed_at else []

    @property
    def why(self):
        """The words for `call_reason`, which `to_call` reads."""
        return CallReason(self.call_reason).label

    @property
    def has_one_voice(self):
        """A single person represents it, and may fall ill."""
        return self.representatives.approved().count() == 1

    @property
    def flag_names(self):
        return [Flag(flag).label for flag in self.flags]

    @property
    def takes_mail(self):
        """Has an address that has not refused us."""
        return bool(self.email) and self.email_refused_at is None
