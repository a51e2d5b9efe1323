"""Rules as people write them, one a line: 'VIP when spent ≥ 20000 and orders ≥ 3'. A name alone takes everybody else.

Chinese is read and written just so: '贵宾 当 消费金额 ≥ 20000 且 订单数 ≥ 3'.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import pgettext

from aftercare.domains.grading.errors import RuleUnreadable
from aftercare.domains.grading.rules import FACTS, LEAST, MOST, SIGNS, Condition, Rule, plain

WHEN = re.compile(r"\s+when\s+|\s*当\s*|\s*[:：]\s*", re.IGNORECASE)
AND = re.compile(r"\s+and\s+|\s*且\s*|\s*[，；;]\s*", re.IGNORECASE)
CONDITION = re.compile(r"^(?P<fact>.+?)\s*(?P<sign>>=|<=|≥|≤)\s*(?P<value>-?[\d,]+(?:\.\d+)?)$")
READ_AS = {">=": LEAST, "≥": LEAST, "<=": MOST, "≤": MOST}


def read_rules(text: str, targets: Mapping[str, str], field: str) -> tuple[Rule, ...]:
    """The rules of a text; `targets` gives the id of a name in lower case, `field` is told in a refusal."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    return tuple(_rule(number, line, targets, field) for number, line in lines if line)


def written(rules: Iterable[Rule], names: Mapping[str, str]) -> str:
    """The rules in the language in hand; `names` gives what an id is called."""
    return "\n".join(_line(rule, names) for rule in rules)


def _line(rule: Rule, names: Mapping[str, str]) -> str:
    name = names.get(rule.target, rule.target)
    if not rule.conditions:
        return name
    said = [f"{FACTS[one.fact]} {SIGNS[one.sign]} {plain(one.value)}" for one in rule.conditions]
    when, and_ = pgettext("grading", "when"), pgettext("grading", "and")
    return f"{name} {when} " + f" {and_} ".join(said)


def _rule(number: int, line: str, targets: Mapping[str, str], field: str) -> Rule:
    name, rest = _parted(line, targets)
    target = targets.get(name.lower())
    if target is None:
        raise RuleUnreadable(line=number, text=name, field=field)
    parts = AND.split(rest) if rest is not None else []
    return Rule(target, tuple(_condition(number, part.strip(), field) for part in parts))


def _parted(line: str, targets: Mapping[str, str]) -> tuple[str, str | None]:
    """The name and the conditions, if there are any: a known name ends where it does, whatever words it holds."""
    parts = [(line, None), *((line[: found.start()].strip(), line[found.end() :]) for found in WHEN.finditer(line))]
    return next((part for part in parts if part[0].lower() in targets), parts[min(1, len(parts) - 1)])


def _condition(number: int, text: str, field: str) -> Condition:
    found = CONDITION.match(text)
    code = _codes().get(_same(found["fact"])) if found else None
    if found is None or code is None:
        raise RuleUnreadable(line=number, text=text, field=field)
    try:
        return Condition(code, READ_AS[found["sign"]], Decimal(found["value"].replace(",", "")))
    except InvalidOperation as wrong:
        raise RuleUnreadable(line=number, text=text, field=field) from wrong


def _codes() -> dict[str, str]:
    return {_same(word): code for code, words in FACTS.items() for word in (code, str(words))}


def _same(word: str) -> str:
    return " ".join(word.replace("_", " ").lower().split())
