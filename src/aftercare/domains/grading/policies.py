"""Who sees and changes the rules by which customers are graded."""

from django.utils.translation import gettext_lazy as _

from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, permission

MANAGE = permission("grading.manage", _("change the rules by which customers are graded"))


def may_set_rules(actor: Actor) -> Verdict:
    """The rules are the same for the whole company."""
    scope = actor.scope(MANAGE)
    return True if scope is not None and scope.everything else lacks(MANAGE)


def may_grade_customers(actor: Actor) -> Verdict:
    """Rules are applied by the house itself."""
    return True if actor.is_system else NotAllowed(_("The rules of grading are applied by the system itself."))
