"""Actions have one shape and ask a policy before they write.

An action is what a file beside the package `actions` can reach: every function of an actions.py; of a package what
its `__init__` lists and what is imported from outside. Other functions of the package are steps.

The shape: `<verb>_<noun>(actor, subject, *, …, at)`. The policy: the action, or a function it hands over to, calls
`require(…)` before anything is saved or published; `@system_only` says that nobody but the house may call it.
"""

import ast
import sys
from pathlib import Path

from check_writes import is_write, names_of, rows_in
from tree import REPOSITORY, Report, Source, calls, last_name, sources, tell

Function = ast.FunctionDef | ast.AsyncFunctionDef
Asked = bool | None


def imports(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """The names a file imports: module and real name of each."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name: (node.module or "", alias.name) for node in found for alias in node.names}


class Actions:
    """The functions of all action files, found by the name under which a file knows them."""

    def __init__(self, files: list[Source]) -> None:
        self.names = names_of(files)
        self.files = {file.module: file for file in files if file.room and file.role == "actions"}
        self.rows = {module: rows_in(file.tree) for module, file in self.files.items()}
        self.imports = {module: imports(file.tree) for module, file in self.files.items()}
        self.functions: dict[tuple[str, str], Function] = {
            (module, node.name): node
            for module, file in self.files.items()
            for node in file.tree.body
            if isinstance(node, Function)
        }
        self.wanted = {key for file in files for key in self.wanted_by(file)}

    def wanted_by(self, file: Source) -> set[tuple[str, str]]:
        """The functions that a file imports, one by one or with their module, from a package it does not belong to."""
        found = set()
        for owner, name in imports(file.tree).values():
            package = owner.partition(".actions")[0] + ".actions"
            if not file.module.startswith(f"{package}."):
                found |= {(m, f) for m, f in self.functions if (m, f) == (owner, name) or m == f"{owner}.{name}"}
        return found

    def public(self) -> list[tuple[str, Function]]:
        """The actions; a leading underscore, or no reader outside its package, makes a step."""
        single = {(module, name) for module, name in self.functions if module.endswith(".actions")}
        found = sorted(key for key in single | self.wanted if not key[1].startswith("_"))
        return [(module, self.functions[module, name]) for module, name in found]

    def resolve(self, module: str, func: ast.expr) -> tuple[str, str] | None:
        """Where a called name is defined: in the same file, or in an action file it was imported from."""
        owner, name = module, last_name(func)
        if isinstance(func, ast.Attribute):  # `work.assign_request(…)` after `from ….actions import work`
            owner = ".".join(self.imports[module].get(last_name(func.value), ("", "")))
        elif name in self.imports[module]:
            owner, name = self.imports[module][name]
        inside = [key for key in self.functions if key[1] == name and f"{key[0]}.".startswith(f"{owner}.")]
        return inside[0] if inside else None

    def asks_first(self, module: str, function: Function, seen: frozenset[tuple[str, str]] = frozenset()) -> Asked:
        """True where a policy is asked before a write, False where a write comes first, None where there is neither."""
        here = (module, function.name)
        if here in seen:
            return None
        if any(last_name(decorator) == "system_only" for decorator in function.decorator_list):
            return True
        for call in calls(function):
            if last_name(call.func) == "require":
                return True
            if last_name(call.func) == "publish" or is_write(call, self.rows[module], self.names):
                return False
            target = self.resolve(module, call.func)
            if target and (answer := self.asks_first(target[0], self.functions[target], seen | {here})) is not None:
                return answer
        return None


def shape(function: Function) -> str:
    """What is wrong with the parameters, or nothing."""
    loose = [parameter.arg for parameter in [*function.args.posonlyargs, *function.args.args]]
    if loose[:1] != ["actor"]:
        return "an action takes `actor` first: one policy and one ledger for page, API and job."
    if len(loose) > 2 or function.args.vararg:
        return f"an action takes `actor` and one subject by position, not {', '.join(loose)}; name the rest after `*`."
    if "at" not in [parameter.arg for parameter in function.args.kwonlyargs]:
        return "an action takes the instant as the keyword `at`; it reads no clock."
    return "" if "_" in function.name else "an action is named <verb>_<noun>."


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every public function of every room's actions."""
    actions = Actions(sources(repository))
    report = Report("actions", len(actions.public()))
    for module, function in actions.public():
        where = f"{actions.files[module].at(function)}: {function.name}"
        if wrong := shape(function):
            report.against(where, wrong)
        asked = actions.asks_first(module, function)
        if asked is None:
            report.against(where, "an action asks a policy: call require(may_…(actor, …)), or mark it @system_only.")
        if asked is False:
            report.against(where, "it writes or publishes before it asks; put require(may_…(actor, …)) first.")
    return report


if __name__ == "__main__":
    sys.exit(tell(check()))
