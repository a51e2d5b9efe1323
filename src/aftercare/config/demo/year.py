"""A year of requests, told in the order of their coming and written at once."""

import heapq
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from aftercare.config.demo.books import ZONE, Home
from aftercare.config.demo.company import Cast
from aftercare.config.demo.demand import Demand, Wish
from aftercare.config.demo.loading import Load
from aftercare.config.demo.past import Past
from aftercare.config.demo.promises import clocks_of
from aftercare.config.demo.telling import Telling
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.coverage import CoverageFacts, Offer, WarrantyFact, decide
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.promises import Promise
from aftercare.domains.contracts.queries import coverage_for, promise_for
from aftercare.domains.customers.models import Customer
from aftercare.domains.requests.events import RequestSubmitted
from aftercare.domains.requests.indexing import tokens_of
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.rules import promised_date
from aftercare.domains.requests.states import State
from aftercare.kit.copying import count_from
from aftercare.kit.ids import id_of

REPEAT = timedelta(days=30)


class Year:
    """Tells the requests of a span of time up to an instant; what is open then is left to whoever goes on."""

    def __init__(self, dice: Random, cast: Cast, demand: Demand, *, under_contract: set[Customer], until: datetime):
        self.dice, self.cast, self.demand, self.until = dice, cast, demand, until
        self.under_contract = under_contract
        self.hours = working_hours(cast.calendar)
        self.kinds = {kind.code: kind for kind in RequestKind.objects.all()}
        self.promises: dict[tuple[object, ...], Promise] = {}
        self.last_on: dict[tuple[UUID, str], ServiceRequest] = {}
        self.open: list[ServiceRequest] = []

    def tell(self, instants: Sequence[datetime], load: Load) -> int:
        """Tell a request for each instant, and a few that come back with the same trouble; returns how many."""
        order = count()
        coming: list[tuple[datetime, int, Wish | None]] = [(at, next(order), None) for at in instants]
        heapq.heapify(coming)
        told = 0
        while coming:
            at, _n, again = heapq.heappop(coming)
            wish = again or self.demand.wish(at)
            told += 1
            past = Past(self._submitted(wish, told, at), wish, self.cast, until=self.until)
            self._keep(past.live(), load)
            if repeat := self._comes_back(past):
                heapq.heappush(coming, (repeat, next(order), self._same_again(wish)))
        count_from("request", told)
        return told

    def _keep(self, telling: Telling, load: Load) -> None:
        clocks = clocks_of(telling, self.kinds[telling.request.kind_id].dwell_minutes)
        if telling.request.is_open:
            self.open.append(telling.request)
        load.add(telling.all_rows())
        load.add(clocks)
        load.tell(telling.facts)
        load.tell(sorted(telling.beside, key=lambda fact: fact.at))

    def _comes_back(self, past: Past) -> datetime | None:
        """Four repairs in a hundred don't hold."""
        closed_at = past.telling.request.closed_at
        if closed_at is None or past.wish.trouble is None or self.dice.random() > 0.04:
            return None
        again = closed_at + timedelta(hours=self.dice.randint(30, 600))
        return again if again < self.until else None

    def _same_again(self, wish: Wish) -> Wish:
        assert wish.trouble is not None  # noqa: S101
        return self.demand.repair(wish.home, wish.trouble, "上次修过，同样的问题又出现了。")

    def _submitted(self, wish: Wish, n: int, at: datetime) -> Telling:
        home, kind = wish.home, self.kinds[wish.kind]
        coverage = self._coverage(home, at)
        promise = self._promise(wish, coverage)
        due = promised_date(promise.seconds(), self.hours, at)
        desk = self.cast.actors["agent"]
        before = self._repeat_of(home, wish.kind, at)
        request = ServiceRequest(
            id=id_of(at, self.dice),
            number=f"SR-{at.astimezone(ZONE).year}-{n:06d}",
            state=State.PENDING.value,
            state_since=at,
            kind=kind,
            priority=wish.priority,
            title=wish.title,
            description=wish.said,
            problem_type=wish.trouble,
            channel=wish.channel,
            customer=home.customer,
            contact=home.household.contact,
            site=home.site,
            device=home.device,
            product=home.made.product,
            unit_id=home.site.unit_id,
            submitted_at=at,
            submitted_by=desk.id,
            required_at=due,
            originally_required_at=due,
            level_id=promise.level_id,
            calendar=self.cast.calendar,
            targets=promise.seconds(),
            coverage=coverage.to_json(),
            repeat_of=before,
        )
        tokens = tokens_of(request, names=(home.customer.name,), phones=(home.household.contact.phone,))
        request.search = " ".join(f"'{token}'" for token in tokens)
        telling = Telling(request, self.hours, self.dice)
        telling.submit(desk, _submission(request, promise, coverage), at)
        self.last_on[home.device.id, wish.kind] = request
        return telling

    def _repeat_of(self, home: Home, kind: str, at: datetime) -> ServiceRequest | None:
        last = self.last_on.get((home.device.id, kind))
        if last is None or last.state == State.CANCELLED:
            return None
        ends = [last.submitted_at, *([last.closed_at] if last.closed_at and last.closed_at < at else [])]
        return last if max(ends) >= at - REPEAT else None

    def _coverage(self, home: Home, at: datetime) -> Coverage:
        on = at.astimezone(ZONE).date()
        if home.customer in self.under_contract:
            return coverage_for(device_id=home.device.id, customer_id=home.customer.id, on=on)
        return decide(CoverageFacts(on=on, with_device=True, warranties=(_carried(home),)))

    def _promise(self, wish: Wish, coverage: Coverage) -> Promise:
        asked = {"agreement_id": coverage.agreement_id, "grade_id": wish.home.customer.grade_id}
        key = (wish.kind, wish.priority, *asked.values())
        if key not in self.promises:
            self.promises[key] = promise_for(kind=wish.kind, priority=wish.priority, **asked)
        return self.promises[key]


def _carried(home: Home) -> WarrantyFact:
    copy = home.warranty
    return WarrantyFact(
        copy.name,
        copy.starts_on,
        {
            "labour": Offer(copy.labour_percent, copy.labour_ends_on),
            "parts": Offer(copy.parts_percent, copy.parts_ends_on),
            "travel": Offer(copy.travel_percent, copy.travel_ends_on),
        },
    )


def _submission(request: ServiceRequest, promise: Promise, coverage: Coverage) -> RequestSubmitted:
    return RequestSubmitted(
        request_id=request.id,
        customer_id=request.customer_id,
        kind=request.kind_id,
        priority=request.priority,
        channel=request.channel,
        level_id=promise.level_id,
        promise_source=promise.source,
        targets=tuple(promise.seconds().items()),
        required_at=request.required_at,
        device_id=request.device_id,
        product_id=request.product_id,
        problem_type_id=request.problem_type_id,
        covered_by=coverage.by,
        repeat_of=request.repeat_of_id,
    )
