"""What happens to customers: ids, codes and names of fields; the words themselves stay in the rows."""

from datetime import datetime
from uuid import UUID

from aftercare.kit.events import event


@event("customer.registered")
class CustomerRegistered:
    """A company or person is on record."""

    customer_id: UUID
    number: str
    kind: str


@event("customer.changed")
class CustomerChanged:
    """A record was changed; the names of the changed fields."""

    customer_id: UUID
    fields: tuple[str, ...]


@event("customer.merged")
class CustomerMerged:
    """A second record of the same customer points at the one that stays."""

    customer_id: UUID
    into_id: UUID


@event("customer.split")
class CustomerSplit:
    """A merged record stands for itself again."""

    customer_id: UUID
    parted_from_id: UUID


@event("customer.grade_overridden")
class GradeGivenByHand:
    """A grade was given by hand until an instant."""

    customer_id: UUID
    grade_id: UUID
    until_at: datetime


@event("customer.graded")
class CustomerGraded:
    """The rules of this version gave or took a grade; `reasons` are its conditions with what was counted.

    While a grade given by hand runs (`by_hand`), it is what holds afterwards.
    """

    customer_id: UUID
    grade_id: UUID | None = None
    before_id: UUID | None = None
    rules: int
    by_hand: bool = False
    reasons: tuple[str, ...] = ()


@event("customer.tagged")
class CustomerTagged:
    """The rules of this version put tags on a customer, or took off what rules had put on."""

    customer_id: UUID
    added: tuple[UUID, ...] = ()
    removed: tuple[UUID, ...] = ()
    rules: int


@event("customer.grade_restored")
class GradeRestored:
    """An override ended: the grade it stood instead of holds again; None where there was none."""

    customer_id: UUID
    grade_id: UUID | None = None


@event("customer.withdrawn")
class CustomerWithdrawn:
    """A registration was taken back before anything came of it; the record is gone."""

    customer_id: UUID
    number: str


@event("contact.withdrawn")
class ContactWithdrawn:
    """A person that was put on record was taken off again, with nothing done in between."""

    contact_id: UUID
    customer_id: UUID


@event("site.withdrawn")
class SiteWithdrawn:
    """A place that was put on record was taken off again, with nothing done in between."""

    site_id: UUID
    customer_id: UUID


@event("contact.added")
class ContactAdded:
    """A customer's person is on record; `first` is whoever came with the customer itself."""

    contact_id: UUID
    customer_id: UUID
    first: bool | None = None


@event("contact.changed")
class ContactChanged:
    """How to reach a person was changed; the names of the changed fields."""

    contact_id: UUID
    customer_id: UUID
    fields: tuple[str, ...]


@event("contact.phone_revealed")
class PhoneRevealed:
    """Somebody read a phone number in full."""

    contact_id: UUID
    customer_id: UUID


@event("contact.consent_given")
class ConsentGiven:
    """A person agreed to offers by a channel."""

    contact_id: UUID
    customer_id: UUID
    channel: str


@event("contact.consent_withdrawn")
class ConsentWithdrawn:
    """A person wishes for no more offers by a channel."""

    contact_id: UUID
    customer_id: UUID
    channel: str


@event("site.added")
class SiteAdded:
    """A place of a customer is on record."""

    site_id: UUID
    customer_id: UUID


@event("site.changed")
class SiteChanged:
    """A place was changed; the names of the changed fields."""

    site_id: UUID
    customer_id: UUID
    fields: tuple[str, ...]


@event("grade.added")
class GradeAdded:
    """Customers can be given a grade more."""

    grade_id: UUID
    code: str


@event("grade.changed")
class GradeChanged:
    """A grade is called otherwise, or served earlier or later; the names of the changed fields."""

    grade_id: UUID
    fields: tuple[str, ...]


@event("tag.changed")
class TagChanged:
    """A tag is called otherwise; whoever bears it keeps it."""

    tag_id: UUID
    fields: tuple[str, ...]


@event("communication.recorded")
class CommunicationRecorded:
    """Words were exchanged with a customer: by a person, or by the house itself (`automatic`)."""

    communication_id: UUID
    customer_id: UUID
    channel: str
    direction: str
    automatic: bool
    about_kind: str = ""
    about_id: UUID | None = None
