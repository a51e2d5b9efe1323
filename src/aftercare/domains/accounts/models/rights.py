"""Rights: roles, the grants that bind them to people and places, and tokens for programs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from aftercare.kit.models import Entity


class Role(Entity):
    """A named set of permissions; the ready-made ones take theirs from roles.py and grow with the product."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    ready_made = models.BooleanField(default=False)
    permissions = ArrayField(models.CharField(max_length=80), default=list)
    demands_second_factor = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.name


class GrantScope(models.TextChoices):
    """How far a grant reaches."""

    OWN = "own"
    TEAM = "team"
    NODE = "node"
    ALL = "all"


class Grant(Entity):
    """A role given to a person over a part of the data, for ever or until an instant."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=4, choices=GrantScope.choices)
    node = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="grants")
    expires_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(scope="node", node__isnull=False) | (~models.Q(scope="node") & models.Q(node=None)),
                name="grant_node_when_scoped_by_node",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope", "node"],
                condition=models.Q(taken_at=None),
                nulls_distinct=False,
                name="grant_once",
            ),
        ]


class Token(Entity):
    """What a program signs in with: shown once, kept as a hash, limited by scopes and an end."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60))
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
