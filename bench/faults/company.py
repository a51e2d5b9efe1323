"""The people who call."""

from datetime import timedelta

CALLERS = 4


def found_company() -> list[str]:
    """A company with so many agents; returns the secret of a token of each."""
    from aftercare.domains.accounts.actions import create_token, create_user, give_grant, set_up_company
    from aftercare.domains.requests.models import RequestKind
    from aftercare.kit.actor import system
    from aftercare.kit.clock import now

    house, at = system("bench"), now()
    _made, administrator = set_up_company(
        house, company="华安电器", name="管理员", email="admin@example.com", password="only for a measurement",
        language="en", time_zone="Asia/Shanghai", at=at,
    )  # fmt: skip
    RequestKind.objects.filter(pk="repair").update(auto_assign=True)  # so that each entry queues a reaction
    secrets = []
    for n in range(CALLERS):
        agent = create_user(house, email=f"agent{n}@example.com", name=f"Agent {n}", unit=administrator.unit, at=at)
        give_grant(house, agent, role="agent", at=at)
        ends = at + timedelta(days=1)
        secrets.append(create_token(house, agent, name="bench", scopes=["all"], expires_at=ends, at=at)[1])
    return secrets
