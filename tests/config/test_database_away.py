"""Connections while the database is away, and when it is back."""

import asyncio
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import connector_params
from psycopg_pool import ConnectionPool, PoolTimeout

from aftercare.config.running.workers import connector

SOCKET = ".s.PGSQL.5432"
AWAY = 3.5  # seconds, in which three tries have failed; with pauses that double the next comes three seconds later
SOON = 2.3


@pytest.fixture
def away(db: None, tmp_path: Path) -> dict[str, str]:
    """The address of a database that is not there."""
    return {**connector_params(), "host": str(tmp_path)}


def come_back(address: dict[str, str]) -> None:
    """Put the tests' own database at that address."""
    (Path(address["host"]) / SOCKET).symlink_to(Path(connection.settings_dict["HOST"]) / SOCKET)


def test_pages_find_a_database_soon_after_it_is_back(away: dict[str, str]) -> None:
    with ConnectionPool(kwargs=away, **settings.DATABASES["default"]["OPTIONS"]["pool"]) as pool:
        with pytest.raises(PoolTimeout):
            pool.getconn(timeout=0.1)  # somebody asks meanwhile, so that another connection is tried for
        time.sleep(AWAY)
        come_back(away)
        with pool.connection(timeout=SOON) as found:
            assert found.execute("SELECT 1").fetchone() == (1,)


def test_a_worker_finds_a_database_soon_after_it_is_back(away: dict[str, str]) -> None:
    async def work() -> dict[str, int]:
        opening = asyncio.create_task(own.open_async())
        await asyncio.sleep(AWAY)
        come_back(away)
        await asyncio.wait_for(opening, SOON)
        try:
            return await own.execute_query_one_async("SELECT 1 AS one")
        finally:
            await own.close_async()

    own = connector(away)
    assert asyncio.run(work()) == {"one": 1}
