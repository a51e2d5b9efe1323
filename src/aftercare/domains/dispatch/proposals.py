"""What a person saw before deciding: the first of the list and who fitted, carried from the page to the decision.

The slip is signed, so that a decision never says it was made on a list that nobody was shown.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from aftercare.domains.dispatch.decision import Choice, Scored
from aftercare.domains.dispatch.errors import FitsNoMore, ProposalChanged, UnknownProposal

SALT = "dispatch.proposal"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list of candidates as somebody saw it."""

    request_id: UUID
    seen_at: datetime
    first_id: UUID | None
    fitting: frozenset[UUID]

    @classmethod
    def of(cls, request_id: UUID, choice: Choice, *, at: datetime) -> "Proposal":
        """What a choice shows to whoever looks at it."""
        first = choice.chosen.engineer_id if choice.chosen else None
        return cls(request_id, at, first, frozenset(each.engineer_id for each in choice.candidates if each.accepted))

    def slip(self) -> str:
        """It as a page or a caller carries it."""
        first = self.first_id.hex if self.first_id else ""
        kept = [self.request_id.hex, self.seen_at.isoformat(), first, sorted(one.hex for one in self.fitting)]
        return signing.dumps(kept, salt=SALT, compress=True)

    @classmethod
    def read(cls, slip: str, *, request_id: UUID) -> "Proposal":
        """What a slip says; refused unless it was given out for this request."""
        try:
            of, seen_at, first, fitting = signing.loads(slip, salt=SALT)
        except signing.BadSignature as error:
            raise UnknownProposal() from error
        if UUID(of) != request_id:
            raise UnknownProposal()
        return cls(
            request_id,
            datetime.fromisoformat(seen_at),
            UUID(first) if first else None,
            frozenset(UUID(one) for one in fitting),
        )

    def check(self, choice: Choice, *, engineer_id: UUID | None = None) -> None:
        """Refuse a decision whose list says something else by now: another is first, or who was chosen fits no more.

        Without `engineer_id` the rules choose, so the first is who was chosen.
        """
        first = choice.chosen.engineer_id if choice.chosen else None
        if first != self.first_id:
            raise ProposalChanged(seen_at=self.seen_at, now=_name(choice, first), then=_name(choice, self.first_id))
        chosen = next((each for each in choice.candidates if each.engineer_id == engineer_id), None)
        if chosen is not None and engineer_id in self.fitting and not chosen.accepted:
            raise FitsNoMore(seen_at=self.seen_at, name=chosen.name, why=chosen.refused[0])


def _name(choice: Choice, engineer_id: UUID | None) -> str:
    """The engineer's name; a dash for nobody, and for one who is not among the candidates any more."""
    found: Scored | None = next((each for each in choice.candidates if each.engineer_id == engineer_id), None)
    return found.name if found else "–"
