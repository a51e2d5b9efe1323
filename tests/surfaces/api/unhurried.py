"""The product's settings without the limit of calls: what judges a server would mostly be told to wait."""

from aftercare.config.settings import *  # noqa: F403

API_CALLS_PER_SECOND = API_CALLS_AT_ONCE = 1_000_000
