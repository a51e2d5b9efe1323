"""A state machine as a table: the only door through which a state may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Sentence, WrongState


@dataclass(frozen=True, slots=True)
class Move:
    """A verb, the states it leaves and the states it may lead to."""

    verb: str
    sources: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that was made, for the ledger."""

    verb: str
    left: str
    entered: str


class Flow:
    """The table of moves of one noun."""

    def __init__(
        self,
        noun: str,
        states: Iterable[str],
        initial: Iterable[str],
        moves: Iterable[Move],
        words: Mapping[str, Sentence] | None = None,
    ) -> None:
        self.noun = noun
        self.words = dict(words or {})
        self.states = tuple(states)
        self.initial = tuple(initial)
        self.moves = {move.verb: move for move in moves}

    def verbs(self, state: str) -> list[str]:
        """The moves open from here, in table order; the buttons a page may show."""
        return [move.verb for move in self.moves.values() if state in move.sources]

    def move(self, thing: Any, verb: str, *, to: str | None = None) -> Moved:
        """Put the thing in its next state (`to` where the verb leads to several)."""
        moved = self.check(thing.state, verb, to)
        thing.state = moved.entered
        return moved

    def check(self, left: str, verb: str, to: str | None = None) -> Moved:
        """The move that would be made, or the refusal that names what is allowed instead."""
        move = self.moves[verb]
        if left not in move.sources:
            raise WrongState(
                _("Cannot %(verb)s a %(noun)s that is %(state)s; it must be %(needed)s."),
                verb=self.word(verb),
                noun=self.word(self.noun),
                state=self.word(left),
                needed=gettext(" or ").join(self.word(state) for state in self.states if state in move.sources),
                allowed=tuple(self.verbs(left)),
            )
        entered = next(iter(move.targets)) if to is None and len(move.targets) == 1 else to
        if entered not in move.targets:
            raise ValueError(f"{verb} of a {self.noun} leads to one of {sorted(move.targets)}, not {to}.")
        return Moved(verb, left, entered)

    def word(self, name: str) -> str:
        """A noun, verb or state in the reader's words."""
        return str(self.words.get(name) or name.replace("_", " "))

    def fold(self, moves: Iterable[Moved]) -> str:
        """The state that a sequence of recorded moves leads to; a broken sequence raises."""
        state = ""
        for moved in moves:
            if state != moved.left:
                raise ValueError(f"A {self.noun} that was {state or 'new'} cannot have left {moved.left}.")
            state = moved.entered
        return state
