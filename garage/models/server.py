"""The engine of a PostgreSQL server; the only one that needs a driver, which is loaded with this module."""

from typing import Any

import peewee
import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.json import Json, Jsonb

PATIENCE: dict[str, Any] = {
    "connect_timeout": 4,
    # A cable that was pulled must be noticed in seconds, not when the system gives up after a quarter of an hour.
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    # A seat that lost its power must not hold the lock of the others for hours.
    "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
}
"""How long a PostgreSQL server may keep us waiting, and we the other seats; as long as SQLite's own timeout."""


def _give_driver() -> None:
    """What peewee does for itself when the driver may be loaded with it; see `garage.models`."""
    loaded: Any = peewee
    adapter = loaded.Psycopg3Adapter
    loaded.psycopg, loaded.TransactionStatus = psycopg, TransactionStatus
    loaded.Json_pg3, loaded.Jsonb_pg3 = Json, Jsonb
    adapter.txn_idle = TransactionStatus.IDLE
    adapter.txn_inerror = TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN


_give_driver()


class Server(peewee.PostgresqlDatabase):
    """A server whose connection is made anew when it died while no transaction was open."""

    def __init__(self, url: str) -> None:
        super().__init__(url, prefer_psycopg3=True, isolation_level="SERIALIZABLE", **PATIENCE)

    def begin(self, isolation_level: Any = None) -> None:
        try:
            super().begin(isolation_level)
        except peewee.OperationalError:
            if self.is_connection_usable():
                raise
            self._connect_anew()
            super().begin(isolation_level)

    def execute_sql(self, sql: Any, params: Any = None) -> Any:
        execute: Any = super().execute_sql
        try:
            return execute(sql, params)
        except peewee.OperationalError:
            if self.in_transaction() or self.is_connection_usable() or not str(sql).startswith("SELECT"):
                raise
            self._connect_anew()
            return execute(sql, params)

    def _connect_anew(self) -> None:
        self.close()
        self.connect()
