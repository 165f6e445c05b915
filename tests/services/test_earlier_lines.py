"""Every earlier line of a car is judged, however long ago: covered ones first, then the newest visit first (A5)."""

from itertools import pairwise

import pytest

from garage.domain.documents import Imprint
from garage.domain.verdicts import Light, Source, Verdict
from garage.models.vehicles import OdometerReading
from garage.models.warranty import RepairWarranty
from garage.services import papers_verdicts, verdicts
from tests.services.earlier import VISITS, add_visits
from tests.services.road import Road
from tests.services.test_verdicts import come_back, leave


@pytest.fixture
def many(road: Road) -> Road:
    """A car with 200 visits, the last one three days ago."""
    leave(road)
    add_visits(road)
    RepairWarranty.delete().where(RepairWarranty.order == road.order).execute()
    OdometerReading.delete().where(OdometerReading.km > 80_000).execute()
    road.forward(days=1)
    return road


def test_every_line_of_two_hundred_visits_is_judged(many: Road) -> None:
    found = verdicts.of_vehicle(many.vehicle, many.boss.today, 80_000)
    lines = [one for one in found if one.subject.source is Source.REPAIR]
    assert len(lines) == VISITS
    assert {one.light for one in lines[3:]} == {Light.RED}
    assert all(one.open for one in lines[:3])
    assert all(newer.order_id > older.order_id for newer, older in pairwise(lines[3:]))
    assert lines[-1].km_left == 2_000 - 20_000


def test_the_oldest_line_can_be_judged_free_with_a_word_of_why(many: Road) -> None:
    come_back(many, days=1, km=80_000, complaint="空调不制冷")
    oldest = verdicts.of_order(many.order, many.boss.today)[-1]
    assert oldest.order_no == "WO-2024-00001"
    verdicts.decide(many.boss, many.order, oldest.subject, Verdict.REWORK, note="老客户")
    assert [one.decided for one in verdicts.of_order(many.order, many.boss.today)][-1] is Verdict.REWORK


def test_the_slip_of_a_car_names_what_ran_out_of_the_last_visits(many: Road) -> None:
    told = papers_verdicts.of_car(many.vehicle, Imprint("", many.boss.at), 80_000)
    last = papers_verdicts.LAST_VISITS
    assert (len(told.covered), len(told.run_out)) == (3, last - 3)
