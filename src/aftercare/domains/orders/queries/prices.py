"""What a thing costs on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from aftercare.domains.catalog.models import Part, Product
from aftercare.domains.orders.models import OrderLine, Price, PriceList, TaxRate

LATEST = 100  # lines that tell which tax is usual


def holds_on(day: date, path: str = "") -> Q:
    """The condition that a price list holds on a day."""
    return Q(**{f"{path}valid_from__lte": day}) & (
        Q(**{f"{path}valid_until": None}) | Q(**{f"{path}valid_until__gte": day})
    )


def valid_list(currency: str, on: date) -> PriceList | None:
    """The list of a currency that holds on a day: the one that began last."""
    rows = PriceList.objects.filter(holds_on(on), currency=currency)
    return rows.order_by("-valid_from", "id").first()


def price_of(thing: Product | Part, currency: str, on: date, price_list: PriceList | None = None) -> Decimal | None:
    """What one piece costs by a list, or else by the latest list of the currency that holds and prices it.

    A part that no list prices costs what its own record says, where that is in the same currency.
    """
    named = {"product": thing} if isinstance(thing, Product) else {"part": thing}
    rows = Price.objects.filter(holds_on(on, "price_list__"), price_list__currency=currency, **named)
    if price_list is not None:
        rows = Price.objects.filter(price_list=price_list, **named)
    found = rows.order_by("-price_list__valid_from", "id").first()
    if found is not None:
        return found.unit_price
    return thing.unit_price if isinstance(thing, Part) and thing.currency == currency else None


def usual_tax(rates: Iterable[TaxRate]) -> TaxRate | None:
    """The one of these that is proposed for a new line: the only one, or the one most of the latest lines bear."""
    offered = {rate.pk: rate for rate in rates}
    if len(offered) < 2:
        return next(iter(offered.values()), None)
    latest = OrderLine.objects.order_by("-id").values_list("tax_rate", flat=True)[:LATEST]
    borne = Counter(rate for rate in latest if rate in offered).most_common(1)
    return offered[borne[0][0]] if borne else None


def prices_of(price_list: PriceList, q: str = "") -> QuerySet[Price]:
    """What stands on a list; with `q` of things whose number or name holds it."""
    rows = price_list.prices.select_related("product", "part")
    asked = q.strip()
    if not asked:
        return rows
    holds = Q(number__icontains=asked) | Q(name__icontains=asked)
    products, parts = Product.objects.filter(holds).values("pk"), Part.objects.filter(holds).values("pk")
    return rows.filter(Q(product__in=products) | Q(part__in=parts))


def things_called(numbers: Iterable[str]) -> Mapping[str, list[Product | Part]]:
    """Products and parts by their number in capitals; one number may be that of several."""
    wanted = {number.upper() for number in numbers}
    found: dict[str, list[Product | Part]] = defaultdict(list)
    for rows in (Product.objects, Part.objects):
        for thing in rows.alias(plain=Upper("number")).filter(plain__in=wanted).order_by("id"):
            found[thing.number.upper()].append(thing)
    return found
