"""Static files: compressed and named by their content once, so that browsers keep them for ever."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.test.utils import override_settings

BACKEND = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def collect_static() -> None:
    """Collect what has changed since the last time; nothing is done twice."""
    mark = Path(settings.STATIC_ROOT) / "collected"
    print_of_all = _fingerprint()
    if mark.exists() and mark.read_text() == print_of_all:
        return
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": BACKEND}}
    with override_settings(STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(print_of_all)


def _fingerprint() -> str:
    """One value for every static file's name, size and time of change."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            found.update(f"{name}|{about.st_size}|{about.st_mtime_ns}".encode())
    return found.hexdigest()
