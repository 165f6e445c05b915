"""Every service test runs on a real SQLite file and on a real PostgreSQL server."""

from datetime import datetime

import pytest

from garage.domain.staff import Role
from garage.services import shop, staff
from garage.services.command import By
from tests.services.road import Road, set_out

MORNING = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def boss(db: str) -> By:
    """The owner of a shop that has just been set up, acting on the morning of 21 November 2026."""
    owner = shop.set_up(MORNING, shop_name="诚信汽修", owner_name="张三")
    return By(owner, MORNING)


@pytest.fixture
def mechanic(boss: By) -> int:
    """A mechanic."""
    return staff.add(boss, name="李师傅", roles={Role.MECHANIC})


@pytest.fixture
def road(boss: By) -> Road:
    """One car, its people and its part, ready to set out."""
    return set_out(boss)
