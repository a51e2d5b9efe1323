"""What happens to suggestions, lists and those who are asked."""

from uuid import UUID

from aftercare.kit.events import event


@event("sales_suggestion.added")
class SuggestionAdded:
    """There is one thing more to suggest."""

    sales_suggestion_id: UUID


@event("sales_suggestion.changed")
class SuggestionChanged:
    """A suggestion says otherwise, or is for others; the names of the changed fields."""

    sales_suggestion_id: UUID
    fields: tuple[str, ...]


@event("win_back_batch.begun")
class BatchBegun:
    """So many customers of a list are to be taken in hand."""

    win_back_batch_id: UUID
    sales_suggestion_id: UUID
    wanted: int


@event("win_back_batch.ended")
class BatchEnded:
    """So many were found and given to colleagues."""

    win_back_batch_id: UUID
    customers: int


@event("approach.taken")
class ApproachTaken:
    """A colleague is to ask a customer."""

    approach_id: UUID
    customer_id: UUID
    sales_suggestion_id: UUID
    owner_id: UUID


@event("approach.result_recorded")
class ResultRecorded:
    """What the customer said, and what was bought."""

    approach_id: UUID
    customer_id: UUID
    result: str
    order_id: UUID | None = None
    agreement_id: UUID | None = None


@event("approach.handed_over")
class ApproachHandedOver:
    """Another colleague asks the customer from now on."""

    approach_id: UUID
    customer_id: UUID
    from_id: UUID
    to_id: UUID


@event("approach.dropped")
class ApproachDropped:
    """The consent was withdrawn before anything came of it."""

    approach_id: UUID
    customer_id: UUID
