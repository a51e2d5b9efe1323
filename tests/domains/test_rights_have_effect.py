"""A right in the matrix of roles opens something: every permission is asked for somewhere in the product."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from aftercare.kit.permissions import PERMISSIONS

SOURCES = Path(__file__).resolve().parents[2] / "src"
# Where rights are given away, not asked for.
GIVEN = {"aftercare.domains.accounts.roles"}

Trees = dict[str, ast.Module]


def trees(folder: Path) -> Trees:
    """The modules of a folder by their names."""
    named = ((path, path.relative_to(folder).with_suffix("").parts) for path in sorted(folder.rglob("*.py")))
    return {".".join(parts).removesuffix(".__init__"): ast.parse(path.read_text()) for path, parts in named}


def constants(modules: Trees) -> dict[tuple[str, str], str]:
    """Which name in which module stands for which permission."""
    found = {}
    for module, tree in modules.items():
        for line in ast.walk(tree):
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call):
                name = getattr(line.value.func, "id", "")
                if name == "permission" and isinstance(line.targets[0], ast.Name):
                    found[module, line.targets[0].id] = ast.literal_eval(line.value.args[0])
    return found


def asked_for(modules: Trees, names: Iterable[str]) -> Iterator[str]:
    """The permissions whose constant, or whose name as a word, some line uses beside the one that registers it."""
    known, words = constants(modules), set(names)
    for module, tree in modules.items():
        here = {name: right for (place, name), right in known.items() if place == module}
        imports = (line for line in ast.walk(tree) if isinstance(line, ast.ImportFrom))
        here |= {
            alias.asname or alias.name: right
            for line in imports
            for alias in line.names
            if (right := _meant(known, line.module or "", alias.name))
        }
        registered = {id(call.args[0]) for call in ast.walk(tree) if _registers(call)}
        for line in ast.walk(tree):
            if isinstance(line, ast.Name) and isinstance(line.ctx, ast.Load) and line.id in here:
                yield here[line.id]
            elif isinstance(line, ast.Constant) and id(line) not in registered and module not in GIVEN:
                yield from words & {str(line.value)}


def _meant(known: dict[tuple[str, str], str], module: str, name: str) -> str | None:
    """What an imported name stands for; a package hands on what its modules register."""
    inside = (right for (place, own), right in known.items() if own == name and f"{place}.".startswith(f"{module}."))
    return next(inside, None)


def _registers(line: ast.AST) -> bool:
    return isinstance(line, ast.Call) and getattr(line.func, "id", "") == "permission"


def test_every_right_is_asked_for():
    modules = trees(SOURCES)
    assert len(constants(modules)) == len(PERMISSIONS)
    assert set(PERMISSIONS) - set(asked_for(modules, PERMISSIONS)) == set()


def test_every_policy_is_asked():
    """A right whose only policy nobody calls opens nothing either."""
    modules = trees(SOURCES)
    policies = {
        line.name
        for module, tree in modules.items()
        if ".policies" in module
        for line in ast.walk(tree)
        if isinstance(line, ast.FunctionDef) and line.name.startswith("may_")
    }
    used = {
        line.id if isinstance(line, ast.Name) else line.attr
        for tree in modules.values()
        for line in ast.walk(tree)
        if isinstance(line, ast.Name | ast.Attribute)
    }
    assert policies - used == set()


def test_a_right_that_opens_nothing_is_found(tmp_path):
    (tmp_path / "policies.py").write_text(
        'A = permission("stock.view", "")\nB = permission("stock.count", "")\ndef may_view(actor): return may(actor, A)'
    )
    assert set(asked_for(trees(tmp_path), ["stock.view", "stock.count"])) == {"stock.view"}
