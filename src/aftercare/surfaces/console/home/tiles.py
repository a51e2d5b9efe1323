"""The figures of the home page: of requests by role, of orders, quotations and asking by what somebody may do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from aftercare.domains.billing.policies import DECIDE
from aftercare.domains.billing.queries import waiting_for_answer
from aftercare.domains.orders.policies import APPROVE, SHIP
from aftercare.domains.orders.queries import late_on_the_way, to_ship, waiting_for_review
from aftercare.domains.outreach.policies import MAKE
from aftercare.domains.outreach.queries import still_to_ask
from aftercare.domains.requests.queries import filtered
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.tallies import tallies
from aftercare.surfaces.console.home.panels import DESK, MANAGES, PLANS, WORKS, Query, url_of
from aftercare.ui.parts import Words

Rows = Callable[[Actor, datetime], "QuerySet[Any]"]
MOST = 999


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure: whose it is, what it counts, how it looks."""

    label: Words
    roles: set[str]
    query: Query
    tone: str
    icon: str


TILES = (
    Tile(gettext_lazy("With me"), DESK | WORKS, {"mine": ["1"]}, "info", "user-check"),
    Tile(gettext_lazy("Customers without an answer"), DESK, {"waits": ["answer"]}, "warn", "message"),
    Tile(State.PENDING.label, PLANS | DESK | MANAGES, {"queue": ["pending"]}, "accent", "inbox"),
    Tile(gettext_lazy("To be given to somebody else"), PLANS, {"waits": ["reassign"]}, "warn", "user-search"),
    Tile(State.IN_PROGRESS.label, WORKS | MANAGES, {"queue": ["in_progress"]}, "info", "tool"),
    Tile(State.HANDLED.label, MANAGES, {"queue": ["handled"]}, "good", "phone-call"),
    Tile(gettext_lazy("Due today"), DESK | PLANS, {"due": ["today"]}, "info", "clock"),
    Tile(gettext_lazy("Overdue"), DESK | PLANS | MANAGES, {"due": ["overdue"]}, "bad", "alarm"),
    Tile(gettext_lazy("Overdue"), WORKS, {"mine": ["1"], "due": ["overdue"]}, "bad", "alarm"),
    Tile(State.LOCKED.label, MANAGES, {"queue": ["locked"]}, "bad", "lock"),
    Tile(gettext_lazy("To sign off"), MANAGES, {"queue": ["to_sign_off"]}, "warn", "checklist"),
)


@dataclass(frozen=True, slots=True)
class SalesTile:
    """A figure for whoever holds the right to do something about it: what it counts, and where all of it stands."""

    label: Words
    right: str
    rows: Rows
    place: str
    query: str
    unit: Words
    tone: str
    icon: str


ORDERS = pgettext_lazy("unit", "orders")
SALES_TILES = (
    SalesTile(
        gettext_lazy("Orders to review"), APPROVE, lambda actor, _at: waiting_for_review(actor),
        "console:orders", "state=review", ORDERS, "warn", "gavel",
    ),
    SalesTile(
        gettext_lazy("Orders to ship"), SHIP, lambda actor, _at: to_ship(actor),
        "console:orders", "state=to_ship", ORDERS, "accent", "package",
    ),
    SalesTile(
        gettext_lazy("Late on the way"), SHIP, lambda actor, at: late_on_the_way(actor, at=at),
        "console:orders", "state=late", ORDERS, "bad", "truck-delivery",
    ),
    SalesTile(
        gettext_lazy("Quotations without an answer"), DECIDE, lambda actor, _at: waiting_for_answer(actor),
        "console:quotations", "state=sent", pgettext_lazy("unit", "quotations"), "info", "receipt",
    ),
    SalesTile(
        gettext_lazy("Customers I am to ask"), MAKE, lambda actor, _at: still_to_ask(actor),
        "console:approaches", "result=open", pgettext_lazy("unit", "customers"), "info", "user-check",
    ),
)  # fmt: skip


class Figures(NamedTuple):
    """The tiles of requests, and those of orders, quotations and asking."""

    of_requests: list[dict[str, Any]]
    of_sales: list[dict[str, Any]]


def figures(actor: Actor) -> Figures:
    """The figures of one's roles and rights, counted in one statement."""
    at = now()
    own = [tile for tile in TILES if tile.roles & actor.roles]
    sold = [tile for tile in SALES_TILES if actor.scope(tile.right) is not None]
    lists = {f"request{n}": filtered(actor, tile.query, at=at).select_related(None) for n, tile in enumerate(own)}
    lists |= {f"sale{n}": tile.rows(actor, at).select_related(None) for n, tile in enumerate(sold)}
    counts = tallies(lists, most=MOST)
    of_requests = ((tile, gettext_lazy("requests"), url_of(tile.query)) for tile in own)
    of_sales = ((tile, tile.unit, f"{reverse(tile.place)}?{tile.query}") for tile in sold)
    return Figures(_drawn("request", of_requests, counts), _drawn("sale", of_sales, counts))


def _drawn(
    name: str, tiles: Iterable[tuple[Tile | SalesTile, Words, str]], counts: dict[str, str]
) -> list[dict[str, Any]]:
    return [
        {
            "label": tile.label,
            "value": counts[f"{name}{n}"],
            "unit": unit,
            "tone": tile.tone if counts[f"{name}{n}"] != "0" else "neutral",
            "icon": tile.icon,
            "url": url,
        }
        for n, (tile, unit, url) in enumerate(tiles)
    ]
