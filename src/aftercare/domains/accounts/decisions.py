"""Entries of a work list that ask for a decision: they leave it by the move that decides, never by a tick."""

from aftercare.kit.errors import Sentence

_DECISIONS: dict[str, Sentence] = {}


def ends_by_decision(kind: str, sentence: Sentence) -> str:
    """Name such a kind with the sentence that says what would work, and return it."""
    _DECISIONS[kind] = sentence
    return kind


def decision_for(kind: str) -> Sentence | None:
    """What ends entries of this kind; None where a tick does."""
    return _DECISIONS.get(kind)
