"""Choices the rules made between two engineers, one of whom came to the customer before."""

from datetime import datetime

from tests.make import HOUSE, customer, engineer, later, request

from aftercare.domains.dispatch.actions import auto_assign
from aftercare.domains.requests.actions import assign_request, start_request, withdraw_request
from aftercare.domains.requests.models import ServiceRequest


def decided(at: datetime, count: int = 1) -> list[ServiceRequest]:
    """So many requests fall on 甲, who came to the customer before; without continuity on 乙, who is first."""
    engineer(at, name="乙", code="B")
    known, served = engineer(at, name="甲", code="A"), customer(at)
    first = assign_request(HOUSE, request(at, customer_=served), engineer=known, at=at)
    start_request(HOUSE, first, at=at)
    withdraw_request(HOUSE, first, reason="改约", at=at)
    return decide(at, served, count)


def decide(at: datetime, served, count: int) -> list[ServiceRequest]:
    """So many more, each taken back before the next comes, so that none weighs on it."""
    made = []
    for n in range(count):
        moment = later(at, hours=n)
        given = auto_assign(HOUSE, request(moment, customer_=served, title=f"空调 {n}"), at=moment)
        withdraw_request(HOUSE, given, reason="改约", at=moment)
        made.append(given)
    return made
