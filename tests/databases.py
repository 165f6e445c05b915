"""Fresh databases for tests: a real SQLite file and a real PostgreSQL server, copied from a migrated one."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database.connect(path)
    migrate(STEPS)
    database.close()
    return path


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: str) -> str:
    """URL of a migrated PostgreSQL database to copy from."""
    with psycopg.connect(postgres_server + "postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE garage_template")
    url = postgres_server + "garage_template"
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
        yield target
        database.close()
        return
    template = request.getfixturevalue("empty_postgres")
    server = template.rsplit("/", 1)[0] + "/"
    name = f"t{abs(hash(request.node.nodeid)):x}"
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {urlsplit(template).path[1:]}")
        database.connect(server + name)
        yield server + name
        database.close()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
