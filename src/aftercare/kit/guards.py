"""Guard points: a later room may veto what an earlier one is about to do, without the earlier one knowing it."""

from collections.abc import Callable
from typing import Any

Veto = Callable[..., None]


class GuardPoint:
    """A named place in an action; a guard raises a Refusal to stop it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.vetoes: list[Veto] = []

    def __call__(self, veto: Veto) -> Veto:
        """Register a guard: use the point as a decorator."""
        self.vetoes.append(veto)
        return veto

    def check(self, *args: Any, **kwargs: Any) -> None:
        """Let every guard look."""
        for veto in self.vetoes:
            veto(*args, **kwargs)
