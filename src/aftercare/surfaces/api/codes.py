"""Codes in addresses: what programs know a word by, given when it is made."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from aftercare.surfaces.api.errors import BadInput
from aftercare.surfaces.api.fields import Text

Code = Annotated[Text, Field(min_length=1, max_length=40)]
PLAIN = re.compile(r"[\w-]+")
LETTERS = _("A code has letters, digits, - and _, without blanks.")
NAME_NEEDED = _("This code is new; give it a name.")


def need_new_code(code: str) -> None:
    """Refuse a code that people could not type or that an address can't hold."""
    if not PLAIN.fullmatch(code):
        raise BadInput(fields="code", errors={"code": LETTERS})


def need_name(given: Mapping[str, Any]) -> str:
    """The name of something new."""
    if "name" not in given:
        raise BadInput(fields="name", errors={"name": NAME_NEEDED})
    return str(given["name"])
