"""What was said about a request between the customer and the desk, with the pictures of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.domains.customers.queries import communications_about
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import files_from_customer, notes_to_customer
from aftercare.kit.models import StoredFile


@dataclass(frozen=True, slots=True)
class Said:
    """Words, pictures or both, of one moment."""

    text: str
    at: datetime
    mine: bool
    files: Sequence[StoredFile] = ()


def conversation_of(request: ServiceRequest) -> list[Said]:
    """Everything in the order it was said; pictures stand with the words they were sent with."""
    sent: dict[datetime, list[StoredFile]] = {}
    for file in files_from_customer(request):
        sent.setdefault(file.added_at, []).append(file)
    wrote = communications_about(request.ref).filter(channel="portal", direction="in")
    said = [Said(one.text, one.at, True, sent.pop(one.at, ())) for one in reversed(wrote)]
    said += [Said("", at, True, files) for at, files in sent.items()]
    said += [Said(one.text, one.written_at, False, tuple(one.files.all())) for one in notes_to_customer(request)]
    return sorted(said, key=lambda one: one.at)
