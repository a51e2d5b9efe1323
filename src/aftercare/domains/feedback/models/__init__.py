"""The tables of the room."""

from aftercare.domains.feedback.models.call_backs import CallBack, Outcome
from aftercare.domains.feedback.models.rules import CallBackRule

__all__ = ["CallBack", "CallBackRule", "Outcome"]
