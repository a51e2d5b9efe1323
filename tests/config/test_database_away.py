"""The pool of connections while the database is away, and when it is back."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from psycopg_pool import ConnectionPool, PoolTimeout

SOCKET = ".s.PGSQL.5432"


def test_a_database_that_was_away_is_found_soon_after_it_is_back(db: None, tmp_path: Path) -> None:
    there = connection.settings_dict
    known = {"host": str(tmp_path), "dbname": there["NAME"], "user": there["USER"]}
    with ConnectionPool(kwargs=known, **settings.DATABASES["default"]["OPTIONS"]["pool"]) as pool:
        with pytest.raises(PoolTimeout):
            pool.getconn(timeout=0.1)  # somebody asks meanwhile, so that another connection is tried for
        time.sleep(3.5)  # the second, third and fourth try have failed; pauses that double would come to four seconds
        (tmp_path / SOCKET).symlink_to(Path(there["HOST"]) / SOCKET)
        with pool.connection(timeout=2.3) as found:
            assert found.execute("SELECT 1").fetchone() == (1,)
