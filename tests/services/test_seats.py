"""Another seat's changes become news; one's own do not."""

from pathlib import Path

import psycopg
import pytest

from garage.domain.staff import Role
from garage.errors import MachineError
from garage.models import database
from garage.models.audit import AreaVersion
from garage.services import shop, staff
from garage.services.command import Area, By, command
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


def names() -> list[str]:
    return [name for _id, _version, name, _active in shop.bays()]


def drop_connections(db: str) -> None:
    with psycopg.connect(db, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)
def test_a_connection_lost_between_acts_is_made_anew_for_the_next_look_and_the_next_act(
    boss: By, db: str
) -> None:
    watch = Watch()
    drop_connections(db)
    assert watch.news() == frozenset()
    drop_connections(db)
    shop.save_bay(boss, name="举升机 1")
    assert names() == ["Bay 1", "举升机 1"]
    watch.close()


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)
def test_a_connection_lost_within_an_act_is_told_nothing_is_saved_and_the_next_one_works(
    boss: By, db: str
) -> None:
    @command(Area.SHOP)
    def interrupted() -> None:
        shop.save_bay(boss, name="举升机 1")
        drop_connections(db)
        shop.save_bay(boss, name="举升机 2")

    with pytest.raises(MachineError) as told:
        interrupted()
    assert told.value.code == "away"
    assert names() == ["Bay 1"]
    shop.save_bay(boss, name="举升机 3")
    assert names() == ["Bay 1", "举升机 3"]


@pytest.mark.parametrize("db", ["postgresql"], indirect=True)
def test_when_nobody_knows_whether_it_was_saved_it_is_said(boss: By, db: str) -> None:
    @command(Area.SHOP)
    def lost_at_the_end() -> None:
        shop.save_bay(boss, name="举升机 1")

    commit = database.database.obj.commit

    def cut() -> None:
        drop_connections(db)
        commit()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database.database.obj, "commit", cut)
        with pytest.raises(MachineError) as told:
            lost_at_the_end()
    assert told.value.code == "unknown"
    assert names() == ["Bay 1"]


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_a_file_that_was_taken_away_is_noticed_by_the_next_look_and_the_next_act(boss: By, db: str) -> None:
    watch = Watch()
    Path(db).rename(f"{db}.elsewhere")
    for look in (watch.news, lambda: shop.save_bay(boss, name="举升机 1")):
        with pytest.raises(MachineError) as told:
            look()
        assert told.value.code == "gone"
    Path(f"{db}.elsewhere").rename(db)
    assert names() == ["Bay 1"]
    assert watch.news() == frozenset()
    watch.close()
