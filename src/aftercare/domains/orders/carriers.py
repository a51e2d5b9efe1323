"""Where a carrier's reports come from: written down by hand, or asked for over the net."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote

import httpx
from django.conf import settings
from django.utils.dateparse import parse_datetime

from aftercare.domains.orders.models import TrackingCode

SECONDS = 10.0
MOST_BYTES = 1_000_000
MOST_REPORTS = 500
LONGEST_PLACE, LONGEST_NOTE = 120, 300
PLACES = re.compile(r"\{(carrier|tracking_number)\}")


class CarrierSilent(Exception):
    """The carrier's service did not answer, or not in the form that is agreed; it is asked again later."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a carrier says of a parcel: one of our codes, when, and where."""

    code: TrackingCode
    happened_at: datetime
    place: str = ""
    note: str = ""


class Carrier(Protocol):
    """Whoever knows where parcels are."""

    def reports(self, carrier: str, tracking_number: str) -> Sequence[Report]:
        """Everything that is known of a parcel, in any order, what was told before included."""


class ByHand:
    """Nobody is asked: people write down what they hear."""

    def reports(self, carrier: str, tracking_number: str) -> Sequence[Report]:
        """Nothing comes by itself."""
        return ()


@dataclass(frozen=True, slots=True)
class OverHttp:
    """A service that answers `GET <url>` with `{"events": [{"code", "happened_at", "place", "note"}]}`.

    `url` holds `{tracking_number}` and perhaps `{carrier}`; the token goes along as a bearer token.
    """

    url: str
    client: httpx.Client

    def reports(self, carrier: str, tracking_number: str) -> Sequence[Report]:
        """Ask once; what the service gets wrong in one event does not hide the others."""
        values = {"carrier": carrier, "tracking_number": tracking_number}
        address = PLACES.sub(lambda found: quote(values[found[1]], safe=""), self.url)
        try:
            body = self._body(address)
        except (httpx.HTTPError, ValueError) as trouble:
            raise CarrierSilent(f"{type(trouble).__name__}: {trouble}") from trouble
        events = body.get("events") if isinstance(body, Mapping) else None
        if not isinstance(events, list):
            raise CarrierSilent("the answer holds no list of events")
        return list(_read(events[:MOST_REPORTS]))

    def _body(self, address: str) -> Any:
        """The answer as JSON, refused once it is larger than any list of events is."""
        with self.client.stream("GET", address) as answer:
            answer.raise_for_status()
            read = bytearray()
            for piece in answer.iter_bytes():
                read += piece
                if len(read) > MOST_BYTES:
                    raise ValueError("the answer is too long")
            return httpx.Response(200, content=bytes(read)).json()


def _read(events: Sequence[Any]) -> Iterator[Report]:
    """The events that say what and when; a code of the carrier's own counts as on its way, and is kept as the note."""
    for event in events:
        given = event if isinstance(event, Mapping) else {}
        when, code = _instant(given.get("happened_at")), _text(given.get("code"))
        if when is None or not code:
            continue
        known = code in TrackingCode.values
        note = _text(given.get("note")) or ("" if known else code)
        place = _text(given.get("place"))
        kind = TrackingCode(code) if known else TrackingCode.IN_TRANSIT
        yield Report(kind, when, place[:LONGEST_PLACE], note[:LONGEST_NOTE])


def _text(said: Any) -> str:
    """What is said, without the characters no database holds: one of them would keep the parcel from being followed."""
    return str(said or "").replace("\0", "").encode(errors="ignore").decode()


def _instant(written: Any) -> datetime | None:
    """An instant with its zone; a time without one is not guessed."""
    try:
        when = parse_datetime(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return when if when is not None and when.tzinfo is not None else None


def carrier_in_use() -> Carrier:
    """The service this installation names, or nobody."""
    if not settings.CARRIER_URL:
        return ByHand()
    headers = {"Accept": "application/json"}
    if settings.CARRIER_TOKEN:
        headers["Authorization"] = f"Bearer {settings.CARRIER_TOKEN}"
    # Redirects are not followed: the token belongs to the address that was set.
    client = httpx.Client(headers=headers, timeout=SECONDS, follow_redirects=False, trust_env=False)
    return OverHttp(settings.CARRIER_URL, client)
