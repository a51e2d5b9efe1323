"""The product's settings for tests: an embedded database unless DATABASE_URL names one, and a quick password hasher."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

# Each checkout has a home of its own, so that the tests of two may run at once; short, for the sake of its sockets.
CHECKOUT = sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
HOME = Path(os.environ.setdefault("AFTERCARE_HOME", str(Path(tempfile.gettempdir()) / f"aftercare-tests-{CHECKOUT}")))
os.environ.setdefault("SECRET_KEY", "tests")
(HOME / "static").mkdir(parents=True, exist_ok=True)
if not os.environ.get("DATABASE_URL"):
    import psycopg

    from aftercare.kit.database import Embedded

    _embedded = Embedded(HOME / "database", durable=False)
    os.environ["DATABASE_URL"] = _embedded.up()
    # Tests pass the ledger's triggers, to empty it or to play the thief; the product's role never may.
    with psycopg.connect(_embedded.administration_url, autocommit=True) as _connection:
        _connection.execute("GRANT SET ON PARAMETER session_replication_role TO aftercare")

from aftercare.config.settings import *  # noqa: E402, F403

LANGUAGE_CODE = "en"  # sentences are asserted in the language of the msgids
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
