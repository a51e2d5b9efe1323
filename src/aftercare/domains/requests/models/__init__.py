"""The tables of the room."""

from aftercare.domains.requests.models.attempts import Attempt
from aftercare.domains.requests.models.covering import CoverageDecision, DecidedBy
from aftercare.domains.requests.models.dictionaries import AttemptOutcome, RequestKind
from aftercare.domains.requests.models.relations import RequestLink, RequestNote
from aftercare.domains.requests.models.request import ServiceRequest
from aftercare.domains.requests.models.watching import RequestWatcher

__all__ = [
    "Attempt",
    "AttemptOutcome",
    "CoverageDecision",
    "DecidedBy",
    "RequestKind",
    "RequestLink",
    "RequestNote",
    "RequestWatcher",
    "ServiceRequest",
]
