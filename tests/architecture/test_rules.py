"""The rules of the house hold in the tree as it is."""

from importlib import import_module

import pytest

from tests.architecture.sound_house import REPOSITORY

CHECKS = [*sorted(path.stem for path in REPOSITORY.glob("tools/check_*.py")), "catalogues", "print_docs"]


@pytest.mark.parametrize("name", CHECKS)
def test_the_tree_keeps(name):
    report = import_module(name).check()
    assert report.seen, f"No {report.noun} found: this check looked at nothing."
    assert report.breaches == []
