"""The product's settings for tests: an embedded database unless DATABASE_URL names one, and a quick password hasher."""

import os
import tempfile
from pathlib import Path

HOME = Path(os.environ.setdefault("AFTERCARE_HOME", str(Path(tempfile.gettempdir()) / "aftercare-tests")))
os.environ.setdefault("SECRET_KEY", "tests")
if not os.environ.get("DATABASE_URL"):
    from aftercare.kit.database import Embedded

    os.environ["DATABASE_URL"] = Embedded(HOME / "database").up()

from aftercare.config.settings import *  # noqa: E402, F403

LANGUAGE_CODE = "en"  # sentences are asserted in the language of the msgids
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
