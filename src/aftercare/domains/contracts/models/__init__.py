"""The tables of the room."""

from aftercare.domains.contracts.models.agreements import (
    Agreement,
    AgreementDevice,
    AgreementEntitlement,
    AgreementProduct,
    AgreementSite,
    AgreementStatus,
    Charging,
    EntitlementKind,
    EntitlementUse,
)
from aftercare.domains.contracts.models.clocks import Clock
from aftercare.domains.contracts.models.levels import (
    ClockKind,
    GradeLevel,
    LevelTarget,
    PauseReason,
    Priority,
    ServiceLevel,
)
from aftercare.domains.contracts.models.statutory import StatutoryRule
from aftercare.domains.contracts.models.warranty import DeviceWarranty, StartRule, WarrantyTerm

__all__ = [
    "Agreement",
    "AgreementDevice",
    "AgreementEntitlement",
    "AgreementProduct",
    "AgreementSite",
    "AgreementStatus",
    "Charging",
    "Clock",
    "ClockKind",
    "DeviceWarranty",
    "EntitlementKind",
    "EntitlementUse",
    "GradeLevel",
    "LevelTarget",
    "PauseReason",
    "Priority",
    "ServiceLevel",
    "StartRule",
    "StatutoryRule",
    "WarrantyTerm",
]
