"""Agreements: a contract by its number or external id, its devices in one row or several."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.building import built_agreement
from aftercare.domains.contracts.checks import checked_days, checked_percents
from aftercare.domains.contracts.drafts import AgreementDraft
from aftercare.domains.contracts.errors import AlreadyRenewed
from aftercare.domains.contracts.models import Agreement, Charging, ServiceLevel
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.orders.checks import checked_currency
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.columns.agreements import BETWEEN, COSTS, KINDS, STATUSES
from aftercare.domains.sheets.errors import EntersAs, NotOnRecord
from aftercare.domains.sheets.groups import groups_of
from aftercare.domains.sheets.languages import codes_by_words
from aftercare.domains.sheets.plans import Plan, Row, Step
from aftercare.domains.sheets.queries.planning.buyers import Known, by_words, customers_named, said
from aftercare.domains.sheets.queries.planning.covered import (
    DevicesNamed,
    Named,
    PlacesNamed,
    once,
    products_named,
)
from aftercare.domains.sheets.queries.planning.differences import changes
from aftercare.domains.sheets.queries.planning.earlier import Earlier
from aftercare.domains.sheets.queries.planning.wholes import Whole
from aftercare.kit.actor import Actor

LAYOUT = LAYOUTS["agreements"]
OF_ONE = ("entitlements", "devices", "sites", "products", "renewals")
PERCENTS = tuple(f"{cost}_percent" for cost in COSTS)


class KnownHere:
    """What the rows of a chunk may name, read in a few statements."""

    def __init__(self, actor: Actor, rows: Sequence[Row]) -> None:
        held = Agreement.objects.select_related("customer", "level", "renews").defer("customer__search")
        self.agreements = Known(held.prefetch_related(*OF_ONE), rows, "renews")
        self.customers = customers_named(actor, rows)
        self.levels = by_words(ServiceLevel.objects.all(), "code", "name") if said(rows, "level") else {}
        self.devices = DevicesNamed(actor, self._named(rows, "devices"))
        self.places = PlacesNamed(self._named(rows, "sites"), self._owners())
        self.products = products_named(self._named(rows, "products"))
        ids = [one.id for one in self.agreements.by_number.values()]
        self.in_reach = set(visible_agreements(actor).filter(pk__in=ids).values_list("pk", flat=True))

    def _owners(self) -> set[UUID]:
        held = [one.customer_id for one in self.agreements.by_number.values()]
        return {*held, *(standing(one).id for one in self.customers.values())}

    def _named(self, rows: Sequence[Row], column: str) -> list[str]:
        return [word for row in rows for word in words_of(row.cells.get(column, ""))]


def words_of(text: str) -> list[str]:
    """The words of a cell that holds several."""
    return [word for part in BETWEEN.split(text) if (word := part.strip())]


def plan_agreements(actor: Actor, rows: Sequence[Row], *, earlier: Earlier, try_new: bool, at: datetime) -> list[Plan]:
    """What each row comes to; one that renews another needs that to be here, or in a row before."""
    known = KnownHere(actor, rows)
    return [plan for group in groups_of(LAYOUT, rows) for plan in _plans(group, known, earlier, try_new)]


def _plans(rows: Sequence[Row], known: KnownHere, earlier: Earlier, try_new: bool) -> list[Plan]:
    whole = Whole(LAYOUT, rows, known.agreements.of(rows))
    thing: Agreement | None = whole.thing
    if not whole.recognised(earlier, in_reach=thing is not None and thing.id in known.in_reach):
        return whole.ended(None, [])
    owner = whole.head.named("customer", known.customers)
    holder = standing(owner) if owner else thing.customer if thing else None
    values, fixed = _values(whole, known), _fixed(whole)
    devices = [one for part in whole.parts for one in known.devices.of(part, words_of(part.text("devices")), holder)]
    named = Named(devices, *_places(whole, known, holder))
    before = _before(whole, known, earlier, try_new)
    if thing is not None:
        if owner:
            whole.fixed("customer", thing.customer.number, standing(owner).number)
        _same(whole, thing, fixed, before)
        return whole.ended(None, _steps(whole, thing, values, named))
    draft = _draft(whole, owner, values, fixed, named, before)
    if draft is not None:
        whole.head.checked(lambda: _checked(draft))
    return whole.ended(draft, [])


def _checked(draft: AgreementDraft) -> None:
    built_agreement(draft, {})
    following = list(draft.renews.renewals.all()) if draft.renews else []
    for other in following:
        raise AlreadyRenewed(number=str(draft.renews), next=other.number, ends_on=str(other.ends_on))


def _values(whole: Whole, known: KnownHere) -> dict[str, Any]:
    """What may be changed later, without what nobody filled in."""
    head = whole.head
    values: dict[str, Any] = head.texts("name", "terms")
    if head.text("level"):
        values["level"] = head.named("level", known.levels)
    if head.text("ends_on"):
        values["ends_on"] = head.day("ends_on")
    if charging := head.choice("charging"):
        values["charging"] = charging
    if all_of_them := head.choice("covers_all_devices"):
        values["covers_all_devices"] = all_of_them == "yes"
    for name in ("precedence", *PERCENTS):
        if text := head.text(name):
            values[name] = head.whole(name) if not text.endswith("%") else _share(whole, name, text)
    shares = [values[name] for name in PERCENTS if values.get(name) is not None]
    head.checked(lambda: checked_percents(*shares))
    return values


def _share(whole: Whole, name: str, text: str) -> int | None:
    figure = whole.head.amount(name, places=0)
    return None if figure is None else int(figure)


def _fixed(whole: Whole) -> dict[str, Any]:
    """What stands for good once the agreement is concluded."""
    head = whole.head
    fixed: dict[str, Any] = {}
    if head.text("starts_on"):
        fixed["starts_on"] = head.day("starts_on")
    if status := head.choice("status"):
        fixed["status"] = status
    for kind in KINDS:
        if head.text(kind):
            fixed[kind] = head.amount(kind)
    if head.text("currency"):
        fixed["currency"] = head.checked(lambda: checked_currency(head.text("currency")), {"currency": "currency"})
    rolling = [head.one("rolls_over", word, _kinds()) for word in words_of(head.text("rolls_over"))]
    return {**fixed, **({"rolls_over": [kind for kind in rolling if kind]} if rolling else {})}


@cache
def _kinds() -> dict[str, str]:
    return codes_by_words(dict(KINDS))


def _before(whole: Whole, known: KnownHere, earlier: Earlier, try_new: bool) -> Agreement | None:
    """The period before; while a file is only checked it may also stand in a row above."""
    word = whole.head.text("renews")
    found: Agreement | None = known.agreements.called(word) if word else None
    found = found if found is not None and found.id in known.in_reach else None
    places = {earlier[key][0] for name in LAYOUT.keys if (key := f"{name}:{word}") in earlier}
    above = try_new and any(place < whole.head.row.place for place in places)
    if word and found is None and not above:
        whole.head.refuse(NotOnRecord(value=word, column=whole.head.columns["renews"].label), "renews")
    return found


def _draft(
    whole: Whole,
    owner: Customer | None,
    values: dict[str, Any],
    fixed: dict[str, Any],
    named: Named,
    before: Agreement | None,
) -> AgreementDraft | None:
    head = whole.head
    status = fixed.pop("status", "active")
    if status != "active":
        head.refuse(EntersAs(first=STATUSES["active"], value=STATUSES[status]), "status")
    included = {kind: fixed.pop(kind) for kind in KINDS if fixed.get(kind) is not None}
    first, last = fixed.get("starts_on"), values.get("ends_on")
    if owner is None or first is None or last is None or head.problems:
        return None
    percents = {cost: values.pop(f"{cost}_percent") for cost in COSTS if f"{cost}_percent" in values}
    return AgreementDraft(
        customer=owner,
        devices=once(named.devices),
        sites=once(named.sites),
        products=once(named.products),
        entitlements=included,
        percents=percents,
        external_id=head.text("external_id") or None,
        renews=before,
        **{"charging": Charging.ANNUAL, **fixed, **values},
    )


def _same(whole: Whole, thing: Agreement, fixed: dict[str, Any], before: Agreement | None) -> None:
    """Refuse other words for what stands for good."""
    included = {part.kind: part for part in thing.entitlements.all()}
    held: dict[str, Any] = {kind: Decimal(0) for kind in KINDS}
    held |= {kind: part.quantity for kind, part in included.items()}
    held |= {"starts_on": thing.starts_on, "status": thing.status}
    for name in ("starts_on", "status", *KINDS):
        if fixed.get(name) is not None:
            whole.fixed(name, held[name], fixed[name])
    if "rolls_over" in fixed:
        rolling = {kind for kind, part in included.items() if part.rolls_over}
        whole.fixed("rolls_over", ", ".join(sorted(rolling)), ", ".join(sorted(set(fixed["rolls_over"]))))
    if "parts_value" in included and fixed.get("currency"):
        whole.fixed("currency", included["parts_value"].currency, fixed["currency"])
    if whole.head.text("external_id"):
        whole.fixed("external_id", thing.external_id or "", whole.head.text("external_id"))
    if before is not None:
        whole.fixed("renews", thing.renews.number if thing.renews else "", before.number)


def _steps(whole: Whole, thing: Agreement, values: dict[str, Any], named: Named) -> list[Step]:
    if values.get("ends_on"):
        whole.head.checked(lambda: checked_days(thing.starts_on, values["ends_on"]))
    return [
        *changes("change_agreement", thing, values),
        *_cover("device", thing, named.devices, {row.device_id for row in thing.devices.all()}),
        *_cover("site", thing, named.sites, {row.site_id for row in thing.sites.all()}),
        *_cover("product", thing, named.products, {row.product_id for row in thing.products.all()}),
    ]


def _cover(noun: str, thing: Agreement, wanted: Sequence[Any], held: Collection[UUID]) -> list[Step]:
    """What is not named yet is covered from now on."""
    new = [one for one in once(wanted) if one.id not in held]
    return [Step(f"cover_{noun}", thing, {noun: one}, {noun: str(one.id)}) for one in new]


def _places(whole: Whole, known: KnownHere, holder: Customer | None) -> tuple[list[Site], list[Product]]:
    """The sites of the customer and the models that the first row names."""
    head = whole.head
    sites = known.places.of(head, words_of(head.text("sites")), holder)
    models = [head.one("products", word, known.products) for word in words_of(head.text("products"))]
    return sites, [one for one in models if one is not None]
