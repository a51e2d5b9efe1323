"""Who is told of rights: whoever may give one of the wish, and whoever asked of the answer."""

from typing import Any

from aftercare.domains.accounts.events import PermissionAsked, PermissionDecided
from aftercare.domains.accounts.models import PermissionRequest
from aftercare.domains.channels.actions import notify_people
from aftercare.domains.channels.queries import answer_words, rights_deciders
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.ids import Ref
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")
ASKED = PermissionRequest.objects.select_related("asker", "role", "node")
OWN_RIGHTS = "own_rights"  # one's own page of rights, as `links` knows it


@reacts_to(PermissionAsked)
def tell_who_decides(asked: PermissionAsked, fact: LedgerEntry) -> None:
    """Whoever may give that role there."""
    wish = ASKED.get(pk=asked.request_id)
    people = rights_deciders(wish, at=fact.at)
    told: dict[str, Any] = {"about": wish.ref, "label": wish.asker.name, "kind": "rights.asked"}
    notify_people(HOUSE, people, key=f"{fact.id}:rights", at=fact.at, besides=fact.actor_id, **told)


@reacts_to(PermissionDecided)
def tell_who_asked(decided: PermissionDecided, fact: LedgerEntry) -> None:
    """Whoever asked, with the answer."""
    wish = ASKED.get(pk=decided.request_id)
    about = Ref(OWN_RIGHTS, wish.id)
    told: dict[str, Any] = {
        "about": about,
        "label": answer_words(wish, given=decided.approved),
        "kind": "rights.answered",
    }
    notify_people(HOUSE, [decided.user_id], key=f"{fact.id}:rights", at=fact.at, besides=fact.actor_id, **told)
