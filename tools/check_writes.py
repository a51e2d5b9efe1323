"""Only actions write, and raw SQL stays in the kit: read from the text of every file.

A write is one of the ORM's writing methods, `update` with keywords on what reads like a queryset, a change of a
many-to-many relation, or `setattr`. Names of models and relations are collected from the models first.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from tree import REPOSITORY, Report, Source, calls, last_name, sources, tell

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS |= {f"a{name}" for name in ALWAYS}
# Django writes these with keywords only; with a position they belong to a router, a cache, a picture.
WITHOUT_POSITIONS = {"save", "create", "delete", "asave", "acreate", "adelete"}
ON_A_RELATION = {"add", "remove", "set", "clear", "aadd", "aremove", "aset", "aclear"}
NO_ROWS = {"session", "cache", "caches"}
QUERYSET = {"objects", "_default_manager", "_base_manager", "filter", "exclude", "all", "none", "visible_to"}
QUERYSET |= {"select_for_update", "order_by", "annotate", "alias", "using", "distinct", "select_related"}

WRITE = "only an action may write; call or add one in the room's actions.py"
SQL = "raw SQL stays in the kit; use the ORM, or give the kit a tool"


@dataclass(frozen=True)
class Names:
    """The model classes, and the names under which rows reach other rows."""

    models: frozenset[str]
    relations: frozenset[str]


def names_of(files: list[Source]) -> Names:
    """What the models of the house call things."""
    models, relations = set(), set()
    for node in (node for file in files if file.role == "models" for node in ast.walk(file.tree)):
        if isinstance(node, ast.ClassDef):
            models.add(node.name)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            if last_name(node.value.func) == "ManyToManyField":
                relations.update(targets(node))
            named = [keyword.value for keyword in node.value.keywords if keyword.arg == "related_name"]
            relations.update(str(value.value) for value in named if isinstance(value, ast.Constant))
    return Names(frozenset(models), frozenset(relations - {"+", ""}))


def targets(node: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> set[str]:
    """The names an assignment gives."""
    return {last_name(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target])} - {""}


def chain(node: ast.AST | None) -> set[str]:
    """The words of an expression from its root on, without arguments: Request, objects, filter."""
    words = set()
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript | ast.Name):
        words.add(last_name(node))
        node = getattr(node, "func", None) or getattr(node, "value", None)
    return words


def rows_in(tree: ast.Module) -> set[str]:
    """The variables of a file that hold a queryset, by annotation or by what they were given."""
    modules = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    readers = [n for n in modules if re.search(r"\.(queries|policies)\b", str(n.module))]
    words = QUERYSET | {"queries", "policies"} | {alias.name for node in readers for alias in node.names}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation and "QuerySet" in ast.unparse(node.annotation):
            found.add(node.arg)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and chain(node.value) & words:
            found |= targets(node)
    return found


def is_queryset(node: ast.expr, rows: set[str], names: Names) -> bool:
    """Whether an expression reads like rows of a table; a dict keeps its `update`."""
    if isinstance(node, ast.Attribute):
        return node.attr in QUERYSET or node.attr in names.relations or node.attr.endswith("_set")
    return isinstance(node, ast.Call) and last_name(node.func) != "dict" or last_name(node) in rows


def is_write(call: ast.Call, rows: set[str], names: Names) -> bool:
    """Whether a call changes rows, or sets a field by its name."""
    word = last_name(call.func)
    if not isinstance(call.func, ast.Attribute):
        return word == "setattr" and last_name(call.args[0]) not in {"self", "cls"}
    owner = call.func.value
    if last_name(owner) in NO_ROWS:
        return False
    if word in {"update", "aupdate"}:
        return bool(call.keywords) and not call.args and is_queryset(owner, rows, names)
    related = isinstance(owner, ast.Attribute) and owner.attr in names.relations
    return word in ALWAYS or word in WITHOUT_POSITIONS and not call.args or word in ON_A_RELATION and related


def is_raw_sql(call: ast.Call) -> bool:
    """Whether a call speaks to the database past the ORM."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = last_name(call.func.value).lower()
    return (
        call.func.attr == "cursor" or call.func.attr in {"execute", "executemany"} and owner.startswith(("cur", "conn"))
    )


def may_write(file: Source) -> bool:
    """Whether writing is what the file is for."""
    return (
        file.place[0] in {"kit", "config"} or "migrations" in file.place or bool(file.room) and file.role == "actions"
    )


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every call of every file."""
    files = sources(repository)
    names, report = names_of(files), Report("Python files", len(files))
    for file in files:
        rows = rows_in(file.tree)
        for call in calls(file.tree):
            if not may_write(file) and is_write(call, rows, names):
                report.against(file.at(call), f"{ast.unparse(call.func)}(…): {WRITE}.")
            if file.place[0] not in {"kit", "config"} and "migrations" not in file.place and is_raw_sql(call):
                report.against(file.at(call), f"{ast.unparse(call.func)}(…): {SQL}.")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
