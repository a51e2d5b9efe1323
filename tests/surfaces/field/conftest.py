"""An engineer's phone, signed in."""

from tests.surfaces.console.conftest import assigned, client_of, frozen  # noqa: F401
