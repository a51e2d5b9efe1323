"""What a choice leaves behind: every engineer looked at, with what was refused or what was counted.

Kept as codes and numbers. Names are not kept: `from_json` takes them from whoever may see them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from aftercare.domains.dispatch.sentences import LABELS
from aftercare.domains.dispatch.words import Reason


@dataclass(frozen=True, slots=True)
class ScorePart:
    """Minutes for or against (negative: for) an engineer, and why."""

    code: str
    minutes: float
    why: Reason

    @property
    def label(self) -> str:
        """What was counted, in a word or two."""
        return str(LABELS[self.code])

    def sentence(self) -> str:
        """Why it counts so much, in the active language."""
        return self.why.sentence()

    def to_json(self) -> dict[str, Any]:
        """The part as it is kept."""
        return {"code": self.code, "minutes": self.minutes, "why": self.why.to_json()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ScorePart":
        """A part that was kept."""
        return cls(kept["code"], kept["minutes"], Reason.from_json(kept["why"]))


@dataclass(frozen=True, slots=True)
class Scored:
    """One engineer of a choice: refused with reasons, or counted; the refused have no parts and a total of 0.

    `silent` parts apply and count nought by the weights of the choice: other weights may make them count.
    """

    engineer_id: UUID
    name: str
    refused: tuple[Reason, ...] = ()
    parts: tuple[ScorePart, ...] = ()
    total_minutes: float = 0.0
    earliest_start_at: datetime | None = None
    warnings: tuple[Reason, ...] = ()
    silent: tuple[ScorePart, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing stands against this engineer."""
        return not self.refused

    def minutes_of(self, code: str) -> float:
        """What one rule counted; 0 where it did not apply."""
        return next((part.minutes for part in self.parts if part.code == code), 0.0)

    def to_json(self) -> dict[str, Any]:
        """The engineer as kept: by id."""
        start = self.earliest_start_at
        return {
            "engineer_id": str(self.engineer_id),
            "refused": [reason.to_json() for reason in self.refused],
            "parts": [part.to_json() for part in self.parts],
            "total_minutes": self.total_minutes,
            "earliest_start_at": start.astimezone(UTC).isoformat() if start else None,
            "warnings": [reason.to_json() for reason in self.warnings],
            **({"silent": [part.to_json() for part in self.silent]} if self.silent else {}),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], names: Mapping[UUID, str]) -> "Scored":
        """An engineer that was kept, named from `names`."""
        engineer_id, start = UUID(kept["engineer_id"]), kept["earliest_start_at"]
        return cls(
            engineer_id,
            names.get(engineer_id, ""),
            tuple(Reason.from_json(reason) for reason in kept["refused"]),
            tuple(ScorePart.from_json(part) for part in kept["parts"]),
            kept["total_minutes"],
            datetime.fromisoformat(start) if start else None,
            tuple(Reason.from_json(reason) for reason in kept["warnings"]),
            tuple(ScorePart.from_json(part) for part in kept.get("silent", ())),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision: who is chosen, all who were looked at (the best first, the refused last), and why."""

    chosen: Scored | None
    candidates: tuple[Scored, ...]
    reason: Reason

    def to_json(self) -> dict[str, Any]:
        """The decision record."""
        return {
            "chosen_id": str(self.chosen.engineer_id) if self.chosen else None,
            "candidates": [scored.to_json() for scored in self.candidates],
            "reason": self.reason.to_json(),
        }

    @classmethod
    def of_the_fitting(cls, kept: Mapping[str, Any]) -> "Choice":
        """A decision that was kept, without the refused and without names: what is counted again."""
        return cls.from_json({**kept, "candidates": [each for each in kept["candidates"] if not each["refused"]]})

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], names: Mapping[UUID, str] | None = None) -> "Choice":
        """A decision that was kept."""
        candidates = tuple(Scored.from_json(scored, names or {}) for scored in kept["candidates"])
        chosen = next((scored for scored in candidates if str(scored.engineer_id) == kept["chosen_id"]), None)
        return cls(chosen, candidates, Reason.from_json(kept["reason"]))
