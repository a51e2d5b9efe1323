"""Only kit/states.py changes a state; an action may name the first one when it creates a thing."""

import ast
import sys
from pathlib import Path

from check_writes import Names, names_of
from tree import REPOSITORY, Report, calls, last_name, sources, tell

CHANGING = {"update", "aupdate", "update_or_create", "aupdate_or_create", "bulk_update", "abulk_update"}
SENTENCE = "only kit/states.py changes a state; make the move with FLOW.move(thing, verb)"


def is_state(node: ast.AST) -> bool:
    """Whether a node is the word 'state' in quotes."""
    return isinstance(node, ast.Constant) and node.value == "state"


def changes_state(call: ast.Call) -> bool:
    """`setattr(thing, "state", …)`, `rows.update(state=…)`, `bulk_update(rows, ["state"])` and their like."""
    word = last_name(call.func)
    if word in {"setattr", "__setattr__"}:
        return any(is_state(argument) for argument in call.args)
    if word not in CHANGING or not isinstance(call.func, ast.Attribute):
        return False
    if word in {"update", "aupdate"} and call.args:  # a dict; a queryset takes keywords only
        return False
    if any(keyword.arg == "state" for keyword in call.keywords) and word in {"update", "aupdate"}:
        return True
    inner = [keyword.value for keyword in call.keywords if keyword.arg in {None, "defaults", "fields"}]
    return any(is_state(part) for value in [*call.args, *inner] for part in ast.walk(value))


def builds_in_a_state(call: ast.Call, names: Names) -> bool:
    """`Thing(state=…)` for a class of the models."""
    return last_name(call.func) in names.models and any(keyword.arg == "state" for keyword in call.keywords)


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every assignment and call outside kit/states.py, config and migrations."""
    files = sources(repository)
    names, report = names_of(files), Report("Python files", len(files))
    for file in files:
        if file.place == ("kit", "states.py") or file.place[0] == "config" or "migrations" in file.place:
            continue
        for node in ast.walk(file.tree):
            assigned = isinstance(node, ast.Attribute) and node.attr == "state" and not isinstance(node.ctx, ast.Load)
            if assigned:
                report.against(file.at(node), f"{ast.unparse(node)} = …: {SENTENCE}.")
        for call in calls(file.tree):
            born = file.role != "actions" and builds_in_a_state(call, names)
            if changes_state(call) or born:
                report.against(file.at(call), f"{ast.unparse(call.func)}(…): {SENTENCE}.")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
