"""Fresh databases for tests: a copied SQLite file, and a real PostgreSQL database emptied each time."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.m0004_warranty_returns import write_known_days
from garage.models.migrations.runner import migrate
from garage.models.schema import TABLES


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database.connect(path)
    migrate(STEPS)
    database.close()
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> str:
    """URL of a migrated PostgreSQL database."""
    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE garage_test")
    url = postgres_server + "garage_test"
    database.connect(url)
    migrate(STEPS)
    database.close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, empty, migrated database on either engine; yields its target."""
    if request.param == "sqlite":
        target = str(tmp_path / "garage.db")
        Path(target).write_bytes(request.getfixturevalue("empty_sqlite").read_bytes())
        database.connect(target)
    else:
        target = request.getfixturevalue("migrated_postgres")
        _empty(target)
        database.connect(target)
        write_known_days()
    yield target
    database.close()


def _empty(url: str) -> None:
    """Delete every row and start every id at 1; far quicker than TRUNCATE, which makes new files."""
    statements = ["SET session_replication_role = replica"]  # append-only triggers step aside
    for model in TABLES:
        name = model._meta.table_name
        statements.append(f"DELETE FROM {name}")
        if not model._meta.composite_key:
            statements.append(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1, false)")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("; ".join(statements))


@pytest.fixture
def fresh_postgres(postgres_server: str) -> str:
    """URL of an empty database of one's own, for whoever works on it from another process."""
    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS garage_own WITH (FORCE)")
        connection.execute("CREATE DATABASE garage_own")
    return postgres_server + "garage_own"
