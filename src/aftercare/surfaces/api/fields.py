"""The shapes of single fields: what is read strictly as its JSON type, and never holds what the database can't."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from typing_extensions import TypedDict

from aftercare.kit.money import Money
from aftercare.kit.periods import EARLIEST_DAY, LATEST_DAY

EARLIEST, LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?)?", re.ASCII)
LARGEST_SMALL, LARGEST = 32_767, 2_147_483_647  # what the columns hold


class Body(BaseModel):
    """What a caller sends; a field that is not known is refused, so that a slip of the pen is not lost."""

    model_config = ConfigDict(extra="forbid")
    never_empty: ClassVar[tuple[str, ...]] = ("name",)  # null leaves these as they are

    def given(self, *without: str) -> dict[str, Any]:
        """The fields that were sent, as Python values."""
        sent = {name: getattr(self, name) for name in self.model_fields_set if name not in without}
        return {name: value for name, value in sent.items() if value is not None or name not in self.never_empty}


class Nothing(Body):
    """An empty object: the move needs no words."""


class MoneyShown(TypedDict):
    """An amount with its currency."""

    amount: Annotated[str, Field(examples=["12.50"])]
    currency: Annotated[str, Field(examples=["CNY"])]


class MoneyGiven(Body):
    """An amount with its currency (ISO 4217)."""

    amount: str = Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$", examples=["12.50"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["CNY"])

    @property
    def decimal(self) -> Decimal:
        """The amount as a number."""
        return Decimal(self.amount)


def money(value: Money | None) -> MoneyShown | None:
    """Money as it is told."""
    return None if value is None else {"amount": f"{value.amount:f}", "currency": value.currency}


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError(_("A text can't hold the character NUL."))
    return text


def _written(value: Any) -> Any:
    """Instants and days are texts such as 2026-03-10, never numbers."""
    if not isinstance(value, str) or not WRITTEN.fullmatch(value):
        raise ValueError(_("Write a day like 2026-03-10, an instant like 2026-03-10T01:00:00Z."))
    return value


def _known_zone(name: str) -> str:
    if name and name not in zones():
        raise ValueError(_("There is no such time zone; write it like Asia/Shanghai."))
    return name


@cache
def zones() -> frozenset[str]:
    """Every zone of the system's tz database."""
    return frozenset(available_timezones())


def _in_our_time(instant: datetime) -> datetime:
    """In UTC, and far enough from the ends of the calendar for every sum that is made with it."""
    if not EARLIEST <= instant < LATEST:
        raise ValueError(_("This lies outside the years 1 to 9998."))
    return instant.astimezone(UTC)


def _on_our_calendar(day: date) -> date:
    if not EARLIEST_DAY <= day <= LATEST_DAY:
        raise ValueError(_("This lies outside the years 1900 to 2999."))
    return day


def _is_flag(value: Any) -> Any:
    if value not in ("true", "false"):
        raise ValueError(_("This must be true or false."))
    return value == "true"


Text = Annotated[str, AfterValidator(_without_nul), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})]
Zone = Annotated[str, AfterValidator(_known_zone)]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Number = Annotated[float, Strict()]
Instant = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_our_time)]
Day = Annotated[date, BeforeValidator(_written), AfterValidator(_on_our_calendar)]


def one_of(dictionary: str) -> dict[str, Any]:
    """Marks a field whose values an administrator keeps: the served contract lists those of the moment."""
    return {"x-dictionary": dictionary}


# In an address everything is text.
AskedFlag = Annotated[bool, BeforeValidator(_is_flag)]
