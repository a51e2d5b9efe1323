"""Which moves stand on the page as buttons and which wait in the menu beside them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from aftercare.domains.requests.queries import Move
from aftercare.surfaces.console.requests.words import VERBS, Verb

AT_HAND = 3
# What is done most often with a request comes first; each state permits only some of them.
LIKELY = ("confirm", "handle", "start", "resume", "unlock", "assign", "sign_off")
REPORTED = frozenset({"start", "handle", "fail", "decline"})
COMMON = (*LIKELY, "reject", "unreachable", "fail", "suspend", "conclude")
ORDER = (*COMMON, "withdraw", "decline", "reopen", "merge", "cancel")


@dataclass(frozen=True, slots=True)
class Offers:
    """Moves and how each is offered: the first at hand is primary if it leads on; the refused end the menu."""

    at_hand: tuple[tuple[Move, Verb], ...]
    menu: tuple[tuple[Move, Verb], ...]


def offers(moves: Iterable[Move], *, mine: bool, later: Collection[str] = ()) -> Offers:
    """The most likely moves that are allowed as buttons, all others in the menu; a menu of one allowed is no menu.

    What an engineer reports comes first for whom the request is with, and last for those who speak for them.
    What is for `later` waits in the menu even where it stands there alone.
    """
    ordered = sorted(moves, key=lambda move: (not mine and move.verb in REPORTED, ORDER.index(move.verb)))
    allowed = [move for move in ordered if move.refusal is None]
    refused = [move for move in ordered if move.refusal is not None]
    near = [move for move in allowed if move.verb in COMMON and move.verb not in later][:AT_HAND]
    rest = [move for move in allowed if move not in near]
    if len(rest) == 1 and not refused and rest[0].verb not in later:
        near, rest = [*near, *rest], []
    return Offers(tuple(_with_look(near)), tuple((move, VERBS[move.verb]) for move in [*rest, *refused]))


def _with_look(moves: Iterable[Move]) -> Iterator[tuple[Move, Verb]]:
    """The first is the one primary button, if it leads on; the others are plain."""
    for place, move in enumerate(moves):
        verb = VERBS[move.verb]
        look = "danger" if verb.kind == "danger" else "primary" if place == 0 and move.verb in LIKELY else "plain"
        yield move, replace(verb, kind=look)
