"""The house checks are scripts in tools/; here they are imported by name."""

import sys
from pathlib import Path

import pytest

from tests.architecture.sound_house import REPOSITORY, House

sys.path.insert(0, str(REPOSITORY / "tools"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A sound house."""
    return House(tmp_path)
