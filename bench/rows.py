"""From tickets to the rows of the product's tables, in the order of time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import orjson

from aftercare.domains.requests.indexing import words_of
from aftercare.kit.actor import system
from aftercare.kit.ids import id_of
from aftercare.kit.words import bigrams, merged
from bench.company import Company, Home
from bench.courses import COURSES, PROMISED, TARGETS, Course, Fact, Try, clocks_of, course_of
from bench.tickets import KINDS, Ticket

Row = tuple[Any, ...]
HOUSE = system("load")
COLUMNS = {
    "requests_servicerequest": "id number state state_since kind_id priority title description channel customer_id "
    "site_id device_id product_id unit_id submitted_at submitted_by required_at originally_required_at level_id "
    "calendar_id targets coverage engineer_id assignee_id working attempts_made failed_attempts series rule_due_at "
    "first_response_at handled_at handled_by unreachable_tries closed_at satisfaction suspended_from suspended_until "
    "suspended_for_id locked_for signed_off_at sign_off_note stage decision version search",
    "requests_attempt": "id request_id series position engineer_id assignee_id opened_at started_at ended_at result "
    "outcome_id counted planned version",
    "contracts_clock": "id subject_kind subject_id kind round calendar_id target_seconds stages started_at due_at "
    "standing stopped_at reason alert_times fired next_alert_at",
    "customers_communication": "id customer_id about_kind about_id channel direction at by automatic text version",
    "accounts_task": "id kind key about_kind about_id about_label params role_code unit_id opened_at version",
    "feedback_callback": "id state request_id attempt opened_at due_at next_try_at tries most_tries escalated_at "
    "outcome comment channel version",
    "facts": "subject_kind subject_id seq kind verb state_left state_entered at actor_kind actor_id actor_name "
    "on_behalf via context_id data",
}
SECONDS = orjson.dumps(TARGETS).decode()


@dataclass(frozen=True, slots=True)
class Loaded:
    """One request to be: its ticket, its number in order of time, and whom it names."""

    id: UUID
    number: str
    ticket: Ticket
    course: Course
    name: str
    home: Home
    device: bool
    engineer: tuple[UUID, UUID]
    agent: UUID

    def at(self, after: timedelta | None) -> datetime | None:
        """The instant so long after the entry."""
        return None if after is None else self.ticket.created + after


def loaded(ticket: Ticket, place: int, company: Company, dice: random.Random) -> Loaded:
    """The request a ticket becomes; every second one is about a device."""
    name = course_of(ticket.status, ticket.n)
    return Loaded(
        id=id_of(ticket.created, dice),
        number=f"SR-{ticket.created.year}-{place:06d}",
        ticket=ticket,
        course=COURSES[name],
        name=name,
        home=company.homes[ticket.customer % len(company.homes)],
        device=ticket.n % 2 == 0,
        engineer=company.engineers[ticket.agent % len(company.engineers)],
        agent=company.agents[ticket.agent % len(company.agents)],
    )


def request_row(one: Loaded, company: Company) -> Row:
    """The request itself."""
    ticket, home, course, told = one.ticket, one.home, one.course, one.course.fields
    required = one.at(timedelta(seconds=PROMISED))
    until = one.at(told.get("suspended_until"))
    due = (
        until
        if course.state == "suspended"
        else required
        if course.state in ("pending", "assigned", "in_progress")
        else None
    )
    moves = [fact for fact in course.facts if fact.verb and fact.left != fact.entered]
    held = one.engineer if course.held else (None, None)
    return (
        one.id, one.number, course.state, one.at(moves[-1].after), KINDS[ticket.type], 4 - ticket.priority,
        ticket.subject[:200], ticket.body, "phone", home.customer, home.site, home.device if one.device else None,
        home.product if one.device else None, home.unit, ticket.created, one.agent, required, required,
        company.level, company.calendar, SECONDS, _json(company.coverage[one.device]), *held, False,
        len(course.tries), told.get("failed_attempts", 0), 1, due,
        one.at(told.get("first_response_at")), one.at(told.get("handled_at")),
        one.engineer[1] if "handled_at" in told else None, 0, one.at(told.get("closed_at")),
        told.get("satisfaction"), told.get("suspended_from", ""), until, told.get("suspended_for"),
        told.get("locked_for", ""), one.at(told.get("signed_off_at")), told.get("sign_off_note", ""), "", "",
        len(course.facts), _vector(one),
    )  # fmt: skip


def attempt_rows(one: Loaded, dice: random.Random) -> Iterator[Row]:
    """The attempts made."""
    for position, tried in enumerate(one.course.tries, 1):
        yield _attempt(one, position, tried, dice)


def _attempt(one: Loaded, position: int, tried: Try, dice: random.Random) -> Row:
    opened = cast(datetime, one.at(tried.opened))
    return (
        id_of(opened, dice), one.id, 1, position, *one.engineer, opened, one.at(tried.started), one.at(tried.ended),
        tried.result, tried.outcome, tried.result == "failed", False, 1,
    )  # fmt: skip


def clock_rows(one: Loaded, company: Company, dice: random.Random) -> Iterator[Row]:
    """The promises, as the product reads them from the facts."""
    for shape in clocks_of(one.name):
        yield (
            id_of(one.ticket.created, dice), "request", one.id, shape.kind, shape.round, company.calendar, PROMISED,
            _array(shape.stages), one.at(shape.started), one.at(shape.due), shape.standing, one.at(shape.stopped),
            shape.reason, _array([one.at(after) for after in shape.alerts]), "{}", one.at(shape.next_alert),
        )  # fmt: skip


def fact_rows(one: Loaded, company: Company, said: UUID) -> Iterator[Row]:
    """The ledger rows, but for place, number and hash, which the database gives."""
    for seq, fact in enumerate(one.course.facts, 1):
        who = one.engineer[1] if fact.by == "engineer" else one.agent
        yield (
            "request", one.id, seq, fact.kind, fact.verb, fact.left, fact.entered, one.at(fact.after), "person", who,
            "", "", "console", one.home.customer, _json(_says(one, company, fact, said)),
        )  # fmt: skip


def _says(one: Loaded, company: Company, fact: Fact, said: UUID) -> dict[str, Any]:
    match fact.verb:
        case "submit":
            return _submitted(one, company)
        case "assign":
            return {**fact.says, "engineer_id": one.engineer[0], "assignee_id": one.engineer[1]}
        case "handle":
            whom = {"customer_id": one.home.customer, "engineer_id": one.engineer[0], "assignee_id": one.engineer[1]}
            return {**fact.says, **whom}
        case "suspend":
            return {**fact.says, "until": one.at(one.course.fields["suspended_until"])}
    return {**fact.says, "communication_id": said} if fact.kind == "request.responded" else dict(fact.says)


def _submitted(one: Loaded, company: Company) -> dict[str, Any]:
    about = {"device_id": one.home.device, "product_id": one.home.product} if one.device else {}
    return {
        "customer_id": one.home.customer,
        "kind": KINDS[one.ticket.type],
        "priority": 4 - one.ticket.priority,
        "channel": "phone",
        "level_id": company.level,
        "promise_source": "grade",
        "targets": list(TARGETS.items()),
        "required_at": one.at(timedelta(seconds=PROMISED)),
        "covered_by": company.coverage[one.device]["by"],
        "auto_assign": False,
        **about,
    }


def communication_rows(one: Loaded, said: UUID) -> Iterator[Row]:
    """The talk that was the first response."""
    if "first_response_at" in one.course.fields:
        at = one.at(one.course.fields["first_response_at"])
        yield (
            said,
            one.home.customer,
            "request",
            one.id,
            "phone",
            "out",
            at,
            one.agent,
            False,
            "已与客户确认上门时间。",
            1,
        )


def task_rows(one: Loaded, dice: random.Random) -> Iterator[Row]:
    """The service manager's entry about a locked request."""
    if one.course.state == "locked":
        at = cast(datetime, one.at(one.course.facts[-1].after))
        yield (
            id_of(at, dice), "request.locked", f"request.locked:{one.id}:loaded", "request", one.id, one.number,
            '{"locked_for": "failed_twice"}', "manager", one.home.unit, at, 1,
        )  # fmt: skip


def call_back_rows(one: Loaded, dice: random.Random) -> Iterator[Row]:
    """Who was told that it is done is asked on the next day."""
    if one.course.state == "handled":
        at = cast(datetime, one.at(one.course.fields["handled_at"]))
        due = at + timedelta(days=1)
        yield id_of(at, dice), "open", one.id, len(one.course.tries), at, due, at, 0, 3, None, "", "", "", 1


def _vector(one: Loaded) -> str:
    said = words_of(one.number, one.ticket.subject[:200], one.ticket.body)
    tokens = merged([*said, bigrams(one.home.name)])
    return " ".join(f"'{token}'" for token in tokens)


def _json(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()


def _array(values: Any) -> str:
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"
