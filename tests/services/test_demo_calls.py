"""The demo's callers made the calls that fell due; the last days still wait."""

from datetime import timedelta
from random import Random

import pytest

from garage.domain.followups import FollowUpState
from garage.services import contacts, demo_calls, follow_up_rows
from garage.services.follow_up_rows import CallFilter
from tests.services.calling import calls, come_again, left, sound
from tests.services.road import Road

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize("seed", range(4))
def test_what_fell_due_was_called_and_the_books_add_up(road: Road, seed: int) -> None:
    car = left(road)
    demo_calls.catch_up(road.boss.at + timedelta(days=60), Random(seed))
    states = {row.state for row in calls(car.first)}
    assert states <= {FollowUpState.DONE, FollowUpState.UNREACHABLE}
    assert len(contacts.page().rows) >= 2
    assert sound()


def test_a_car_that_was_here_again_before_its_call_was_not_called(road: Road) -> None:
    car = left(road)
    road.forward(days=1)
    again = come_again(car)
    car.leave()
    now = road.boss.at + timedelta(hours=1)
    demo_calls.catch_up(now, Random(1))
    assert {row.state for row in calls(car.first)} == {FollowUpState.CANCELLED}
    assert {row.state for row in calls(again)} == {FollowUpState.PENDING}
    assert follow_up_rows.page(CallFilter.TODAY, now).rows == ()
    assert sound()
