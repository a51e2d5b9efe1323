"""Outside judges that come as npm packages: installed below build/ by `make prove`, run by their own names."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.ui.browser import CHROMIUM

NAMED = Path(__file__).with_name("npm")
INSTALLED = NAMED.parents[2] / "build" / "judges"
MODULES = INSTALLED / "node_modules"
# A node that came as a Python package lies beside the interpreter.
SEARCHED = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


def install() -> None:
    """Bring what is locked here, unless it is there."""
    from aftercare.ui.vendor import install

    INSTALLED.mkdir(parents=True, exist_ok=True)
    install(INSTALLED, NAMED)


def node(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the packages; the path is one below node_modules."""
    found = shutil.which("node", path=SEARCHED)
    assert found, "no Node.js: make setup brings one"
    command = [found, str(MODULES / script), *arguments]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)


def what_vnu_says(pages: Path) -> list[dict[str, object]]:
    """What the Nu HTML checker says of every file of a folder: errors and warnings, each with its file and place."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return list(json.loads(done.stdout)["messages"])


if __name__ == "__main__":
    install()
