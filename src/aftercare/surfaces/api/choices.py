"""What may stand in fields whose values an administrator keeps: read when the contract is served."""

from aftercare.domains.accounts.models import Role
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.requests.models import AttemptOutcome, RequestKind
from aftercare.surfaces.api.fields import zones


def dictionaries() -> dict[str, list[str]]:
    """The codes of each dictionary, in four statements; time zones come with the system."""
    kinds = RequestKind.objects.filter(active=True).order_by("position", "code")
    return {
        "request_kinds": list(kinds.values_list("code", flat=True)),
        "outcomes": list(
            AttemptOutcome.objects.filter(active=True).order_by("position", "code").values_list("code", flat=True)
        ),
        "pause_reasons": list(PauseReason.objects.filter(active=True).order_by("code").values_list("code", flat=True)),
        "roles": list(Role.objects.order_by("code").values_list("code", flat=True)),
        "time_zones": sorted(zones()),
    }
