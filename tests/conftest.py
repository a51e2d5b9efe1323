"""What every test has: a real database (embedded unless DATABASE_URL names one), a fixed clock, a cast of people."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

HOME = Path(os.environ.setdefault("AFTERCARE_HOME", str(Path(tempfile.gettempdir()) / "aftercare-tests")))
os.environ.setdefault("SECRET_KEY", "tests")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
if not os.environ.get("DATABASE_URL"):
    from aftercare.kit.database import Embedded

    os.environ["DATABASE_URL"] = Embedded(HOME).up()

pytest_plugins = ["tests.people"]


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning in Shanghai: 2026-03-10 09:00 there."""
    return datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
