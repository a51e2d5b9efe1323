"""Work lists, and lists as people keep and take them."""

from uuid import UUID

from aftercare.kit.events import event


@event("task.opened")
class TaskOpened:
    """Something waits in somebody's work list."""

    task_id: UUID
    kind: str
    about_kind: str
    about_id: UUID
    role: str = ""
    person_id: UUID | None = None


@event("task.done")
class TaskDone:
    """An entry of a work list was dealt with."""

    task_id: UUID
    kind: str


@event("saved_view.saved")
class ViewSaved:
    """A way to look at a list was kept under a name."""

    view_id: UUID
    page: str
    shared: str
    role: str = ""


@event("saved_view.changed")
class ViewChanged:
    """A saved view shows something else, or to others."""

    view_id: UUID
    page: str
    shared: str
    role: str = ""


@event("saved_view.deleted")
class ViewDeleted:
    """A saved view was forgotten."""

    view_id: UUID
    page: str


@event("list.exported")
class ListExported:
    """What a list showed was taken out as a file: by whom, which list, how many rows."""

    export_id: UUID
    page: str
    format: str
    rows: int
    filters: tuple[str, ...] = ()
