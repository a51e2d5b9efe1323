"""How much each rule counts: everything in minutes of travel, so that one number can be weighed against another."""

from collections.abc import Iterator, Mapping
from dataclasses import Field, asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from aftercare.domains.dispatch.words import Reason
from aftercare.kit.errors import Sentence

ByPriority = tuple[float, float, float, float]
WHOLE = (int, bool)


def _weight(default: Any, low: float, high: float, label: Sentence, sentence: Sentence) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "label": label, "sentence": sentence})


@dataclass(frozen=True, slots=True)
class Weights:
    """The editable numbers of the choice. A tuple of four is by priority, the highest first."""

    travel_factor: float = _weight(
        1.0,
        0,
        5,
        _("A minute of travel"),
        _("Minutes counted for a minute of travel; 1 is the measure of all others."),
    )
    workload_full_day: float = _weight(
        20,
        0,
        240,
        _("A full day"),
        _("Minutes counted for a day that is already planned to the full, in proportion for less."),
    )
    above_mean_full_day: float = _weight(
        30,
        0,
        240,
        _("More work than the others"),
        _("Minutes counted for each full day of work above the mean of those who fit."),
    )
    nearby_job: float = _weight(
        4, 0, 60, _("A visit nearby"), _("Minutes taken off for each visit of the same day nearby.")
    )
    nearby_jobs_counted: int = _weight(3, 0, 20, _("Visits nearby, at most"), _("Visits nearby that count at most."))
    nearby_km: float = _weight(
        3, 0, 50, _("Distance that is nearby"), _("Kilometres as the crow flies that count as nearby.")
    )
    reserve_minutes: float = _weight(
        240,
        0,
        2880,
        _("Reserve before the required date"),
        _("Free working minutes wished for between the end of the visit and the required date."),
    )
    lateness: ByPriority = _weight(
        (60, 40, 20, 10),
        0,
        480,
        _("Risk of lateness"),
        _("Minutes counted when nothing is left of that reserve, by priority."),
    )
    wait_hour: ByPriority = _weight(
        (10, 4, 1, 0.25),
        0,
        120,
        _("An hour of waiting"),
        _("Minutes counted for an hour of waiting until the visit can begin, by priority."),
    )
    wait_limit: float = _weight(240, 0, 2880, _("Waiting, at most"), _("Minutes that waiting counts at most."))
    surplus_level: float = _weight(
        3, 0, 60, _("A skill level above need"), _("Minutes counted for each level above the one asked for.")
    )
    rare_skill: float = _weight(
        8,
        0,
        120,
        _("A rare skill kept free"),
        _("Minutes counted for each rare skill that the work does not need."),
    )
    rare_share: float = _weight(
        0.1,
        0,
        1,
        _("Share that is rare"),
        _("Share of the active engineers up to which a skill is rare; one holder always is."),
    )
    continuity: float = _weight(
        15,
        0,
        120,
        _("Who came before"),
        _("Minutes taken off for the last engineer who came; half for the one before, and so on."),
    )
    parts_trip: float = _weight(30, 0, 240, _("A trip for parts"), _("Minutes counted when parts must be fetched."))
    missing_part: float = _weight(
        5, 0, 120, _("Each part missing"), _("Minutes counted for each part number not in the van.")
    )
    secondary_territory: float = _weight(
        10,
        0,
        240,
        _("Secondary territory"),
        _("Minutes counted outside the primary territory, inside a secondary one."),
    )
    outside_territory: float = _weight(
        45,
        0,
        480,
        _("Outside all territories"),
        _("Minutes counted outside all territories, where that is not refused."),
    )
    outside_territory_refused: bool = _weight(
        True,
        0,
        1,
        _("Refuse outside all territories"),
        _("Whether an engineer outside all territories is refused."),
    )
    preferred: float = _weight(
        20,
        0,
        240,
        _("A good mark before"),
        _("Minutes taken off for the engineer to whose last work here the customer gave 4 or 5."),
    )
    outside_wish: float = _weight(
        30,
        0,
        480,
        _("Outside the wished time"),
        _("Minutes counted when the visit can't begin within the time the customer wishes."),
    )
    overtime_minute: float = _weight(
        1.5, 0, 20, _("A minute of overtime"), _("Minutes counted for a minute of overtime.")
    )
    horizon_days: int = _weight(14, 1, 60, _("Look ahead"), _("Days ahead in which an opening is looked for."))
    certificate_notice_days: int = _weight(
        30,
        0,
        365,
        _("Notice of a certificate's end"),
        _("Days before a certificate's end from which it is mentioned."),
    )

    def refusals(self) -> tuple[Reason, ...]:
        """What stands against using these weights: a reason for each that is no number or lies out of its bounds."""
        return tuple(reason for each in fields(self) for reason in _against(each, getattr(self, each.name)))

    def differing(self, others: "Weights") -> tuple[str, ...]:
        """The names of those that differ, in the order of the rules."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(others, each.name))

    def to_json(self) -> dict[str, Any]:
        """All weights by name."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Weights":
        """Weights kept earlier: a number added since takes its default, one that no longer exists is passed over."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: _of_json(value) for name, value in kept.items() if name in known})


def described() -> Mapping[str, Field[Any]]:
    """Every weight by name with its default and, in `metadata`, its bounds, label and sentence: what a form needs."""
    return {each.name: each for each in fields(Weights)}


def _against(weight: Field[Any], value: Any) -> Iterator[Reason]:
    """What is wrong with one value: its shape, or its size."""
    four = isinstance(weight.default, tuple)
    numbers = value if isinstance(value, tuple) else (value,)
    if isinstance(value, tuple) != four or len(numbers) != (4 if four else 1) or not all(map(_is_number, numbers)):
        yield Reason("weight_not_four_numbers" if four else "weight_not_a_number", {"weight": weight.name})
        return
    low, high = weight.metadata["low"], weight.metadata["high"]
    for given in numbers:
        if not low <= given <= high:
            yield Reason("weight_out_of_bounds", {"weight": weight.name, "given": given, "low": low, "high": high})
        elif weight.type in WHOLE and given != int(given):
            yield Reason("weight_not_whole", {"weight": weight.name, "given": given})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _of_json(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
