"""What was written and said about a request: notes and talks with the customer, read in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from aftercare.domains.customers.models import Direction
from aftercare.domains.customers.queries import communications_about
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.queries import StoryEntry
from aftercare.surfaces.console.requests.words import CHANNELS, story
from aftercare.ui.parts import Entry

FIELDS = ("pk", "text", "said_at", "way", "through")


@dataclass(frozen=True, slots=True)
class Said:
    """One note or talk; `way` is `in` from the customer, `out` to the customer, empty for a note."""

    id: UUID
    text: str
    at: datetime
    way: str
    channel: str


def told_story(wanted: ServiceRequest, entries: Sequence[StoryEntry]) -> list[Entry]:
    """The facts with the words that belong to them, and what the customer wrote; the latest first."""
    said = {str(one.id): one for one in words_about(wanted)}
    named = {str(entry.fact.data.get(key, "")) for entry in entries for key in ("note_id", "communication_id")}
    lines = story(entries, {id: one.text for id, one in said.items()})
    lines += [_from_customer(wanted, one) for id, one in said.items() if id not in named and one.way == Direction.IN]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def words_about(wanted: ServiceRequest) -> list[Said]:
    """Notes and talks about the request."""
    notes = RequestNote.objects.filter(request=wanted).order_by()
    talks = communications_about(wanted.ref).order_by()
    nothing = Value("", output_field=CharField())
    written = notes.annotate(said_at=F("written_at"), way=nothing, through=nothing).values_list(*FIELDS)
    spoken = talks.annotate(said_at=F("at"), way=F("direction"), through=F("channel")).values_list(*FIELDS)
    return [Said(*row) for row in written.union(spoken, all=True)]


def _from_customer(wanted: ServiceRequest, said: Said) -> Entry:
    through: Mapping[str, object] = CHANNELS
    words = _("wrote to the desk (%(channel)s)") % {"channel": through.get(said.channel, said.channel)}
    return Entry(said.at, words, wanted.customer.name, "message", "accent", said.text)
