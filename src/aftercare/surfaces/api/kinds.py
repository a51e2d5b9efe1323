"""The words of the loop: kinds of requests, why attempts fail, why work waits. Each is known by its code."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from django.db.models import Model
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.contracts.actions import add_pause_reason, change_pause_reason
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.domains.requests.actions import add_kind, add_outcome, change_kind, change_outcome
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from aftercare.domains.requests.policies import may_configure_requests
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import Verdict, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.codes import Code, need_name, need_new_code
from aftercare.surfaces.api.fields import LARGEST_SMALL, AskedFlag, Body, Flag, Text, Whole
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.requests.shown import PRIORITIES, VALUES, PriorityName
from aftercare.surfaces.api.staff import need_staff
from aftercare.surfaces.api.versions import absent, unchanged

kinds = Noun(
    "request_kinds",
    "Kinds 请求类型: repair, installation and the like, with the outcomes of attempts and the reasons to wait.",
    scope="requests",
)
ClockName = Literal["first_response", "assignment", "arrival", "resolution"]
WaitsForName = Literal["customer", "keeper", "vendor", "manager", "dispatcher"]
StateName = Literal["pending", "assigned", "in_progress", "handled", "locked"]
Place = Annotated[Whole, Field(ge=0, le=LARGEST_SMALL, description="The place in lists; lower ones come first.")]
Days = Annotated[Whole, Field(ge=0, le=3650)]
Add = Callable[..., Model]
M = TypeVar("M", bound=Model)


class KindShown(TypedDict):
    """A kind of request and how the loop treats it."""

    code: Annotated[str, Field(examples=["repair"])]
    name: str
    default_priority: PriorityName
    duration_minutes: Annotated[int, Field(description="How long a visit is planned where no problem type says.")]
    auto_assign: Annotated[bool, Field(description="Whether the engineer is chosen at entry, without a dispatcher.")]
    desk_closes: Annotated[bool, Field(description="Whether who solves it records the customer's answer too.")]
    dwell_minutes: Annotated[dict[str, int], Field(description="Minutes in a state until somebody is warned.")]
    reopen_days: int
    repeat_days: int
    active: Annotated[bool, Field(description="Whether a new request may be of it.")]
    position: int
    version: int


class KindQuery(Listing):
    """Which words."""

    active: AskedFlag | None = Field(None, description="Only those in use, or those out of use.")
    sort: Literal["position", "-position", "code", "-code"] = "position"


class ReasonQuery(Listing):
    """Which reasons."""

    active: AskedFlag | None = Field(None, description="Only those in use, or those out of use.")
    sort: Literal["code", "-code"] = "code"


class WordGiven(Body):
    """What is sent; what is left away stays, or is usual where the code is new."""

    name: Text | None = Field(None, min_length=1, max_length=80, description="Needed where the code is new.")
    active: Flag | None = None

    def values(self) -> dict[str, Any]:
        """The fields that were sent with a value."""
        return {name: value for name, value in self.given().items() if value is not None}


class KindGiven(WordGiven):
    """How the loop treats a kind of request."""

    default_priority: PriorityName | None = None
    duration_minutes: Whole | None = Field(None, ge=1, le=1440)
    auto_assign: Flag | None = None
    desk_closes: Flag | None = None
    dwell_minutes: dict[StateName, Annotated[Whole, Field(ge=1, le=525_600)]] | None = None
    reopen_days: Days | None = None
    repeat_days: Days | None = None
    position: Place | None = None


PLAIN = (
    "code", "name", "duration_minutes", "auto_assign", "desk_closes", "dwell_minutes", "reopen_days", "repeat_days",
    "active", "position", "version",
)  # fmt: skip


def _show_kind(kind: RequestKind) -> dict[str, Any]:
    plain = {name: getattr(kind, name) for name in PLAIN}
    return {**plain, "default_priority": PRIORITIES[kind.default_priority]}


@kinds.lists("/request_kinds", KindShown)
def list_request_kinds(call: Call, query: Query[KindQuery]) -> dict[str, Any]:
    """List kinds of requests.

    In their order; those out of use too, unless asked otherwise.
    """
    need_staff(call)
    return listed(RequestKind.objects.filter(**query.filters()), query, each(_show_kind))


@kinds.reads("/request_kinds/{code}", KindShown)
def read_request_kind(call: Call, code: Code) -> dict[str, Any]:
    """Read a kind of request."""
    return _show_kind(_one(call, RequestKind, code))


@kinds.sets("/request_kinds/{code}", KindShown, versioned=True, whole=True)
def set_request_kind(call: Call, code: Code, body: KindGiven) -> dict[str, Any]:
    """Add a kind of request, or change it.

    It holds from now on; switched off, no new request is of it.
    """
    given = body.values()
    if "default_priority" in given:
        given["default_priority"] = VALUES[given["default_priority"]]
    return _show_kind(_set(call, may_configure_requests(call.actor), RequestKind, code, given, add_kind, change_kind))


class OutcomeShown(TypedDict):
    """Why an attempt failed."""

    code: Annotated[str, Field(examples=["unsolved"])]
    name: str
    counts: Annotated[bool, Field(description="Whether it counts towards the lock.")]
    active: bool
    position: int
    version: int


class OutcomeGiven(WordGiven):
    """Whether it counts, and where it stands."""

    counts: Flag | None = None
    position: Place | None = None


def _show_outcome(outcome: AttemptOutcome) -> dict[str, Any]:
    return {name: getattr(outcome, name) for name in ("code", "name", "counts", "active", "position", "version")}


@kinds.lists("/outcomes", OutcomeShown)
def list_outcomes(call: Call, query: Query[KindQuery]) -> dict[str, Any]:
    """List outcomes of failed attempts.

    What `fail` may name.
    """
    need_staff(call)
    return listed(AttemptOutcome.objects.filter(**query.filters()), query, each(_show_outcome))


@kinds.reads("/outcomes/{code}", OutcomeShown)
def read_outcome(call: Call, code: Code) -> dict[str, Any]:
    """Read an outcome of failed attempts."""
    return _show_outcome(_one(call, AttemptOutcome, code))


@kinds.sets("/outcomes/{code}", OutcomeShown, versioned=True, whole=True)
def set_outcome(call: Call, code: Code, body: OutcomeGiven) -> dict[str, Any]:
    """Add an outcome of failed attempts, or change it.

    Attempts that ended before keep what they counted.
    """
    may = may_configure_requests(call.actor)
    return _show_outcome(_set(call, may, AttemptOutcome, code, body.values(), add_outcome, change_outcome))


class PauseReasonShown(TypedDict):
    """Why work waits."""

    code: Annotated[str, Field(examples=["parts"])]
    name: str
    waits_for: str
    pauses: Annotated[list[str], Field(description="The promises that do not run meanwhile.")]
    moves_date: Annotated[bool, Field(description="Whether a required date that falls into it moves behind it.")]
    active: bool
    version: int


class PauseReasonGiven(WordGiven):
    """For whom work waits, and what stops."""

    waits_for: WaitsForName | None = None
    pauses: list[ClockName] | None = Field(None, max_length=4)
    moves_date: Flag | None = None


def _show_reason(reason: PauseReason) -> dict[str, Any]:
    names = ("code", "name", "waits_for", "pauses", "moves_date", "active", "version")
    return {name: getattr(reason, name) for name in names}


@kinds.lists("/pause_reasons", PauseReasonShown)
def list_pause_reasons(call: Call, query: Query[ReasonQuery]) -> dict[str, Any]:
    """List reasons to wait.

    What `suspend` may name.
    """
    need_staff(call)
    return listed(PauseReason.objects.filter(**query.filters()), query, each(_show_reason))


@kinds.reads("/pause_reasons/{code}", PauseReasonShown)
def read_pause_reason(call: Call, code: Code) -> dict[str, Any]:
    """Read a reason to wait."""
    return _show_reason(_one(call, PauseReason, code))


@kinds.sets("/pause_reasons/{code}", PauseReasonShown, versioned=True, whole=True)
def set_pause_reason(call: Call, code: Code, body: PauseReasonGiven) -> dict[str, Any]:
    """Add a reason to wait, or change it.

    What waits already keeps the clocks it stopped.
    """
    may = may_manage_contracts(call.actor)
    return _show_reason(_set(call, may, PauseReason, code, body.values(), add_pause_reason, change_pause_reason))


def _one(call: Call, model: type[M], code: str) -> M:
    need_staff(call)
    word = model._default_manager.filter(pk=code).first()
    if word is None:
        raise NotFound()
    return word


def _set(call: Call, may: Verdict, model: type[Any], code: str, given: Mapping[str, Any], add: Add, change: Add) -> Any:
    """The word with this code as it is to be: changed, or added where the code is new."""
    require(may)
    known = model.objects.filter(pk=code).first()
    if known is None:
        need_new_code(code)
        absent(call)
        known = add(call.actor, code=code, name=need_name(given), at=call.at)
    else:
        unchanged(call, known)
    return change(call.actor, known, at=call.at, **given)
