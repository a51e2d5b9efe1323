"""The product's settings with a quick password hasher: tests sign many people in."""

from aftercare.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
