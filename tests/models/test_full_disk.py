"""A full disk: SQLite rolls back by itself, and the act says that the disk is full."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from garage.errors import MachineError
from garage.models import database as models
from garage.models.database import database, in_transaction
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.services import customers, shop
from garage.services.command import By

NOW = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[By]:
    """A shop whose file has not one page left."""
    models.connect(tmp_path / "garage.db")
    migrate(STEPS)
    owner = shop.set_up(NOW, shop_name="诚信汽修", owner_name="张三")
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count={pages}")
    yield By(owner, NOW)
    models.close()


def fill(by: By, data: customers.CustomerData) -> None:
    for _attempt in range(200):
        customers.add(by, data)


def test_a_full_disk_is_named_and_nothing_is_half_written(full: By) -> None:
    note = customers.CustomerData(name="王女士", note="长" * 2000)
    with pytest.raises(MachineError, match="disk is full"):
        fill(full, note)
    assert not in_transaction()
    before = database.execute_sql("SELECT count(*) FROM customer").fetchone()[0]
    database.execute_sql("PRAGMA max_page_count=100000")
    customers.add(full, note)
    assert database.execute_sql("SELECT count(*) FROM customer").fetchone()[0] == before + 1
    assert models.integrity_faults() == []


def test_an_address_that_cannot_be_read_is_told() -> None:
    with pytest.raises(MachineError) as caught:
        models.connect("postgresql://u:secret@[bad/x")
    assert "secret" not in caught.value.text
