"""Engineers are registered by a manager of the whole company."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from aftercare.kit.actor import Actor


@pytest.fixture
def manager(actor_of) -> Actor:
    """The service manager."""
    return actor_of("manager")


@pytest.fixture
def engineer(manager: Actor, at: datetime) -> Callable[..., Any]:
    """An engineer made through the action: 李伟 unless told otherwise."""
    from aftercare.domains.workforce.actions import register_engineer

    def registered(name: str = "李伟", **values: Any) -> Any:
        return register_engineer(manager, name=name, at=at, **values)

    return registered


@pytest.fixture
def skill() -> Callable[..., Any]:
    """A skill of the catalog by its code."""
    from aftercare.domains.catalog.models import Skill

    def made(code: str = "COOLING", **values: Any) -> Any:
        return Skill.objects.get_or_create(code=code, defaults={"name": code.title(), **values})[0]

    return made


@pytest.fixture
def office(manager: Actor, at: datetime) -> Any:
    """Monday to Friday, nine to twelve and one to six, in Shanghai."""
    from aftercare.domains.accounts.actions import create_calendar

    day = [[540, 720], [780, 1080]]
    return create_calendar(manager, name="Office", zone="Asia/Shanghai", week=[day] * 5 + [[], []], at=at)
