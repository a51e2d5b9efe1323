"""Devices of the demonstration company with a story: what is inside, handed on, promised longer, void, out of use."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from aftercare.config.demo.agenda import Agenda, follow
from aftercare.config.demo.books import Home
from aftercare.config.demo.company import HOUSE, Cast
from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import grant_warranty, void_warranty
from aftercare.domains.devices.actions import change_device, register_device, transfer_device
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import ServiceRequest

COMPONENTS = (("QXF-72", "旋转式压缩机", "QX"), ("WJB-72", "室外机主板", "WJ"))
HOLDING = "KFR-72LW"  # which units have them on record
FEW, SOME, MANY = 6, 8, 12
REASONS = ("二手转让，已提供转让证明。", "房屋出售，随房移交。", "公司搬迁，移交物业使用。")
EXTENSION, MONTHS = "延长保修服务（两年）", 24
VOID = "自行加装改装，机内封条破损。"
STATES = (("stored", 8), ("scrapped", 7), ("lost", 3))
QUIET = timedelta(days=60)


def give_stories(agenda: Agenda, cast: Cast, homes: Sequence[Home], *, at: datetime) -> None:
    """Let something happen to devices about which nobody asked lately, in the weeks before an instant."""
    lately = ServiceRequest.objects.filter(submitted_at__gt=at - QUIET, device__isnull=False)
    asked = set(lately.values_list("device_id", flat=True))
    silent = [home for home in homes if home.device.id not in asked]
    quiet = iter(agenda.dice.sample(silent, len(silent)))
    held = [home for home in silent if home.made.model.number == HOLDING][:SOME]
    days = _days(agenda, at)
    _put_inside(cast, held, days)
    _hand_on(cast, [home for home in islice(quiet, MANY * 4) if home not in held], days)
    for home in islice(quiet, MANY):
        ends = home.warranty.labour_ends_on
        grant_warranty(
            cast.actors["manager"], home.device, name=EXTENSION, starts_on=ends + timedelta(days=1), months=MONTHS,
            labour_percent=100, parts_percent=100, at=next(days),
        )  # fmt: skip
    for home in islice(quiet, FEW):
        day = next(days)
        void_warranty(cast.actors["manager"], home.warranty, on=day.date(), reason=VOID, at=day)
    for status, count in STATES:
        for home in islice(quiet, count):
            known = Device.objects.get(pk=home.device.pk)
            change_device(cast.actors["manager"], known, status=status, at=next(days))
    follow(at)


def _days(agenda: Agenda, at: datetime) -> Iterator[datetime]:
    """Instants in the hours of the last weeks."""
    while True:
        begun = at - timedelta(days=agenda.dice.uniform(12, 50))
        yield min(agenda.after(begun, 1, 300), at - timedelta(hours=1))


def _put_inside(cast: Cast, held: Sequence[Home], days: Iterator[datetime]) -> None:
    """Parts with serial numbers of their own, on record inside their units."""
    category = next(each.product.category for each in cast.made if each.product.number == HOLDING)
    first = min(next(days), next(days))
    products = [
        (add_product(HOUSE, number=number, name=name, brand="", category=category, at=first), prefix)
        for number, name, prefix in COMPONENTS
    ]
    for n, home in enumerate(held, 1):
        for product, prefix in products:
            register_device(
                cast.actors["agent"], product=product, customer=home.customer, site=home.site, parent=home.device,
                serial=f"{prefix}{home.bought:%y%m}{n:04d}", installed_date=home.device.installed_date, at=next(days),
            )  # fmt: skip


def _hand_on(cast: Cast, offered: Sequence[Home], days: Iterator[datetime]) -> None:
    """From one owner to another who lives near."""
    for n, (home, other) in enumerate(zip(offered[:MANY], offered[MANY : 2 * MANY], strict=False)):
        if home.customer.id == other.customer.id:
            continue
        day = next(days)
        transfer_device(
            cast.actors["manager"], home.device, to=other.customer, site=other.site, reason=REASONS[n % len(REASONS)],
            on=max(day.date(), home.bought), at=day,
        )  # fmt: skip
