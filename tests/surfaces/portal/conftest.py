"""A customer's browser: nobody signed in, in English, at a fixed instant."""

from tests.surfaces.console.conftest import assigned, client_of, frozen  # noqa: F401
