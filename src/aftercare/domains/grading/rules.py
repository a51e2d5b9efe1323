"""Rules of grading: ordered, each a list of conditions on facts; they judge a row of facts and explain themselves."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from aftercare.kit.errors import Sentence

Facts = Mapping[str, Any]
LONGEST_WINDOW = 120
LEAST, MOST = "least", "most"
SIGNS = {LEAST: "≥", MOST: "≤"}
FACTS: dict[str, Sentence] = {
    "spent": pgettext_lazy("grading fact", "spent"),
    "orders": pgettext_lazy("grading fact", "orders"),
    "days_since_order": pgettext_lazy("grading fact", "days since order"),
    "orders_ever": pgettext_lazy("grading fact", "orders ever"),
    "recency_score": pgettext_lazy("grading fact", "recency score"),
    "frequency_score": pgettext_lazy("grading fact", "frequency score"),
    "monetary_score": pgettext_lazy("grading fact", "monetary score"),
    "open_requests": pgettext_lazy("grading fact", "open requests"),
    "requests": pgettext_lazy("grading fact", "requests"),
    "repeat_requests": pgettext_lazy("grading fact", "repeat requests"),
    "satisfaction": pgettext_lazy("grading fact", "satisfaction"),
    "agreements": pgettext_lazy("grading fact", "running agreements"),
    "devices": pgettext_lazy("grading fact", "devices"),
    "devices_out_of_warranty": pgettext_lazy("grading fact", "devices out of warranty"),
}
OF_ORDERS = {
    "spent", "orders", "days_since_order", "orders_ever", "recency_score", "frequency_score", "monetary_score",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact that must be at least, or at most, a number."""

    fact: str
    sign: str
    value: Decimal

    def met_by(self, facts: Facts) -> bool:
        """Whether it holds; what nobody knows fulfils nothing."""
        known = facts.get(self.fact)
        if known is None:
            return False
        return bool(known >= self.value if self.sign == LEAST else known <= self.value)

    def explained(self, facts: Facts) -> str:
        """The fact beside what is needed: 'spent 23400, needs ≥ 20000: met'."""
        known = facts.get(self.fact)
        words = {"fact": FACTS[self.fact], "sign": SIGNS[self.sign], "needed": plain(self.value)}
        if known is None:
            return _("%(fact)s unknown, needs %(sign)s %(needed)s: not met") % words
        words["known"] = plain(Decimal(str(known)))
        if self.met_by(facts):
            return _("%(fact)s %(known)s, needs %(sign)s %(needed)s: met") % words
        return _("%(fact)s %(known)s, needs %(sign)s %(needed)s: not met") % words

    def code(self, facts: Facts) -> str:
        """The same for the ledger, without words: `spent>=20000:23400`."""
        sign = ">=" if self.sign == LEAST else "<="
        return f"{self.fact}{sign}{plain(self.value)}:{plain(Decimal(str(facts[self.fact])))}"


@dataclass(frozen=True, slots=True)
class Rule:
    """The grade or tag (its id) that is earned when all conditions hold; without any, everybody earns it."""

    target: str
    conditions: tuple[Condition, ...] = ()

    def met_by(self, facts: Facts) -> bool:
        """Whether all conditions hold."""
        return all(condition.met_by(facts) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say of one row of facts; `place` is the rule, from 0, that gave the grade."""

    grade: str | None
    place: int | None
    tags: frozenset[str]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The first rule of `grades` that is met gives the grade; each of `tags` speaks for itself."""

    window_months: int = 12
    grades: tuple[Rule, ...] = ()
    tags: tuple[Rule, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Grade, tags, and the conditions that gave the grade as the ledger keeps them."""
        place = next((n for n, rule in enumerate(self.grades) if rule.met_by(facts)), None)
        won = None if place is None else self.grades[place]
        tags = frozenset(rule.target for rule in self.tags if rule.met_by(facts))
        reasons = tuple(each.code(facts) for each in won.conditions) if won else ()
        return Outcome(won.target if won else None, place, tags, reasons)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "window_months": self.window_months,
            "grades": [_rule_json(rule) for rule in self.grades],
            "tags": [_rule_json(rule) for rule in self.tags],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Rules":
        """What `to_json` kept."""
        return cls(
            int(kept.get("window_months", 12)),
            tuple(map(_rule_of, kept.get("grades", ()))),
            tuple(map(_rule_of, kept.get("tags", ()))),
        )


@dataclass(frozen=True, slots=True)
class Borders:
    """Four values that part all who bought within the window into five; equal values score alike."""

    last: Sequence[float] = field(default=())
    orders: Sequence[Decimal] = field(default=())
    spent: Sequence[Decimal] = field(default=())


def score(value: Any, borders: Sequence[Any]) -> int | None:
    """1 (least) to 5 (most): one more for each border that lies below; None where there are no borders."""
    return 1 + bisect_left(list(borders), value) if borders else None


def months_before(at: datetime, months: int) -> datetime:
    """The same hour so many months ago, on the month's last day where it has no such day."""
    count = at.year * 12 + at.month - 1 - months
    year, month = divmod(count, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def plain(value: Decimal) -> str:
    """A number without needless zeros: 20000, 4.5."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rule_json(rule: Rule) -> dict[str, Any]:
    conditions = [{"fact": one.fact, "sign": one.sign, "value": plain(one.value)} for one in rule.conditions]
    return {"target": rule.target, "conditions": conditions}


def _rule_of(kept: Mapping[str, Any]) -> Rule:
    given = kept["conditions"]
    return Rule(kept["target"], tuple(Condition(one["fact"], one["sign"], Decimal(one["value"])) for one in given))
