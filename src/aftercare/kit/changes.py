"""What every change of a row asks: which fields differ, and whether another system's id is free."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import Conflict


class ExternalIdTaken(Conflict):
    """Another system's id stands for one thing."""

    code = "external_id_taken"
    sentence = _("The external id “%(external_id)s” already belongs to %(holder)s; change that one instead.")


class InUse(Conflict):
    """What something else points at stays."""

    code = "in_use"
    sentence = _("%(thing)s can't be taken back: %(user)s makes use of it. Take that away first, or keep both.")


def changed_fields(thing: Model, allowed: tuple[str, ...], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names whose values differ, in the order of `allowed`; a name that can't be changed is a bug of the caller."""
    if unknown := set(values) - set(allowed):
        raise TypeError(f"These can't be changed: {', '.join(sorted(unknown))}.")
    return tuple(name for name in allowed if name in values and getattr(thing, name) != values[name])


def free_external_id(thing: Model, external_id: str | None) -> str | None:
    """The id as it is kept (empty becomes none), or the refusal that names who has it."""
    if not external_id:
        return None
    holder = type(thing)._default_manager.filter(external_id=external_id).exclude(pk=thing.pk).first()
    if holder is not None:
        raise ExternalIdTaken(external_id=external_id, holder=str(holder))
    return external_id


def taken_ids(model: type[Model], external_ids: Iterable[str | None]) -> dict[str, str]:
    """Which of these ids of another system are taken, and by whom; one statement."""
    asked = [id for id in external_ids if id]
    held = model._default_manager.filter(external_id__in=asked) if asked else model._default_manager.none()
    return {str(getattr(row, "external_id", "")): str(row) for row in held}
