"""What the demonstration company sells at which price, and what the law and its own terms promise with it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from aftercare.config.demo.company import HOUSE, Cast
from aftercare.domains.billing.actions import add_rate, set_billing_settings
from aftercare.domains.catalog.models import Category, Part, Product
from aftercare.domains.contracts.actions import add_statutory_rule
from aftercare.domains.contracts.statutory_sets import SETS
from aftercare.domains.orders.actions import add_price_list, add_tax_rate, set_approval_limit, set_prices
from aftercare.domains.orders.models import PriceList, TaxRate

PRICES = {
    "KFR-26GW": 2299,
    "KFR-35GW": 2799,
    "KFR-72LW": 5699,
    "BCD-260W": 2399,
    "BCD-520W": 4599,
    "XQG100": 2999,
    "XQB80": 1199,
    "JSQ30": 2199,
    "DSF60": 1099,
    "LN1GBQ20": 5399,
    "CXW-258": 1899,
}
PROJECT_PERCENT = 88  # what firms pay of the retail price
TAXES = (("vat-13", "增值税 13%", 13), ("vat-6", "增值税 6%（服务）", 6), ("vat-0", "免税", 0))
LIMIT, MOST_DISCOUNT = Decimal(50_000), Decimal(15)
# What an hour of work and the way cost where nobody bears them, and what least is charged of an hour.
RATES = (("labour", "hour", 120, 30), ("travel", "visit", 50, 0))
VALIDITY_DAYS, REMIND_DAYS, TOLERANCE = 7, 3, Decimal(10)
UNDER_THE_LAW = ("ac", "fridge", "washer")


class Offers:
    """Price lists by whom they are for, and the tax that is put on what is sold."""

    def __init__(self, retail: PriceList, project: PriceList, tax: TaxRate) -> None:
        self.retail, self.project, self.tax = retail, project, tax

    def list_for(self, kind: str) -> PriceList:
        """Firms buy at the prices of projects."""
        return self.project if kind == "company" else self.retail


def make_offers(cast: Cast, *, at: datetime) -> Offers:
    """Write prices, taxes, limits and statutory rights down."""
    taxes = [
        add_tax_rate(HOUSE, code=code, name=name, percent=Decimal(percent), at=at) for code, name, percent in TAXES
    ]
    set_approval_limit(HOUSE, currency="CNY", amount=LIMIT, discount_percent=MOST_DISCOUNT, at=at)
    _rights(at)
    _service(taxes[1], at)
    return Offers(
        _list(cast, "retail", "零售价目表", {number: Decimal(price) for number, price in PRICES.items()}, at),
        _list(cast, "project", "工程价目表", {number: _project(price) for number, price in PRICES.items()}, at),
        taxes[0],
    )


def _project(price: int) -> Decimal:
    return Decimal(price * PROJECT_PERCENT // 100)


def _list(cast: Cast, code: str, name: str, prices: Mapping[str, Decimal], at: datetime) -> PriceList:
    made = add_price_list(HOUSE, code=code, name=name, currency="CNY", valid_from=at.date(), at=at)
    things: dict[Product | Part, Decimal | None] = {part: part.unit_price for part in cast.parts.values()}
    things |= {each.product: prices[each.product.number] for each in cast.made}
    return set_prices(HOUSE, made, prices=things, at=at)


def _service(tax: TaxRate, at: datetime) -> None:
    """What service costs, and how long a quotation of it holds."""
    for cost, per, amount, least in RATES:
        add_rate(
            HOUSE,
            cost=cost,
            per=per,
            amount=Decimal(amount),
            currency="CNY",
            minimum_minutes=least,
            tax_rate=tax,
            valid_from=at.date(),
            at=at,
        )
    set_billing_settings(
        HOUSE,
        validity_days=VALIDITY_DAYS,
        remind_days=REMIND_DAYS,
        tolerance_percent=TOLERANCE,
        tax_rate=tax,
        at=at,
    )


def _rights(at: datetime) -> None:
    """The set of the law for household appliances."""
    law = next(one for one in SETS if one.code == "appliances")
    add_statutory_rule(
        HOUSE,
        name=law.name,
        regulation=law.regulation,
        source=law.source,
        categories=list(Category.objects.filter(code__in=UNDER_THE_LAW).order_by("code")),
        refund_days=law.refund_days,
        exchange_days=law.exchange_days,
        repair_months=law.repair_months,
        main_parts_months=law.main_parts_months,
        start_rule=law.start_rule,
        note=law.note,
        at=at,
    )
