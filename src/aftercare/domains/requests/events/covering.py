"""The facts about who pays."""

from uuid import UUID

from aftercare.kit.events import event


@event("request.coverage_decided")
class CoverageDecided:
    """Who pays was decided anew, because the device or what is promised for it became known; percent of each cost."""

    request_id: UUID
    covered_by: str
    labour_percent: int
    parts_percent: int
    travel_percent: int


@event("request.coverage_overridden")
class CoverageOverruled:
    """Somebody decided by hand who pays; the reason is in the words."""

    request_id: UUID
    labour_percent: int
    parts_percent: int
    travel_percent: int


@event("request.coverage_restored")
class CoverageRestored:
    """What the rules say holds again; the reason is in the words."""

    request_id: UUID
    covered_by: str
    labour_percent: int
    parts_percent: int
    travel_percent: int
