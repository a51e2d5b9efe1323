"""The product's settings for tests: an embedded database unless DATABASE_URL names one, and a quick password hasher."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

# Each checkout has a home of its own, so that the tests of two may run at once; short, for the sake of its sockets.
# So has each of several processes that run them: what one leaves open in its server would keep the others' facts back.
CHECKOUT = sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "first")
CHOSE = "AFTERCARE_TESTS_OF"  # which of them chose home and database: what it starts keeps to these, the others do not
if os.environ.get(CHOSE, PROCESS) != PROCESS:
    del os.environ["AFTERCARE_HOME"], os.environ["DATABASE_URL"]
os.environ.setdefault("AFTERCARE_HOME", str(Path(tempfile.gettempdir()) / f"aftercare-tests-{CHECKOUT}-{PROCESS}"))
HOME = Path(os.environ["AFTERCARE_HOME"])
os.environ.setdefault("SECRET_KEY", "tests")
(HOME / "static").mkdir(parents=True, exist_ok=True)
if not os.environ.get("DATABASE_URL"):
    import psycopg

    from aftercare.kit.database import Embedded

    os.environ[CHOSE] = PROCESS
    _embedded = Embedded(HOME / "database", durable=False)
    os.environ["DATABASE_URL"] = _embedded.up()
    # Tests pass the ledger's triggers, to empty it or to play the thief; the product's role never may.
    with psycopg.connect(_embedded.administration_url, autocommit=True) as _connection:
        _connection.execute("GRANT SET ON PARAMETER session_replication_role TO aftercare")

from aftercare.config.settings import *  # noqa: E402, F403

LANGUAGE_CODE = "en"  # sentences are asserted in the language of the msgids
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
