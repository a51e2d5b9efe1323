"""What is added to the catalog."""

from uuid import UUID

from aftercare.kit.events import event


@event("category.added")
class CategoryAdded:
    """The product tree has a node more."""

    category_id: UUID
    code: str


@event("product.added")
class ProductAdded:
    """A model is known."""

    product_id: UUID
    number: str


@event("product.withdrawn")
class ProductWithdrawn:
    """A model was taken back before anything was made of it; the record is gone."""

    product_id: UUID
    number: str


@event("product.changed")
class ProductChanged:
    """A model was changed; the names of the changed fields."""

    product_id: UUID
    fields: tuple[str, ...]


@event("part.added")
class PartAdded:
    """A spare part is known."""

    part_id: UUID
    number: str


@event("part.changed")
class PartChanged:
    """A part was changed; the names of the changed fields."""

    part_id: UUID
    fields: tuple[str, ...]


@event("skill.added")
class SkillAdded:
    """Engineers can be told apart by a skill more."""

    skill_id: UUID
    code: str


@event("skill.changed")
class SkillChanged:
    """A skill was renamed, switched on or off; the names of the changed fields."""

    skill_id: UUID
    fields: tuple[str, ...]


@event("fault_code.changed")
class FaultCodeChanged:
    """A fault code was renamed, switched on or off; the names of the changed fields."""

    fault_code_id: UUID
    fields: tuple[str, ...]


@event("incident_type.changed")
class IncidentTypeChanged:
    """A type of problem was changed, switched on or off; the names of the changed fields."""

    incident_type_id: UUID
    fields: tuple[str, ...]


@event("category.changed")
class CategoryChanged:
    """A node of the product tree was renamed; the names of the changed fields."""

    category_id: UUID
    fields: tuple[str, ...]


@event("fault_code.added")
class FaultCodeAdded:
    """A symptom, cause, remedy or error has a code."""

    fault_code_id: UUID
    kind: str
    code: str


@event("incident_type.added")
class IncidentTypeAdded:
    """A type of problem is known with what solving it takes."""

    incident_type_id: UUID
    code: str
