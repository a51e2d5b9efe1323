"""Every table of moves hangs together: each state is reached from the first ones and leads on to an end."""

import os
import sys
from pathlib import Path
from typing import Any

from print_docs import modules
from tree import REPOSITORY, Report, tell


def reached(flow: Any, begin: set[str]) -> set[str]:
    """The states that any number of moves leads to."""
    found, before = set(begin), -1
    while len(found) > before:
        before = len(found)
        found |= {target for move in flow.moves.values() if move.sources & found for target in move.targets}
    return found


def check_flow(flow: Any, where: str, report: Report) -> None:
    """Look at one table."""
    report.seen += 1
    ends = {state for state in flow.states if not flow.verbs(state)}
    used = set(flow.initial).union(*(move.sources | move.targets for move in flow.moves.values()))
    for state in sorted(used - set(flow.states)):
        report.against(where, f"“{state}” stands in a move but is no state of a {flow.noun}.")
    for state in flow.states:
        if state not in reached(flow, set(flow.initial)):
            report.against(where, f"no move leads a {flow.noun} to “{state}”.")
        if not reached(flow, {state}) & ends:
            report.against(where, f"a {flow.noun} that is “{state}” reaches no end.")


def check(repository: Path = REPOSITORY) -> Report:
    """Look at every Flow in the rooms' states.py."""
    from aftercare.kit.states import Flow

    report = Report("tables of moves")
    for _room, module in modules("states"):
        for name, flow in vars(module).items():
            if isinstance(flow, Flow):
                check_flow(flow, f"{module.__name__}.{name}", report)
    return report


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    sys.path.insert(0, str(REPOSITORY / "src"))
    sys.exit(tell(check()))
