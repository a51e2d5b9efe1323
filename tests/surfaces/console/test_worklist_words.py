"""Whatever a domain puts in a work list has words on the page, in both languages."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import aftercare
from aftercare.domains.contracts.models import ClockKind
from aftercare.surfaces.console.worklist.words import KINDS

SOURCE = Path(aftercare.__file__).parent
OPENING = {"open_task", "open_tasks", "open_each_task"}


def opened_kinds() -> set[str]:
    """The kinds of every call that opens a task below the domains, read from the code."""
    found = set()
    for path in sorted((SOURCE / "domains").rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        if name == "aftercare.domains.accounts.actions.tasks":
            continue  # where they are defined
        for given in _given(ast.parse(path.read_text(encoding="utf-8"))):
            found.update(_values(given, vars(importlib.import_module(name))))
    return found


def _given(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given as `kind` to the calls that open tasks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPENING:
            yield from (argument.value for argument in node.keywords if argument.arg == "kind")


def _values(given: ast.expr, names: dict[str, Any]) -> list[str]:
    """The kinds an expression stands for: a text, a constant, or a text with the kind of a clock in it."""
    if isinstance(given, ast.Constant):
        return [given.value]
    if isinstance(given, ast.Name):
        return [names[given.id]]
    assert isinstance(given, ast.JoinedStr), ast.unparse(given)
    prefix, clock = (part.value for part in given.values if isinstance(part, ast.FormattedValue))
    assert ast.unparse(clock) == "due.kind"
    assert isinstance(prefix, ast.Name)
    return [f"{names[prefix.id]}{kind}" for kind in ClockKind.values]


def test_every_kind_has_words_and_no_words_are_left_over():
    assert opened_kinds() == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_speaks_both_languages(kind):
    with translation.override("en"):
        english = str(KINDS[kind])
    with translation.override("zh-hans"):
        chinese = str(KINDS[kind])
    assert english.isascii()
    assert not chinese.isascii()
