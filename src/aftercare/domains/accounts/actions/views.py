"""Keep how somebody looks at a list, change that, and forget it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.errors import TooManyViews, UnknownListing, UnknownRole, ViewNameTaken
from aftercare.domains.accounts.events import ViewChanged, ViewDeleted, ViewSaved
from aftercare.domains.accounts.listings import LISTINGS, Query
from aftercare.domains.accounts.models import Role, SavedView, Shared, User
from aftercare.domains.accounts.policies import may_change_view, may_save_view
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Invalid
from aftercare.kit.events import publish
from aftercare.kit.locking import one_at_a_time
from aftercare.kit.permissions import require

MOST_VIEWS = 50


@transaction.atomic
def save_view(
    actor: Actor,
    owner: User,
    *,
    page: str,
    name: str,
    query: Query,
    at: datetime,
    columns: Sequence[str] = (),
    shared: str = Shared.NOBODY,
    role: str = "",
    position: int = 0,
) -> SavedView:
    """Keep a view of a list under a name of the owner's, for the owner alone or for others too."""
    require(may_save_view(actor, owner, page=page, shared=shared, role=role))
    one_at_a_time(f"accounts.views:{owner.id}")
    if SavedView.objects.filter(owner=owner, page=page).count() >= MOST_VIEWS:
        raise TooManyViews(most=MOST_VIEWS)
    view = SavedView(page=page, owner=owner)
    _fill(view, name=name, query=query, columns=columns, shared=shared, role=role, position=position)
    publish(actor, ViewSaved(view_id=view.id, page=page, shared=view.shared, role=view.role_code), at=at)
    return view


@transaction.atomic
def change_view(
    actor: Actor,
    view: SavedView,
    *,
    at: datetime,
    name: str | None = None,
    query: Query | None = None,
    columns: Sequence[str] | None = None,
    shared: str | None = None,
    role: str | None = None,
    position: int | None = None,
) -> SavedView:
    """Change what is given of a view; the rest stays."""
    to = view.shared if shared is None else shared
    whose = (view.role_code if role is None else role) if to == Shared.ROLE else role or ""
    require(may_change_view(actor, view, shared=to, role=whose))
    held = SavedView.objects.select_for_update().get(pk=view.pk)
    _fill(
        held,
        name=held.name if name is None else name,
        query=held.query if query is None else query,
        columns=held.columns if columns is None else columns,
        shared=to,
        role=whose,
        position=held.position if position is None else position,
    )
    publish(actor, ViewChanged(view_id=held.id, page=held.page, shared=held.shared, role=held.role_code), at=at)
    return held


@transaction.atomic
def delete_view(actor: Actor, view: SavedView, *, at: datetime) -> None:
    """Forget a view; the rows it showed stay as they are."""
    require(may_change_view(actor, view, shared=view.shared, role=view.role_code))
    publish(actor, ViewDeleted(view_id=view.id, page=view.page), at=at)
    view.delete()


def _fill(
    view: SavedView, *, name: str, query: Query, columns: Sequence[str], shared: str, role: str, position: int
) -> None:
    """Write what a view holds, once it fits the list and the owner's other views."""
    listing = LISTINGS.get(view.page)
    if listing is None:
        raise UnknownListing(page=view.page, known=", ".join(sorted(LISTINGS)))
    listing.check(query)
    if unknown := sorted(set(columns) - listing.columns):
        raise Invalid(UnknownListing.NO_COLUMN, errors={"columns": UnknownListing.NO_COLUMN}, column=unknown[0])
    if shared == Shared.ROLE and not Role.objects.filter(code=role).exists():
        raise UnknownRole(role=role, known=", ".join(Role.objects.order_by("code").values_list("code", flat=True)))
    others = SavedView.objects.filter(owner=view.owner_id, page=view.page, name=name.strip()).exclude(pk=view.pk)
    if others.exists():
        raise ViewNameTaken(name=name.strip())
    view.name, view.query = name.strip(), {key: list(values) for key, values in query.items() if values}
    view.columns, view.shared, view.position = list(columns), shared, position
    view.role_code = role if shared == Shared.ROLE else ""
    view.save()
