"""A car that comes and goes, a customer who answers or does not, in any order: calls and books always add up."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.contacts import SPOKEN, UNANSWERED, Outcome, Talk
from garage.domain.followups import FollowUpState, Purpose, When
from garage.domain.orders import UNSETTLED
from garage.errors import FieldError, RuleError, StaleError
from garage.models.customers import Customer
from garage.models.followups import FollowUp
from garage.services import (
    books,
    call_plans,
    contacts,
    customers,
    follow_up_rows,
    follow_ups,
    orders,
    questions,
    vehicles,
)
from garage.services.follow_up_rows import CallFilter
from tests.services.calling import come_again
from tests.services.comeback import Comeback
from tests.services.road import Road

_plates = count(20_000)
NUMBERS = ("13800138001", "13800138002")
ACTS = (
    "call",
    "call",
    "call",
    "call",
    "wait",
    "wait",
    "come",
    "leave",
    "cancel",
    "ask",
    "allow",
    "talk",
    "mend",
)
MOVES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 6), st.sampled_from(Outcome)), min_size=8, max_size=30
)


class Story:
    """One customer with one car."""

    def __init__(self, road: Road) -> None:
        self.road = road
        data = customers.CustomerData(name=f"周{next(_plates)}", phones=NUMBERS, address="创业路 1 号")
        self.customer = customers.add(road.boss, data)
        car = replace(vehicles.VehicleData(), plate=f"粤B{next(_plates)}", brand="大众", model="朗逸")
        road.vehicle = vehicles.add(road.boss, car, owner_id=self.customer)
        self.car = Comeback(road)

    def play(self, act: str, n: int, outcome: Outcome) -> None:
        by, car = self.road.boss, self.car
        here = orders.open_page(self.road.order).state
        waiting = follow_up_rows.of_customer(self.customer)
        if act == "wait":
            self.road.forward(days=n)
        elif act == "come" and here not in UNSETTLED:
            come_again(car)
        elif act == "leave" and here in UNSETTLED:
            car.leave()
        elif act == "allow":
            contacts.allow_calls(by, self.customer, "客户要求")
        elif act == "talk":
            contacts.log(by, self.talk(n, outcome), contacts.About(self.customer), follow=n % 2 == 0)
        elif act == "mend":
            contacts.mark_number(by, self.customer, NUMBERS[n % 2], dead=n > 3)
        elif waiting:
            row = waiting[n % len(waiting)]
            if act == "cancel":
                follow_ups.cancel(by, row.id, row.version, "不用了")
            else:
                asked = "能上门取车吗" if act == "ask" else ""
                follow_ups.call(by, row.id, row.version, self.talk(n, outcome), question=asked)

    def talk(self, n: int, outcome: Outcome) -> Talk:
        agreed = self.road.boss.at + timedelta(hours=n)
        said = "满意" if outcome in SPOKEN else ""
        return Talk(outcome=outcome, phone=NUMBERS[n % 2], opinion=said, call_back_at=agreed)

    def check(self) -> None:
        """What is true after anything."""
        assert books.check() == []
        today = self.road.boss.today
        pending = follow_up_rows.of_customer(self.customer)
        if Customer.get_by_id(self.customer).no_calls:
            assert {row.purpose for row in pending} <= {Purpose.RECALL}  # they asked for it themselves
        hidden = 0
        for row in pending:
            tried = [talk.outcome for talk in contacts.of_follow_up(row.id)]
            assert len(tried) < 3 or tried[-1] not in UNANSWERED
            if row.provisional:
                [first] = FollowUp.select().where((FollowUp.order == row.order_id) & (FollowUp.round == 1))
                assert first.state == FollowUpState.PENDING.value
                hidden += row.due_on <= today
        listed = [self._listed(which) for which in (CallFilter.LATE, CallFilter.TODAY, CallFilter.COMING)]
        assert sum(map(len, listed)) == len(pending) - hidden
        for name, rows in zip(When, listed, strict=True):
            assert all(row.when(today) is name for row in rows)
        assert questions.count_open() >= len(questions.of_customer(self.customer))

    def _listed(self, which: CallFilter) -> list[follow_up_rows.CallRow]:
        page = follow_up_rows.page(which, self.road.boss.at, limit=1000)
        return [row for row in page.rows if row.customer_id == self.customer]


@given(moves=MOVES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_of_calls_the_books_add_up(road: Road, moves: list[tuple[str, int, Outcome]]) -> None:
    story = Story(road)
    for act, n, outcome in moves:
        with suppress(FieldError, RuleError, StaleError):
            story.play(act, n, outcome)
    call_plans.plan_surveys(road.boss)
    story.check()
