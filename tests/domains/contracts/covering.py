"""Short words of the coverage tests."""

from datetime import date

from tests.make import HOUSE

from aftercare.domains.contracts.actions import start_agreement
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries import coverage_for

ON = date(2026, 3, 10)


def agree(owner, at, **values) -> Agreement:
    given = {"name": "年度保养", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    return start_agreement(HOUSE, customer=owner, at=at, **given | values)


def covered(device, owner, on: date = ON):
    return coverage_for(device_id=device.id if device else None, customer_id=owner.id, on=on)


def percents(coverage) -> tuple[int, int, int]:
    return coverage.labour.percent, coverage.parts.percent, coverage.travel.percent
