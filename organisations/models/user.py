import pghistory
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import PEOPLE_KEPT
from organisations.models.led import led_by
from organisations.models.region import Region


class UserQuerySet(models.QuerySet):
    def run_by(self, user):
        """Whom a project lead sees: who works in her regions, or speaks for somebody there."""
        if not user.is_authenticated:
            return self.none()
        if user.leads_everywhere:
            return self
        here = user.led_region_ids
        return self.filter(
            models.Q(pk__in=Assignment.objects.filter(region__in=here).values("user"))
            | models.Q(
                pk__in=User.representations.rel.related_model.objects.filter(
                    organisation__municipality__region__in=here
                ).values("user")
            )
        )

    def running_meetings_in(self, region):
        """Project leads and officers there, and who leads the whole country."""
        runs = Assignment.objects.filter(role__in=[Role.PROJECT_LEAD, Role.REGION_OFFICER]).filter(
            models.Q(region=region) | models.Q(region=None)
        )
        return self.filter(pk__in=runs.values("user")).order_by("name", "email")

    def away_since(self, moment):
        """Has not signed in since then, and has no role that somebody gave and may take back."""
        return self.filter(
            models.Q(last_login__lt=moment) | models.Q(last_login=None, joined_at__lt=moment),
            is_superuser=False,
            assignments=None,
        )

    def never_proven(self, *, before):
        """Signed up before then, and never typed the code that the address got."""
        proven = self.filter(emailaddress__verified=True)
        return self.filter(
            last_login=None,
            joined_at__lt=before,
            is_superuser=False,
            assignments=None,
            emailaddress__verified=False,
        ).exclude(pk__in=proven.values("pk"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **extra):
        """Somebody who signs in by codes to the address; the password is for nobody's use."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **extra):
        return self.create_user(email, is_superuser=True, **extra)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login"],
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What she may do follows from her assignments and representations."""

    email = models.EmailField(
        _("e-mail"),
        unique=True,
        error_messages={"unique": _("Somebody already signs in with this address.")},
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=16, default="sv")
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    privacy = fields(
        dataset="accounts",
        internal="id language is_active is_superuser joined_at last_login groups user_permissions",
        personal="email name",
        secret="password",
        kept="Until the person asks, or has not signed in for 24 months.",
        found_by="email",
        erased="delete",
        purges=(Purge(after=PEOPLE_KEPT, action="organisations.actions.people.forget_people"),),
    )

    objects = UserManager()

    class Meta:
        ordering = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email

    @cached_property
    def roles(self):
        """(role, region id or None for the whole country), read once a request."""
        return list(self.assignments.values_list("role", "region_id")) if self.pk else []

    @property
    def is_staff(self):
        """Only project leads enter the admin."""
        return self.is_superuser or any(role == Role.PROJECT_LEAD for role, _region in self.roles)

    @property
    def needs_second_factor(self):
        return self.is_superuser or bool(self.roles)

    @property
    def leads_everywhere(self):
        return self.is_superuser or (Role.PROJECT_LEAD, None) in self.roles

    @property
    def led_region_ids(self):
        return {region for role, region in self.roles if role == Role.PROJECT_LEAD and region}

    @property
    def officer_region_ids(self):
        return {region for role, region in self.roles if role == Role.REGION_OFFICER and region}

    @property
    def authority_region_ids(self):
        """Where the account acts for the authority: what has come in, and the region's own drafts.

        None for an account of Ideell kulturallians, whatever other roles it has been given: it is to
        see no unpublished word of a region's (DESIGN §4, 1).
        """
        return set() if self.is_staff else self.officer_region_ids

    @property
    def registry_region_ids(self):
        """Where the account keeps the register of what has come in."""
        if self.is_staff:
            return set()
        return {region for role, region in self.roles if role == Role.REGISTRAR and region}

    @property
    def runs_meetings(self):
        """Project leads and region officers."""
        return self.leads_everywhere or bool(self.led_region_ids or self.officer_region_ids)

    @property
    def has_desk(self):
        """The same, and registrars, who keep the register of what has come in."""
        return self.runs_meetings or bool(self.registry_region_ids)

    def works_in(self, region):
        """Has a role there, whichever: not the one to write for an association."""
        return any(there == region.pk for _role, there in self.roles)

    def leads(self, region):
        return self.leads_everywhere or region.pk in self.led_region_ids

    def is_officer_of(self, region):
        return region.pk in self.officer_region_ids


class Role(models.TextChoices):
    PROJECT_LEAD = "project_lead", _("Project lead")
    REGION_OFFICER = "region_officer", _("Region officer")
    REGISTRAR = "registrar", _("Registrar")


class AssignmentQuerySet(models.QuerySet):
    def run_by(self, user):
        """Given and taken away by the user: in the regions that she leads."""
        return led_by(user, self)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Assignment(models.Model):
    """What a member of staff is set to do, and where. No region means the whole country."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="assignments", verbose_name=_("user")
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("region"),
        help_text=_("Leave empty for the whole country."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    privacy = fields(
        dataset="accounts",
        internal="id user region role created_at",
        kept="Until the assignment ends; then in history.",
        found_by="user",
        erased="delete",
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            one_of("role", Role, name="assignment_role_is_known"),
            models.UniqueConstraint(
                fields=["user", "region", "role"],
                nulls_distinct=False,
                name="assignment_once_per_region_and_role",
                violation_error_message=_("This person already has this role here."),
            ),
            models.CheckConstraint(
                condition=models.Q(region__isnull=False) | models.Q(role="project_lead"),
                name="assignment_for_the_whole_country_is_a_project_lead",
                violation_error_message=_("Only a project lead can have the whole country."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"
