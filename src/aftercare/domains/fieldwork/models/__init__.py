"""The tables of the room."""

from aftercare.domains.fieldwork.models.lines import (
    ChecklistAnswer,
    CostKind,
    RecordCost,
    RecordPart,
    RecordReading,
)
from aftercare.domains.fieldwork.models.records import UNNAMED, RecordResult, ServiceRecord
from aftercare.domains.fieldwork.models.rules import RecordRule

__all__ = [
    "UNNAMED",
    "ChecklistAnswer",
    "CostKind",
    "RecordCost",
    "RecordPart",
    "RecordReading",
    "RecordResult",
    "RecordRule",
    "ServiceRecord",
]
