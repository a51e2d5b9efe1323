"""The migrations make the tables the models describe, one after another in each room; no database is asked."""

import os
import sys
from pathlib import Path
from typing import Any

from tree import REPOSITORY, Report, tell


def compare(loader: Any, described: Any, labels: set[str]) -> Report:
    """Compare the sum of the migrations with the tables that the models describe."""
    from django.db.migrations.autodetector import MigrationAutodetector

    report = Report("migrations", len([key for key in loader.disk_migrations if key[0] in labels]))
    for label, names in loader.detect_conflicts().items():
        last = ", ".join(sorted(names))
        report.against(label, f"two migrations claim to be the last: {last}; put one after the other.")
    changes = MigrationAutodetector(loader.project_state(), described).changes(graph=loader.graph)
    for label in sorted(labels & set(changes)):
        steps = "; ".join(operation.describe() for migration in changes[label] for operation in migration.operations)
        report.against(label, f"no migration yet for: {steps}. Run makemigrations {label} --name <idea>.")
    return report


def check(repository: Path = REPOSITORY) -> Report:
    """Look at the installed rooms and the kit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    import django
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState
    from django.utils.translation import override

    django.setup()
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("aftercare.")}
    with override(None):  # migrations hold the English words of Django's own fields
        return compare(MigrationLoader(None, ignore_no_migrations=True), ProjectState.from_apps(apps), labels)


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY / "src"))
    sys.exit(tell(check()))
