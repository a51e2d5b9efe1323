"""The tables of the room."""

from aftercare.domains.accounts.models.asking import PermissionRequest
from aftercare.domains.accounts.models.calendars import Calendar, CalendarException
from aftercare.domains.accounts.models.organisation import Company, OrganisationUnit, Team
from aftercare.domains.accounts.models.people import User
from aftercare.domains.accounts.models.rights import Grant, GrantScope, Role, Token
from aftercare.domains.accounts.models.tasks import Task
from aftercare.domains.accounts.models.views import SavedView, Shared

__all__ = [
    "Calendar",
    "CalendarException",
    "Company",
    "Grant",
    "GrantScope",
    "OrganisationUnit",
    "PermissionRequest",
    "Role",
    "SavedView",
    "Shared",
    "Task",
    "Team",
    "Token",
    "User",
]
