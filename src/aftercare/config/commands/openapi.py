"""`aftercare openapi`: the contract of the API."""

import os
from pathlib import Path

import click

from aftercare.config.commands.database import with_data


@click.command(short_help="Print the contract of the API.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
@with_data
def openapi(output: Path | None) -> None:
    """Print the OpenAPI 3.1 document, as the running server tells it at /api/v1/openapi.json. Needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    import django
    import orjson

    django.setup()
    from aftercare.surfaces.api.openapi import contract

    text = orjson.dumps(contract(), option=orjson.OPT_INDENT_2).decode()
    if output is None:
        click.echo(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")
