"""The API put together: all nouns in the order of the story."""

from typing import Any

from ninja import NinjaAPI

from aftercare.surfaces.api import problems
from aftercare.surfaces.api.answers import BodyParser, Renderer
from aftercare.surfaces.api.requests import requests

NOUNS = (requests,)


def built() -> NinjaAPI:
    """The API with its operations and its ways of saying no."""
    made = NinjaAPI(
        title="Aftercare",
        version="1",
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        renderer=Renderer(),
        parser=BodyParser(),
    )
    problems.register(made)
    for noun in NOUNS:
        made.add_router("", noun.router)
    return made


api: Any = built()
