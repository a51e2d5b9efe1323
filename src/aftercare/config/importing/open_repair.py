"""Repairs of the Open Repair Data Standard: products, devices and requests with their outcomes.

A row is a repair that is over: its device is registered, its request entered and worked on at the day of the event,
and concluded by a recorded decision that names the outcome – nobody called these customers back.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.text import slugify

from aftercare.config.importing.frame import Importer, Row
from aftercare.domains.accounts.actions import create_team
from aftercare.domains.accounts.models import Team
from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.customers.actions import register_customer
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.actions import register_device
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    assign_request,
    conclude_request,
    fail_request,
    lock_request,
    start_request,
    submit_request,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.errors import Invalid

HOUSE = system("import")
COLUMNS = ("id", "product_category", "brand", "year_of_manufacture", "repair_status", "group_identifier",
           "event_date", "problem")  # fmt: skip
OUTCOMES = {"Fixed": "fixed", "Repairable": "repairable", "End of life": "end_of_life", "Unknown": "unknown"}
OPENS, EVENT = timedelta(hours=10), timedelta(hours=2)
LONGEST_ID, EARLIEST = 80, 1900
UNKNOWN_BRANDS = frozenset({"", "unknown", "onbekend", "inconnu", "unbekannt"})


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair as the file tells it."""

    id: str
    category: str
    brand: str
    made_in: int | None
    outcome: str
    barrier: str
    group: str
    day: date
    problem: str


def understand(row: Row) -> Repair:
    """The repair of a row, or the sentences that say what is wrong with it."""
    wrong: list[str] = []
    id, brand, status = row["id"].strip(), row["brand"].strip()[:80], row["repair_status"]
    if not id:
        wrong.append("The row has no id; without one it would be taken in twice.")
    if len(id) > LONGEST_ID:
        wrong.append(f"The id has more than {LONGEST_ID} characters.")
    if status not in OUTCOMES:
        wrong.append(f"The repair status “{status}” is not known; it is one of: {', '.join(OUTCOMES)}.")
    made_in, day = _year(row["year_of_manufacture"], wrong), _day(row["event_date"], wrong)
    if day is None or wrong:
        raise Invalid("%(wrong)s", wrong=" ".join(wrong))
    return Repair(
        id=id,
        category=row["product_category"].strip() or "Misc",
        brand="" if brand.lower() in UNKNOWN_BRANDS else brand,
        made_in=made_in if made_in and made_in <= day.year else None,
        outcome=OUTCOMES[status],
        barrier=row.get("repair_barrier_if_end_of_life", ""),
        group=row["group_identifier"].strip() or "Unknown group",
        day=day,
        problem=row["problem"].strip(),
    )


def _day(text: str, wrong: list[str]) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong.append(f"“{text}” is not a day; write it like 2024-05-31.")
        return None
    if day > now().date() or day.year < EARLIEST:
        wrong.append(f"A repair on {day} cannot be over; check the day.")
    return day


def _year(text: str, wrong: list[str]) -> int | None:
    """The year of manufacture; one after the repair, of which the collected files hold some, counts as not known."""
    if not text.strip():
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        wrong.append(f"“{text}” is not a year of manufacture.")
        return None


def foresee(repair: Repair) -> str:
    """What writing it would say."""
    known = ServiceRequest.objects.filter(external_id=repair.id).exists()
    return "known" if known else f"entered as {repair.outcome}"


def write(repair: Repair) -> str:
    """Enter the repair once; a row taken in before is only recognised."""
    if (told := foresee(repair)) == "known":
        return told
    at = datetime(repair.day.year, repair.day.month, repair.day.day, tzinfo=UTC) + OPENS
    customer = _customer(repair.group)
    device = register_device(
        HOUSE,
        product=_product(repair.category, repair.brand),
        customer=customer,
        sold_date=date(repair.made_in, 1, 1) if repair.made_in and repair.made_in >= EARLIEST else None,
        external_id=repair.id,
        at=at,
    )
    title = (repair.problem.splitlines() or [""])[0][:120] or f"{repair.category}: no words"
    request = submit_request(
        HOUSE,
        customer=customer,
        device=device,
        kind="repair",
        title=title,
        description=repair.problem,
        channel="api",
        required_at=at + EVENT,
        external_id=repair.id,
        at=at,
    )
    _live(request, repair, at)
    return told


def _live(request: ServiceRequest, repair: Repair, at: datetime) -> None:
    """Tried by the group that day; what was not fixed ran out of time, and a recorded decision ends both."""
    assign_request(HOUSE, request, team=_team(repair.group), at=at)
    start_request(HOUSE, request, at=at)
    if repair.outcome == "fixed":
        record = RecordDraft(work_done=repair.problem or "–", labour_minutes=60)
        handle_visit(HOUSE, request, record=record, at=at + timedelta(hours=1))
    else:
        fail_request(HOUSE, request, outcome="unsolved", note=repair.barrier, at=at + timedelta(hours=1))
        lock_request(HOUSE, request, at=at + EVENT)
    reason = repair.barrier or "Taken over from a repair event."
    conclude_request(HOUSE, request, decision=repair.outcome, reason=reason, at=at + EVENT)


def _customer(group: str) -> Customer:
    """The group that brought the devices, as a company."""
    external_id = f"ords:{group}"[:80]
    known = Customer.objects.filter(external_id=external_id).first()
    return known or register_customer(HOUSE, name=group[:120], kind="company", external_id=external_id, at=now())


def _team(group: str) -> Team:
    known = Team.objects.filter(name=group[:80]).first()
    return known or create_team(HOUSE, name=group[:80], members=[], at=now())


def _product(category: str, brand: str) -> Product:
    """The product of a category and brand; the standard knows no models."""
    number = f"{category} · {brand}"[:60] if brand else category[:60]
    known = Product.objects.filter(number=number).first()
    if known is not None:
        return known
    return add_product(HOUSE, number=number, name=number, brand=brand, category=_category(category), at=now())


def _category(name: str) -> Category:
    code = slugify(name)[:40]
    known = Category.objects.filter(code=code).first()
    return known or add_category(HOUSE, code=code, name=name, at=now())


REPAIRS = Importer("repairs", COLUMNS, understand, write, key=lambda repair: repair.id, foresee=foresee)
