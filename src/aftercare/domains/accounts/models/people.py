"""People who sign in."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from aftercare.kit.compiled import compiled
from aftercare.kit.models import Entity


class People(BaseUserManager["User"]):
    """Finds users by address without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")

    def get(self, *conditions: Any, **fields: Any) -> "User":
        """As ever; the person of a session, whom every page asks for by the key, with a statement written once."""
        key = fields.get("pk")
        if type(self) is not People or conditions or len(fields) != 1 or not isinstance(key, UUID):
            return super().get(*conditions, **fields)
        for found in _by_key(key):
            return found
        raise self.model.DoesNotExist


@compiled
def _by_key(id: UUID) -> "models.QuerySet[User]":
    return User.objects.filter(pk=id)


class User(Entity, AbstractBaseUser):
    """A member of staff, or a customer's person with an account."""

    email = models.EmailField()
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=32, blank=True, default="")
    language = models.CharField(max_length=10, default="zh-hans")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    is_active = models.BooleanField(default=True)
    times_deactivated = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    unit = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="people")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What every session of this person carries; it changes with a deactivation, so that none lives again."""
        plain = str(super()._get_session_auth_hash(secret))  # type: ignore[misc]
        return f"{plain}{self.times_deactivated}" if self.times_deactivated else plain
