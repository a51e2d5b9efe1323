"""Requests for permission: a role somebody asks for, and what was decided."""

from typing import ClassVar

from django.db import models

from aftercare.domains.accounts.models.rights import GrantScope
from aftercare.domains.accounts.states import AskState
from aftercare.kit.models import Entity


class PermissionRequest(Entity):
    """A role asked for over a part of the data, with why and until when; approved, it has become a grant."""

    asker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="permission_requests")
    role = models.ForeignKey("accounts.Role", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=4, choices=GrantScope.choices)
    node = models.ForeignKey("accounts.OrganisationUnit", on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.ASKED)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    grant = models.ForeignKey("accounts.Grant", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(scope="node", node__isnull=False) | (~models.Q(scope="node") & models.Q(node=None)),
                name="permission_request_node_when_scoped_by_node",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked", decided_at=None)
                | (~models.Q(state="asked") & models.Q(decided_at__isnull=False)),
                name="permission_request_decided_has_instant",
            ),
            models.UniqueConstraint(
                fields=["asker", "role", "scope", "node"],
                condition=models.Q(state="asked"),
                nulls_distinct=False,
                name="permission_request_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "asked_at", "id"], name="permission_request_state"),
            models.Index(fields=["asker", "asked_at"], name="permission_request_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.state}"
