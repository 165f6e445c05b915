"""A car that has left and is to be asked after, as the tests of calls need it."""

from dataclasses import replace
from datetime import datetime

from garage.domain.contacts import Outcome, Talk
from garage.domain.followups import FollowUpState
from garage.services import books, follow_up_rows, follow_ups, orders
from garage.services.command import By
from garage.services.follow_up_rows import CallRow
from tests.services.comeback import Comeback, labour
from tests.services.road import Road

SAID = Talk(spoke_with="王女士", opinion="满意", next_topic="下次保养")


def left(road: Road) -> Comeback:
    """The car of the road was repaired and has left, with its two calls."""
    return Comeback(road)


def calls(order_id: int) -> list[CallRow]:
    """The calls about a visit."""
    return follow_up_rows.of_order(order_id)


def at(road: Road, moment: datetime) -> By:
    """The boss at another moment."""
    road.boss = By(road.boss.staff_id, moment)
    return road.boss


def attempt(by: By, row: CallRow, outcome: Outcome = Outcome.REACHED, **said: object) -> int:
    """One attempt, with words only where somebody was reached."""
    talk = replace(SAID if outcome is Outcome.REACHED else Talk(), outcome=outcome, phone="13800138000")
    return follow_ups.call(by, row.id, row.version, replace(talk, **said))  # type: ignore[arg-type]


def come_again(car: Comeback) -> int:
    """The car is in the shop again."""
    return car.come(labour("保养"))


def sound() -> bool:
    """Whether the books add up."""
    return books.check() == []


def pending(order_id: int) -> list[CallRow]:
    """Those of a visit that still wait."""
    return [row for row in calls(order_id) if row.state is FollowUpState.PENDING]


def open_order(vehicle_id: int, by: By) -> int:
    """A new visit, only begun."""
    return orders.open_order(by, vehicle_id)
