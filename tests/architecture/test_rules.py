"""The rules of the house hold in the tree as it is."""

from importlib import import_module

import pytest

CHECKS = [
    "actions",
    "edges",
    "events",
    "files",
    "keys",
    "migrations",
    "refusals",
    "rooms",
    "states",
    "tracked",
    "writes",
]


@pytest.mark.parametrize("name", CHECKS)
def test_the_tree_keeps_the_rules_of(name):
    assert import_module(f"check_{name}").check().breaches == []


def test_the_printed_documents_say_what_the_code_says():
    assert import_module("print_docs").check().breaches == []


def test_every_message_has_its_chinese():
    assert import_module("catalogues").check().breaches == []


def test_every_check_is_run_here_too(request):
    tools = request.config.rootpath / "tools"
    assert sorted(path.stem.removeprefix("check_") for path in tools.glob("check_*.py")) == CHECKS
