"""Who may see and change the catalog."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.models import Part, Product
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict, may, may_everywhere, permission

VIEW = permission("catalog.view", _("see products, parts and codes"))
MANAGE = permission("catalog.manage", _("change products, parts and codes"))


def may_view_catalog(actor: Actor) -> Verdict:
    """The catalog is the same for everyone who may see it."""
    return may(actor, VIEW)


def may_manage_catalog(actor: Actor) -> Verdict:
    """The catalog is changed for the whole company at once."""
    return may_everywhere(actor, MANAGE)


def visible_products(actor: Actor) -> QuerySet[Product]:
    """Every model, or none."""
    return Product.objects.all() if _sees(actor) else Product.objects.none()


def visible_parts(actor: Actor) -> QuerySet[Part]:
    """Every part, or none."""
    return Part.objects.all() if _sees(actor) else Part.objects.none()


def _sees(actor: Actor) -> bool:
    return may(actor, VIEW) is True or may(actor, MANAGE) is True
