"""Foreign keys point back along the story, and a key into another room leaves no reverse name there."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from tree import REPOSITORY, Report, story, tell


def check_models(models: Iterable[type], place: dict[str, int]) -> Report:
    """Look at every key of the models whose rooms have a place in the story."""
    report = Report("foreign keys")
    for model in models:
        here = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=False):
            keyed = field.concrete and (field.many_to_one or field.one_to_one or field.many_to_many)
            if here not in place or not keyed or not field.remote_field:
                continue
            report.seen += 1
            there = field.related_model._meta.app_label
            if there in place and place[there] > place[here]:
                report.against(str(field), f"points ahead to {there}; store Ref(kind, id), or keep the link there.")
            if there in place and there != here and not field.remote_field.hidden:
                report.against(str(field), f"is seen from {there}, which comes earlier; give it related_name='+'.")
    return report


def check(repository: Path = REPOSITORY) -> Report:
    """Look at the installed models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    import django
    from django.apps import apps

    django.setup()
    return check_models(apps.get_models(), story(repository))


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY / "src"))
    sys.exit(tell(check()))
