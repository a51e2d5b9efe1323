"""Who may see which figures, and who counts."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.listings import listing
from aftercare.domains.insight.models import RequestCount
from aftercare.domains.orders.models import Order
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, permission

VIEW = permission("reports.view", _("see reports"))
PAGE = "reports"
listing(PAGE, right=VIEW, columns=(), check=lambda query: None)
OWN_ONLY = _(
    "Reports count by parts of the company, and your right reaches only what is your own; ask for it over a part."
)
BY_ITSELF = _("Figures follow the requests by themselves; change the requests.")


def may_see_reports(actor: Actor) -> Verdict:
    """Whoever holds the right over a part of the company: sums do not say whose a request is."""
    scope = actor.scope(VIEW)
    if scope is None:
        return lacks(VIEW)
    return True if scope.everything or scope.nodes else NotAllowed(OWN_ONLY)


def may_keep_counts(actor: Actor) -> Verdict:
    """Nobody writes a figure by hand."""
    return True if actor.is_system else NotAllowed(BY_ITSELF)


def visible_to(actor: Actor) -> QuerySet[RequestCount]:
    """The sums of the units the right reaches."""
    rows, scope = RequestCount.objects.all(), actor.scope(VIEW)
    if scope is None:
        return rows.none()
    return rows if scope.everything else rows.filter(unit__in=scope.nodes)


def sales_in_sight(actor: Actor) -> QuerySet[Order]:
    """The orders of the units the right reaches: for sums, which show none of them."""
    rows, scope = Order.objects.all(), actor.scope(VIEW)
    if scope is None:
        return rows.none()
    return rows if scope.everything else rows.filter(unit__in=scope.nodes)
