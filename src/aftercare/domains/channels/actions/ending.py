"""Tell people in time that a role of theirs ends."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from aftercare.domains.channels.actions.telling import notify_people
from aftercare.domains.channels.policies import may_send
from aftercare.domains.channels.queries import ending_grants, role_words
from aftercare.kit.actor import Actor
from aftercare.kit.ids import Ref
from aftercare.kit.permissions import require

OWN_RIGHTS = "own_rights"  # one's own page of rights, as `links` knows it


@transaction.atomic
def warn_of_ending_grants(actor: Actor, *, at: datetime) -> int:
    """Tell whoever holds a role that ends within three days, once; returns how many are new on pages."""
    require(may_send(actor))
    told = 0
    for grant in ending_grants(at=at):
        with override(grant.user.language):
            label = role_words(grant.role)
        new = notify_people(
            actor,
            [grant.user_id],
            kind="rights.ending",
            about=Ref(OWN_RIGHTS, grant.id),
            label=label,
            key=f"grant:{grant.id}:{grant.expires_at:%Y%m%d%H%M}",
            at=at,
        )
        told += len(new)
    return told
