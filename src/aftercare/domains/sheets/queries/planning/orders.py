"""Orders: a draft by its number or external id, each of its lines in a row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import standing
from aftercare.domains.orders.checks import checked_currency
from aftercare.domains.orders.drafts import LineDraft, checked_line
from aftercare.domains.orders.errors import ListOfOtherCurrency, NoLines, NoPrice, OrderNotDraft
from aftercare.domains.orders.models import Order, OrderLine, PriceList, TaxRate
from aftercare.domains.orders.policies import may_change_order
from aftercare.domains.orders.queries import price_of
from aftercare.domains.orders.states import WORDS, OrderState
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.columns.orders import OF_LINE, STATES
from aftercare.domains.sheets.errors import EntersAs
from aftercare.domains.sheets.groups import groups_of
from aftercare.domains.sheets.plans import Plan, Row, Step
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.domains.sheets.queries.lines import lines_as_text
from aftercare.domains.sheets.queries.planning.buyers import Known, by_words, customers_named, said
from aftercare.domains.sheets.queries.planning.differences import changes
from aftercare.domains.sheets.queries.planning.earlier import Earlier
from aftercare.domains.sheets.queries.planning.wholes import Whole
from aftercare.kit.actor import Actor
from aftercare.kit.words import folded

LAYOUT = LAYOUTS["orders"]


class KnownHere:
    """What the rows of a chunk may name, read in a few statements."""

    def __init__(self, actor: Actor, rows: Sequence[Row]) -> None:
        self.actor = actor
        self.priced_on: date | None = None  # while a file is only checked
        held = Order.objects.select_related("customer", "contact", "site", "unit", "price_list")
        lines = OrderLine.objects.select_related("product", "part", "tax_rate").order_by("position")
        wide = held.defer("customer__search").prefetch_related(Prefetch("lines", lines))
        self.orders = Known(wide, rows)
        self.customers = customers_named(actor, rows, with_people=True)
        self.products = {folded(one.number): one for one in _numbered(Product, said(rows, "product"))}
        self.parts = {folded(one.number): one for one in _numbered(Part, said(rows, "part"))}
        self.taxes = by_words(TaxRate.objects.filter(active=True), "code", "name") if said(rows, "tax_rate") else {}
        self.lists = by_words(PriceList.objects.all(), "code", "name") if said(rows, "price_list") else {}
        self.units = by_words(OrganisationUnit.objects.all(), "code", "name") if said(rows, "unit") else {}


def _numbered(model: Any, numbers: set[str]) -> Any:
    return model.objects.filter(number__in=numbers).defer("search") if numbers else ()


def plan_orders(actor: Actor, rows: Sequence[Row], *, earlier: Earlier, try_new: bool, at: datetime) -> list[Plan]:
    """What each row comes to."""
    known = KnownHere(actor, rows)
    known.priced_on = day_of(at) if try_new else None
    return [plan for group in groups_of(LAYOUT, rows) for plan in _plans(group, known, earlier)]


def _plans(rows: Sequence[Row], known: KnownHere, earlier: Earlier) -> list[Plan]:
    whole = Whole(LAYOUT, rows, known.orders.of(rows))
    thing: Order | None = whole.thing
    if not whole.recognised(earlier, in_reach=thing is not None and may_change_order(known.actor, thing) is True):
        return whole.ended(None, [])
    owner = whole.head.named("customer", known.customers)
    values, fixed = _values(whole.head, known, owner or (thing.customer if thing else None)), _fixed(whole.head, known)
    held = list(thing.lines.all()) if thing else []
    told = any(part.texts(*OF_LINE) for part in whole.parts)
    lines = [_line(part, known, n, held) for n, part in enumerate(whole.parts, 1)] if told else []
    if thing is not None:
        return whole.ended(None, _steps(whole, thing, owner, values, fixed, lines))
    draft = _draft(whole, owner, values, fixed, lines)
    if known.priced_on:
        _check_prices(whole, draft, known.priced_on)
    return whole.ended(draft, [])


def _check_prices(whole: Whole, draft: dict[str, Any], on: date) -> None:
    """Refuse lines that nobody gave a price, as they would be when they are written."""
    currency = draft.get("currency") or "CNY"
    for position, (part, line) in enumerate(zip(whole.parts, draft["lines"], strict=False), 1):
        if line.unit_price is not None or part.problems:
            continue
        if price_of(line.thing, currency, on, draft.get("price_list")) is None:
            part.refuse(NoPrice(line=position, currency=currency, thing=line.thing.name), "unit_price")


def _values(head: Cells, known: KnownHere, owner: Customer | None) -> dict[str, Any]:
    """What may be changed while it is a draft, without what nobody filled in."""
    values: dict[str, Any] = head.texts("notes")
    if head.text("price_list"):
        values["price_list"] = head.named("price_list", known.lists)
    if owner is not None:
        buyer = standing(owner)
        people: Mapping[str, Sequence[Any]] = {"contact": list(buyer.contacts.all()), "site": list(buyer.sites.all())}
        for name, rows in people.items():
            if head.text(name):
                values[name] = head.named(name, {folded(one.name): one for one in reversed(rows)})
    return values


def _fixed(head: Cells, known: KnownHere) -> dict[str, Any]:
    """What stands for good once the order is begun."""
    fixed: dict[str, Any] = {}
    if head.text("currency"):
        fixed["currency"] = head.checked(lambda: checked_currency(head.text("currency")))
    if head.text("unit"):
        fixed["unit"] = head.named("unit", known.units)
    if state := head.choice("state"):
        fixed["state"] = state
    return fixed


def _line(part: Cells, known: KnownHere, position: int, held: Sequence[OrderLine]) -> LineDraft:
    """The line of a row; an empty cell leaves what stands there on a line of the same thing."""
    product, piece = part.named("product", known.products), part.named("part", known.parts)
    old = held[position - 1] if position <= len(held) else None
    same = old if old is not None and (old.product, old.part) == (product, piece) else None
    tax = part.named("tax_rate", known.taxes) if part.text("tax_rate") else (same.tax_rate if same else None)
    quantity = part.whole("quantity")
    price = part.amount("unit_price", places=4)
    discount = part.amount("discount_percent")
    line = LineDraft(
        product=product,
        part=piece,
        quantity=(same.quantity if same else 1) if quantity is None else quantity,
        unit_price=(same.unit_price if same else None) if price is None else price,
        discount_percent=(same.discount_percent if same else Decimal(0)) if discount is None else discount,
        tax_rate=tax,
    )
    if not part.problems:
        part.checked(lambda: checked_line(line, position))
    return line


def _draft(
    whole: Whole, owner: Customer | None, values: dict[str, Any], fixed: dict[str, Any], lines: Sequence[LineDraft]
) -> dict[str, Any]:
    head, state = whole.head, fixed.pop("state", OrderState.DRAFT)
    if state != OrderState.DRAFT:
        head.refuse(EntersAs(first=STATES[OrderState.DRAFT], value=STATES[state]), "state")
    if not lines:
        head.refuse(NoLines(), "product")
    prices, currency = values.get("price_list"), fixed.get("currency") or "CNY"
    if prices is not None and prices.currency != currency:
        refusal = ListOfOtherCurrency(list=prices.name, theirs=prices.currency, ours=currency)
        head.refuse(refusal, "price_list")
    return {
        "customer": owner,
        "lines": lines,
        "external_id": head.text("external_id") or None,
        **{name: value for name, value in fixed.items() if value},
        **values,
    }


def _steps(
    whole: Whole,
    thing: Order,
    owner: Customer | None,
    values: dict[str, Any],
    fixed: dict[str, Any],
    lines: Sequence[LineDraft],
) -> list[Step]:
    if owner:
        whole.fixed("customer", thing.customer.number, standing(owner).number)
    for name, held in (("currency", thing.currency), ("state", thing.state), ("unit", thing.unit)):
        if fixed.get(name):
            whole.fixed(name, held, fixed[name])
    if external_id := whole.head.text("external_id"):
        values["external_id"] = external_id
    steps = changes("change_order", thing, values)
    before = lines_as_text(thing.lines.all())
    if lines and lines_as_text(lines) != before:
        steps.append(Step("change_order", thing, {"lines": lines}, {"lines": before}))
    if steps and thing.state != OrderState.DRAFT:
        whole.head.refuse(OrderNotDraft(number=thing.number, state=WORDS[thing.state]))
    return steps
