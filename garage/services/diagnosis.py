"""Which engine is at work, for a fault report; asks nothing of a database that may not answer."""

import sqlite3

from garage.models import database
from garage.models.migrations import STEPS


def engine() -> str:
    """Engine, its version, schema version of the program and size of the file; no name and no path."""
    if database.database.obj is None:
        return "no database"
    schema = f"schema {STEPS[-1].version}"
    if database.engine_name() == "postgresql":
        version = database.database.server_version or 0
        return f"PostgreSQL {version // 10_000}.{version % 10_000} · {schema}"
    file = database.file()
    size = file.stat().st_size if file is not None and file.exists() else 0
    return f"SQLite {sqlite3.sqlite_version} · {schema} · {size / 1_000_000:.1f} MB"
