"""What whoever makes a visit has to know: what was said with the customer, and what is reported already."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value

from aftercare.domains.customers.models import Direction
from aftercare.domains.customers.queries import communications_about
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.files import files_of
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import StoredFile

STEPS = ("request.progressed", "request.started")
FIELDS = ("said", "said_at", "way")


class Words(NamedTuple):
    """What was said; `way` is `in` from the customer, `out` to the customer."""

    text: str
    at: datetime
    way: str


def said_with_customer(request: ServiceRequest, *, most: int) -> list[Words]:
    """The latest words exchanged with the customer, notes shown to the customer among them; the latest first."""
    talks = communications_about(request.ref).order_by().exclude(text="")
    spoken = talks.annotate(said=F("text"), said_at=F("at"), way=F("direction"))
    shown = request.notes.filter(internal=False).order_by()
    written = shown.annotate(
        said=F("text"), said_at=F("written_at"), way=Value(Direction.OUT, output_field=CharField())
    )
    both = spoken.values_list(*FIELDS).union(written.values_list(*FIELDS), all=True)
    latest: Iterable[Any] = both.order_by("-said_at")[:most]
    return [Words(*row) for row in latest]


def files_shown(request: ServiceRequest) -> "QuerySet[Any]":
    """The ids of the files of notes that the customer sees."""
    return request.notes.filter(internal=False, files__isnull=False).values("files")


def photos_to_see(request: ServiceRequest) -> QuerySet[StoredFile]:
    """The pictures on the request that are no secret among colleagues, the customer's own among them, oldest first."""
    return files_of(request.ref).filter(internal=False, content_type__startswith="image/").order_by("id")


def steps_reported(request: ServiceRequest) -> Mapping[str, datetime]:
    """The steps of the attempt under way that were reported, each with the latest instant; the start as `start`."""
    facts = facts_of(request.ref).filter(kind__in=STEPS, data__attempt=request.attempts_made)
    return {fact.data.get("step", "start"): fact.at for fact in facts}
