"""The registry of permissions `<noun>.<verb>`, and the one way an action insists on a policy."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed, Refusal, Sentence

# A policy answers True, or the refusal whose sentence a page shows beside the button.
Verdict = Literal[True] | Refusal


@dataclass(frozen=True, slots=True)
class Permission:
    """A right that roles hold: its name and what it lets a person do."""

    name: str
    sentence: Sentence


PERMISSIONS: dict[str, Permission] = {}


def permission(name: str, sentence: Sentence) -> str:
    """Register a permission and return its name; a name has one meaning."""
    if name in PERMISSIONS:
        raise ValueError(f"Permission {name} is registered twice.")
    PERMISSIONS[name] = Permission(name, sentence)
    return name


def require(verdict: Verdict) -> None:
    """Let an action go on, or raise the policy's refusal."""
    if verdict is not True:
        raise verdict


def lacks(name: str) -> NotAllowed:
    """The refusal of one who doesn't hold the permission."""
    return NotAllowed(_("You may not do this: it needs the right “%(right)s”."), right=PERMISSIONS[name].sentence)


def may_everywhere(actor: Actor, name: str) -> Verdict:
    """True where the permission reaches the whole company, as it must for what holds for all of it at once."""
    scope = actor.scope(PERMISSIONS[name].name)
    if scope is None or scope.everything:
        return may(actor, name)
    return NotAllowed(
        _("This holds for the whole company: it takes the right “%(right)s” over all of it, and yours reaches a part."),
        right=PERMISSIONS[name].sentence,
    )


def may(actor: Actor, name: str) -> Verdict:
    """True where the actor holds the permission at all; an undefined name raises."""
    return True if actor.scope(PERMISSIONS[name].name) is not None else lacks(name)
