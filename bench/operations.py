"""The operations that are measured: what is asked, and how the answer is known to be right."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from bench.tickets import KINDS
from bench.wire import Answer, Ask

COMPANY_ZONE = ZoneInfo("Asia/Shanghai")
LIST = "/api/v1/requests?open=true"
WORDS = {"quillforge": 1000, "compressor": 100, "pump": 5}  # about one ticket in so many holds it


@dataclass(frozen=True, slots=True)
class Things:
    """What operations draw from."""

    count: int
    open: Sequence[UUID]
    numbers: Mapping[UUID, str]
    customers: Sequence[UUID]
    texts: Sequence[tuple[str, str]]
    tokens: Sequence[str]
    cookies: Sequence[str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its name, the question, and the check of the answer (a sentence where it is wrong)."""

    name: str
    ask: Callable[[random.Random], tuple[Ask, Any]]
    wrong: Callable[[Answer, Any], str]
    times: int = 300
    bare: bool = True
    notes: Sequence[str] = field(default=())


def operations(things: Things) -> list[Operation]:
    """All of them, in the order of the table."""
    return [
        Operation("create", lambda dice: (_create(things, dice), None), _made, times=600),
        Operation(
            "list, first 50 of the open", lambda dice: (_get(things, dice, "/api/v1/requests?open=true"), 50), _rows
        ),
        Operation(
            "list with promises and total",
            lambda dice: (_get(things, dice, f"{LIST}&expand=clocks&total=true"), 50),
            _rows,
        ),
        Operation("list page (HTML)", lambda dice: (_page(things, dice, "/requests/"), 50), _page_rows),
        Operation("open one, API", lambda dice: _one(things, dice, "/api/v1/requests/", _get), _right_one),
        Operation("open one, page", lambda dice: _one(things, dice, "/requests/", _page), _right_page),
        *(
            Operation(
                f"search “{word}”, first 50 and total",
                partial(_search, things, word, things.count // share),
                _hits,
            )
            for word, share in WORDS.items()
        ),
        Operation(
            "report kind × month, API",
            lambda dice: (_get(things, dice, f"/api/v1/reports/requests?period={_all_months()}"), things.count),
            _counted,
        ),
        Operation("report kind × month, page", lambda dice: (_page(things, dice, "/reports/"), 12), _months),
    ]


def _all_months() -> str:
    """Three years up to this month: every loaded request was entered within them."""
    from aftercare.kit.periods import months_after

    today = datetime.now(COMPANY_ZONE).date()
    return f"{months_after(today, -35):%Y-%m}..{today:%Y-%m}"


def _get(things: Things, dice: random.Random, path: str) -> Ask:
    return Ask("GET", path, {"Authorization": f"Bearer {dice.choice(things.tokens)}"})


def _page(things: Things, dice: random.Random, path: str) -> Ask:
    return Ask("GET", path, {"Cookie": f"sessionid={dice.choice(things.cookies)}"})


def _create(things: Things, dice: random.Random) -> Ask:
    title, text = dice.choice(things.texts)
    body = {
        "customer_id": dice.choice(things.customers), "kind": dice.choice(KINDS), "title": title, "description": text,
        "priority": dice.choice(["urgent", "high", "normal", "low"]),
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {dice.choice(things.tokens)}", "Content-Type": "application/json"}
    return Ask("POST", "/api/v1/requests", headers, orjson.dumps(body))


def _search(things: Things, word: str, planted: int, dice: random.Random) -> tuple[Ask, Any]:
    return _get(things, dice, f"/api/v1/requests?q={word}&total=true"), planted


def _one(things: Things, dice: random.Random, path: str, how: Callable[..., Ask]) -> tuple[Ask, Any]:
    id = dice.choice(things.open)
    return how(things, dice, f"{path}{id}" + ("/" if how is _page else "")), (str(id), things.numbers[id])


def _made(answer: Answer, _expected: Any) -> str:
    body = answer.json() if answer.status == 201 else {}
    right = body.get("state") == "pending" and len(body.get("clocks", ())) == 5 and body["number"].startswith("SR-")
    return "" if right else f"{answer.status} {answer.body[:200]!r}"


def _rows(answer: Answer, count: int) -> str:
    body = answer.json() if answer.status == 200 else {"items": []}
    states = {row["state"] for row in body["items"]}
    right = len(body["items"]) == count and not states & {"closed", "cancelled"}
    return "" if right else f"{answer.status} {len(body['items'])} rows in {states}"


def _page_rows(answer: Answer, count: int) -> str:
    rows = answer.body.count(b" data-row>")
    return "" if answer.status == 200 and rows == count else f"{answer.status} {rows} rows"


def _right_one(answer: Answer, expected: tuple[str, str]) -> str:
    body = answer.json() if answer.status == 200 else {}
    return "" if (body.get("id"), body.get("number")) == expected else f"{answer.status} {answer.body[:200]!r}"


def _right_page(answer: Answer, expected: tuple[str, str]) -> str:
    return "" if answer.status == 200 and expected[1].encode() in answer.body else f"{answer.status}"


def _counted(answer: Answer, count: int) -> str:
    """Every request that was loaded is counted, and each row adds up to its part of the whole."""
    body = answer.json() if answer.status == 200 else {"rows": [], "totals": {"entered": []}}
    rows, totals = (row["figures"]["entered"] for row in body["rows"]), body["totals"]["entered"]
    right = sum(totals) >= count and [sum(each) for each in zip(*rows, strict=True)] == totals
    return "" if right else f"{answer.status} {sum(totals)} of {count} counted"


def _months(answer: Answer, columns: int) -> str:
    found = answer.body.count(b"grain=day")
    return "" if answer.status == 200 and found == columns else f"{answer.status} {found} months"


def _hits(answer: Answer, planted: int) -> str:
    body = answer.json() if answer.status == 200 else {"items": [], "total": "0"}
    least = min(planted * 98 // 100, 10_000)  # the words were planted by the dice
    right = len(body["items"]) == min(50, planted) and int(body["total"].rstrip("+")) >= least
    return "" if right else f"{answer.status} {len(body['items'])} rows of {body['total']}"
