"""Another seat's changes become news; one's own do not."""

import psycopg
import pytest

from garage.domain.staff import Role
from garage.errors import MachineError
from garage.models.audit import AreaVersion
from garage.services import shop, staff
from garage.services.command import Area, By
from garage.services.seats import Watch


def another_seat_changes(area: Area) -> None:
    AreaVersion.update(version=AreaVersion.version + 1).where(AreaVersion.area == area).execute()


def test_what_another_seat_changes_is_news_once(boss: By) -> None:
    watch = Watch()
    another_seat_changes(Area.STAFF)
    assert watch.news() == {Area.STAFF}
    assert watch.news() == frozenset()
    watch.close()


def test_what_this_seat_does_is_no_news(boss: By) -> None:
    watch = Watch()
    shop.save_bay(boss, name="举升机 1")
    assert watch.news() == frozenset()
    watch.close()


def test_another_seat_is_heard_between_ones_own_acts(boss: By) -> None:
    watch = Watch()
    staff.add(boss, name="李师傅", roles={Role.MECHANIC})
    another_seat_changes(Area.STAFF)
    staff.add(boss, name="王师傅", roles={Role.MECHANIC})
    assert watch.news() == {Area.STAFF}
    watch.close()


def test_a_closed_watch_counts_no_more(boss: By) -> None:
    watch = Watch()
    watch.close()
    shop.save_bay(boss, name="举升机 1")
    assert watch.news() == {Area.SHOP}


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)
def test_a_lost_connection_is_told_and_the_next_look_makes_another(boss: By, db: str) -> None:
    watch = Watch()
    with psycopg.connect(db, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(MachineError, match="server"):
        watch.news()
    assert watch.news() == frozenset()
    assert shop.profile().name == "诚信汽修"
    watch.close()
