"""What an action is called with in the table of who may do what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Good:
    """What an action is called with, besides who calls and when."""

    subject: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None


def good(subject: Any = None, *, before: Callable[[], object] = lambda: None, **values: Any) -> Good:
    """A good call; `before` makes ready what only this call needs, and is taken back with it."""
    return Good(subject, values, before)
