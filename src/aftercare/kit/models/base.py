"""What every thing with an identity has."""

import re
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from aftercare.kit.ids import Ref, new_id


class Versioned(models.Model):
    """A row whose field `version` rises with every save."""

    version: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)


class Entity(Versioned):
    """A row with a UUIDv7, the instant it was written, and a version that rises with every save."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    noun: ClassVar[str] = ""

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.noun = cls.__dict__.get("noun") or re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def ref(self) -> Ref:
        """Where ledger facts, tasks and files point: the noun in the singular, as in the events, and the id."""
        return Ref(self.noun, self.id)
