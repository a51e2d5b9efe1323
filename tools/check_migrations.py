"""The migrations make the tables the models describe, one after another in each room; no database is asked."""

import os
import sys
from pathlib import Path

from tree import REPOSITORY, Report, tell


def check(repository: Path = REPOSITORY) -> Report:
    """Compare the models with the sum of the migrations."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    import django
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    django.setup()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("aftercare.")}
    report = Report("migrations", len([key for key in loader.disk_migrations if key[0] in ours]))
    for label, names in loader.detect_conflicts().items():
        report.against(
            label, f"two migrations claim to be the last: {', '.join(sorted(names))}; put one after the other."
        )
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    for label in sorted(ours & set(changes)):
        steps = [operation.describe() for migration in changes[label] for operation in migration.operations]
        report.against(label, f"the models have changed: {'; '.join(steps)}; run makemigrations {label} --name <idea>.")
    return report


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY / "src"))
    sys.exit(tell(check()))
