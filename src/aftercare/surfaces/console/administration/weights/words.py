"""Weights in words: in groups as people think of them, as they are typed and read, and what a change changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from aftercare.domains.dispatch.weights import Weights, described
from aftercare.ui.parts import Words


@dataclass(frozen=True, slots=True)
class Group:
    """Weights of one subject: what it is about, and their names."""

    title: Words
    icon: str
    sentence: Words
    names: tuple[str, ...]


WAY = Group(
    gettext_lazy("The way there"),
    "route",
    gettext_lazy("The measure of everything: what else counts is compared with minutes on the road."),
    ("travel_factor", "nearby_job", "nearby_jobs_counted", "nearby_km"),
)
FAIR = Group(
    gettext_lazy("Fair work"),
    "gauge",
    gettext_lazy("Higher numbers spread the work; lower ones send the nearest, however busy."),
    ("workload_full_day", "above_mean_full_day", "overtime_minute"),
)
TIME = Group(
    gettext_lazy("In time"),
    "clock",
    gettext_lazy("Higher numbers send whoever can come soonest; urgent requests feel it most."),
    ("lateness", "wait_hour", "reserve_minutes", "wait_limit", "horizon_days"),
)
SKILLS = Group(
    pgettext_lazy("group of weights", "Skills"),
    "certificate",
    gettext_lazy("Keep the most skilled free for what only they can do."),
    ("surplus_level", "rare_skill", "rare_share", "certificate_notice_days"),
)
CUSTOMER = Group(
    pgettext_lazy("group of weights", "The customer"),
    "heart-handshake",
    gettext_lazy("Whom the customer knows and likes, and when the visit would suit."),
    ("continuity", "preferred", "outside_wish"),
)
PARTS = Group(
    pgettext_lazy("group of weights", "Parts"),
    "package",
    gettext_lazy("What is not in the van must be fetched first."),
    ("parts_trip", "missing_part"),
)
PLACES = Group(
    gettext_lazy("Territories"),
    "map-pin",
    gettext_lazy("Who works where. A site without a region, or an engineer without territories, is bound to none."),
    ("secondary_territory", "outside_territory", "outside_territory_refused"),
)
MINUTES = gettext_lazy("%(n)s min")
UNITS: Mapping[str, Words] = {
    "nearby_km": gettext_lazy("%(n)s km"),
    "nearby_jobs_counted": "",
    "rare_share": "",
    "outside_territory_refused": "",
    "horizon_days": pgettext_lazy("span", "%(n)s days"),
    "certificate_notice_days": pgettext_lazy("span", "%(n)s days"),
}
COLUMNS = ((WAY, TIME, PLACES), (FAIR, SKILLS, CUSTOMER, PARTS))


def typed(value: Any) -> Any:
    """A number as people type it: 20, not 20.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read(value: Any) -> str:
    """A weight as people read it; of four the highest priority stands first."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, tuple):
        return " / ".join(str(typed(each)) for each in value)
    return str(typed(value))


def measured(name: str, value: Any) -> str:
    """A weight with its unit: minutes of travel, but for the few that are none."""
    unit = UNITS.get(name, MINUTES)
    return str(unit) % {"n": read(value)} if unit else read(value)


def label_of(name: str) -> Words:
    """What a weight is called."""
    label: Words = described()[name].metadata["label"]
    return label


def labels_of(names: Iterable[str]) -> str:
    """Weights by what they are called, one after another."""
    return pgettext("between names", ", ").join(str(label_of(name)) for name in names)


def changes(before: Weights, after: Weights) -> list[tuple[Words, str, str]]:
    """What a change changed: label, the value before, the value since."""
    names = before.differing(after)
    return [(label_of(name), read(getattr(before, name)), read(getattr(after, name))) for name in names]


def in_columns(weights: Weights) -> list[list[tuple[Group, list[tuple[Words, str]]]]]:
    """Every weight with its value, by group, in two columns."""

    def rows(group: Group) -> list[tuple[Words, str]]:
        return [(label_of(name), measured(name, getattr(weights, name))) for name in group.names]

    return [[(group, rows(group)) for group in column] for column in COLUMNS]


def as_typed(weights: Weights) -> Mapping[str, Any]:
    """What a form begins with: one value for each of its fields."""
    filled: dict[str, Any] = {}
    for name, value in weights.to_json().items():
        if isinstance(value, tuple):
            filled |= {f"{name}_{place}": typed(each) for place, each in enumerate(value, 1)}
        else:
            filled[name] = typed(value)
    return filled
