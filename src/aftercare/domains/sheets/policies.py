"""Who may take files of records in."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.catalog.policies import MANAGE as MANAGE_CATALOG
from aftercare.domains.contracts.policies import MANAGE as MANAGE_CONTRACTS
from aftercare.domains.customers.policies import CHANGE as CHANGE_CUSTOMERS
from aftercare.domains.customers.policies import REGISTER as REGISTER_CUSTOMERS
from aftercare.domains.devices.policies import CHANGE as CHANGE_DEVICES
from aftercare.domains.devices.policies import REGISTER as REGISTER_DEVICES
from aftercare.domains.orders.policies import CREATE as CREATE_ORDERS
from aftercare.domains.sheets.models import SheetImport
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, may, may_everywhere, permission

RUN = permission("imports.run", _("take records in from files, and undo that"))
RIGHTS = {
    "customers": (REGISTER_CUSTOMERS, CHANGE_CUSTOMERS),
    "products": (MANAGE_CATALOG,),
    "devices": (REGISTER_DEVICES, CHANGE_DEVICES),
    "agreements": (MANAGE_CONTRACTS,),
    "orders": (CREATE_ORDERS,),
}
WHOLE = {MANAGE_CATALOG}  # the catalog is the same for the whole company


def may_import(actor: Actor, noun: str) -> Verdict:
    """Whoever holds the right to import, and those to make and change such records one by one."""
    for right in (RUN, *RIGHTS[noun]):
        verdict = may_everywhere(actor, right) if right in WHOLE else may(actor, right)
        if verdict is not True:
            return verdict
    return True


def may_use_import(actor: Actor, sheet_import: SheetImport) -> Verdict:
    """One's own imports; with the right over the whole company everybody's."""
    scope = actor.scope(RUN)
    if scope is None:
        return lacks(RUN)
    own = scope.everything or sheet_import.uploaded_by_id == actor.id
    return may_import(actor, sheet_import.noun) if own else lacks(RUN)


def visible_imports(actor: Actor) -> QuerySet[SheetImport]:
    """One's own, or everybody's, of records that one may take in: their files hold what such records hold."""
    scope = actor.scope(RUN)
    if scope is None:
        return SheetImport.objects.none()
    nouns = [noun for noun in RIGHTS if may_import(actor, noun) is True]
    found = SheetImport.objects.filter(noun__in=nouns)
    return found if scope.everything else found.filter(uploaded_by=actor.id)


def may_halt_imports(actor: Actor) -> Verdict:
    """The house itself; people stop their own."""
    return (
        True
        if actor.is_system
        else NotAllowed(_("Imports without anybody behind them are halted by the system itself."))
    )
