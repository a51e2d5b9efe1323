"""What stands in a customer's mail for each placeholder, with days, hours and sums as the customer reads them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from aftercare.domains.accounts.queries import company, day_of
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.channels.letter import Letter
from aftercare.domains.channels.links import PORTAL, PORTAL_ORDER, PORTAL_QUOTATION, link_to
from aftercare.domains.channels.queries.letters import Subject
from aftercare.domains.customers.models import Contact
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.orders.models import Order, Shipment
from aftercare.domains.orders.pricing import written
from aftercare.domains.orders.serials import partly
from aftercare.domains.registrations.models import Registration
from aftercare.domains.registrations.queries import warranty_end
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerText

Part = Visit | Shipment | Registration  # what a letter tells of beside the thing it is about


def values_of(about: Subject, contact: Contact, language: str, *, part: Part | None = None) -> dict[str, str]:
    """What stands for each placeholder of a letter about this thing, and about this part of it."""
    known = company()
    zone = ZoneInfo(about.customer.time_zone or (known.time_zone if known else settings.TIME_ZONE))
    with override(language), timezone.override(zone):
        plain = {
            "number": about.number,
            "customer": about.customer.name,
            "contact": contact.name,
            "company": known.name if known else "",
        }
        return {**plain, **_of_it(about), **_of_part(part)}


def _of_it(about: Subject) -> dict[str, str]:
    if isinstance(about, Order):
        return {"total": written(about.money("total")), "link": link_to(PORTAL_ORDER, about)}
    if isinstance(about, Quotation):
        until = str(date_format(about.valid_until))
        billed = {"title": about.request.title, "total": written(about.money("total"))}
        return {**billed, "valid_until": until, "link": link_to(PORTAL_QUOTATION, about)}
    if isinstance(about, Charge):
        paid = {"title": about.request.title, "total": written(about.money("total"))}
        return {**paid, "link": link_to(PORTAL, about.request)}
    return {"title": about.title, "required_at": _moment(about.required_at), "link": link_to(PORTAL, about)}


def _of_part(part: Part | None) -> dict[str, str]:
    if isinstance(part, Visit):
        return _of_visit(part)
    if isinstance(part, Registration):
        return _of_registration(part)
    return _of_shipment(part) if isinstance(part, Shipment) else {}


def _of_shipment(shipment: Shipment) -> dict[str, str]:
    rows = shipment.lines.select_related("line__product", "line__part").order_by("line__position")
    goods = gettext(", ").join(f"{row.quantity} × {row.line.thing}" for row in rows)
    return {"goods": goods, "carrier": shipment.carrier, "tracking_number": shipment.tracking_number}


def _of_registration(registration: Registration) -> dict[str, str]:
    """The device as whoever holds it knows it, and what came of registering it."""
    device, decided = registration.device, registration.decided_at
    until = warranty_end(device, on=day_of(decided)) if decided else None
    lasts = gettext("Its warranty lasts until %(day)s.") % {"day": date_format(until)} if until else ""
    cancelled = facts_of(registration.request.ref).filter(verb="cancel").values("text_id")
    reason = LedgerText.objects.filter(pk__in=cancelled).values_list("body", flat=True).last()
    return {
        "device": f"{device.product.name} {partly(device.serial)}".strip(),
        "warranty": lasts or gettext("No warranty runs for it."),
        "reason": reason or "",
    }


def _of_visit(visit: Visit) -> dict[str, str]:
    starts, ends = (timezone.localtime(at) for at in (visit.planned_from, visit.planned_to))
    return {
        "engineer": visit.engineer.name,
        "visit_day": str(date_format(starts, "DATE_FORMAT")),
        "visit_time": f"{starts:%H:%M}–{ends:%H:%M}",
    }


def _moment(at: datetime) -> str:
    return str(date_format(timezone.localtime(at), "DATETIME_FORMAT"))


def sample_values(letter: Letter, language: str, *, at: datetime) -> dict[str, str]:
    """Made-up values, to see how the words read."""
    known = company()
    with override(language):
        samples: dict[str, Any] = {
            "number": f"{_series(letter)}-2026-000123",
            "title": gettext("Air conditioner does not cool"),
            "customer": gettext("Example customer"),
            "contact": gettext("Ms Example"),
            "company": known.name if known else "Aftercare",
            "required_at": _moment(at),
            "link": f"{settings.BASE_URL}/service/r/…/",
            "engineer": gettext("Engineer Li"),
            "visit_day": str(date_format(timezone.localtime(at), "DATE_FORMAT")),
            "visit_time": "09:00–11:00",
            "total": "3,388.00 CNY",
            "valid_until": str(date_format(timezone.localtime(at), "DATE_FORMAT")),
            "goods": "1 × " + gettext("Air conditioner"),
            "carrier": gettext("Example carrier"),
            "tracking_number": "SF1234567890",
            "device": gettext("Air conditioner") + " …0001",
            "warranty": gettext("Its warranty lasts until %(day)s.") % {"day": date_format(timezone.localtime(at))},
            "reason": gettext("The receipt is of another device."),
        }
    return {name: samples[name] for name in letter.placeholders}


def _series(letter: Letter) -> str:
    """With which letters the numbers of what it is about begin."""
    if "total" not in letter.placeholders:
        return "SR"
    return {"quotation": "QT", "charge": "CH"}.get(letter.code.partition("_")[0], "SO")
