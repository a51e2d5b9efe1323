"""What happens to promises and coverage."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from aftercare.kit.events import event


@event("clock.due")
class ClockDue:
    """A share of a promise's time (percent) is spent; whoever owns the subject reacts."""

    clock_id: UUID
    subject_kind: str
    subject_id: UUID
    kind: str
    round: int
    stage: int
    due_at: datetime | None = None


@event("service_level.changed")
class ServiceLevelChanged:
    """A level's targets were set; requests promised before keep theirs."""

    level_id: UUID
    code: str


@event("pause_reason.added")
class PauseReasonAdded:
    """Work can wait for a reason more."""

    reason_id: UUID
    code: str
    pauses: tuple[str, ...] = ()


@event("pause_reason.changed")
class PauseReasonChanged:
    """Which clocks a reason stops was changed, from now on; the names of the changed fields."""

    reason_id: UUID
    code: str
    fields: tuple[str, ...]


@event("warranty_term.added")
class WarrantyTermAdded:
    """Products are sold with these terms from now on."""

    term_id: UUID
    product_id: UUID | None = None
    category_id: UUID | None = None
    part_id: UUID | None = None


@event("warranty_term.withdrawn")
class WarrantyTermWithdrawn:
    """Nothing is sold with these terms any more; devices keep their copies."""

    term_id: UUID


@event("statutory_rule.added")
class StatutoryRuleAdded:
    """What a regulation gives is told beside warranty from now on."""

    rule_id: UUID


@event("statutory_rule.changed")
class StatutoryRuleChanged:
    """A rule set was changed; the names of the changed fields."""

    rule_id: UUID
    fields: tuple[str, ...]


@event("device_warranty.started")
class WarrantyStarted:
    """A device carries a warranty, or its days were read anew from better evidence."""

    warranty_id: UUID
    device_id: UUID
    starts_on: date
    started_by: str
    first: bool = False  # of a device that was only now put on record


@event("device_warranty.withdrawn")
class WarrantyWithdrawn:
    """The copy of terms that came with a registration went with it when that was taken back."""

    warranty_id: UUID
    device_id: UUID


@event("device_warranty.voided")
class WarrantyVoided:
    """A warranty pays nothing from a day on; the reason is in the words."""

    warranty_id: UUID
    device_id: UUID
    on: date


@event("device_warranty.restored")
class WarrantyRestored:
    """A warranty that was void pays again as if it had never been; the reason is in the words."""

    warranty_id: UUID
    device_id: UUID


@event("agreement.started")
class AgreementStarted:
    """A customer has a contract."""

    agreement_id: UUID
    number: str
    customer_id: UUID
    starts_on: date
    ends_on: date


@event("agreement.changed")
class AgreementChanged:
    """An agreement was changed; the names of the changed fields."""

    agreement_id: UUID
    fields: tuple[str, ...]


@event("agreement.turned")
class AgreementTurned:
    """An agreement was suspended, resumed or ended; the reason is in the words."""

    agreement_id: UUID
    status: str


@event("agreement.device_covered")
class DeviceCovered:
    """An agreement covers a device by name."""

    agreement_id: UUID
    device_id: UUID


@event("agreement.device_uncovered")
class DeviceUncovered:
    """A device that was named by mistake is no longer named by an agreement."""

    agreement_id: UUID
    device_id: UUID


@event("agreement.site_covered")
class SiteCovered:
    """An agreement covers everything that stands at a place."""

    agreement_id: UUID
    site_id: UUID


@event("agreement.site_uncovered")
class SiteUncovered:
    """A place is no longer covered by an agreement."""

    agreement_id: UUID
    site_id: UUID


@event("agreement.product_covered")
class ProductCovered:
    """An agreement covers every unit of a model that its customer has."""

    agreement_id: UUID
    product_id: UUID


@event("agreement.product_uncovered")
class ProductUncovered:
    """A model is no longer covered by an agreement."""

    agreement_id: UUID
    product_id: UUID


@event("agreement.document_attached")
class DocumentAttached:
    """A file belongs to an agreement; its name is in the words."""

    agreement_id: UUID
    file_id: UUID
    size: int


@event("agreement.document_removed")
class DocumentRemoved:
    """A file was taken off an agreement; its name is in the words."""

    agreement_id: UUID
    file_id: UUID


@event("agreement.withdrawn")
class AgreementWithdrawn:
    """An agreement was taken back before anything came of it; the record is gone."""

    agreement_id: UUID
    number: str
    customer_id: UUID


@event("agreement.renewed")
class AgreementRenewed:
    """An agreement goes on in another one, from the day after its last."""

    agreement_id: UUID
    by_id: UUID
    starts_on: date
    ends_on: date


@event("agreement.entitlement_set")
class EntitlementSet:
    """Another quantity of a kind is included from now on, 0 where none was or is; the reason is in the words."""

    agreement_id: UUID
    kind: str
    before: Decimal
    quantity: Decimal


@event("agreement.entitlement_used")
class EntitlementUsed:
    """Visits, hours or parts value were taken from an agreement, or (negative) given back."""

    agreement_id: UUID
    kind: str
    quantity: Decimal
    about_kind: str = ""
    about_id: UUID | None = None
