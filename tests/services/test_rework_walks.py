"""A car that comes back, is argued about, is worked on and comes back again, in any order: the books always add up."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.domain.lines import PayType
from garage.domain.orders import UNSETTLED, OrderState
from garage.domain.rework import LIVE, NOT_OURS, OURS, ReworkState, lapses
from garage.errors import FieldError, RuleError
from garage.models.rework import ReworkCase
from garage.services import books, orders, rework_cases, rework_due, rework_rows, vehicles
from garage.services.rework_rows import CaseRow
from tests.services.comeback import Comeback, labour
from tests.services.road import Road

_plates = count(10_000)
ACTS = (
    *("come", "come", "come", "claim", "claim", "diagnose", "evidence", "ours", "ours", "not ours", "lapse"),
    *(
        "wait",
        "wait",
        "sign",
        "leave",
        "leave",
        "leave",
        "refer",
        "refer",
        "keep",
        "keep",
        "back",
        "close",
        "withdraw",
        "cancel",
    ),
)
MOVES = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 6)), min_size=10, max_size=40)


class Story:
    """One car, one first repair; whatever is tried with it is done or refused in words."""

    def __init__(self, road: Road) -> None:
        self.car = Comeback(road)
        self.attempts: list[int] = []

    def play(self, act: str, n: int) -> None:
        car, by = self.car, self.car.road.boss
        here = orders.open_page(car.road.order).state
        if act == "come" and here not in UNSETTLED:
            car.road.forward(days=n)
            free = labour(pay=PayType.REWORK, original_line_id=car.line)
            car.come(*([free] if n % 2 else [labour("检查"), labour("洗车")]))
        elif act == "claim":
            lines = orders.open_page(car.road.order).lines
            car.claim(line_id=lines[n % len(lines)].id if lines and n % 3 == 0 else None)
            self.count_on()
        elif act == "wait":
            car.road.forward(days=n)
        elif act == "lapse":
            self.lapse()
        elif act == "sign" and here is OrderState.RECEIVED:
            car.authorise()
        elif act == "leave" and here is OrderState.RECEIVED:
            car.leave()
        elif act == "cancel":
            orders.cancel(by, car.road.order, "客户不修了")
        elif rows := rework_rows.of_ids([row.id for row in ReworkCase.select()]):
            self.on_case(act, rows[n % len(rows)], n)

    def on_case(self, act: str, row: CaseRow, n: int) -> None:
        by = self.car.road.boss
        acts: dict[str, Callable[[], object]] = {
            "diagnose": lambda: rework_cases.start_diagnosis(by, row.id, row.version),
            "evidence": lambda: rework_cases.record_evidence(
                by, row.id, row.version, (*OURS, *NOT_OURS)[n], "见照片"
            ),
            "ours": lambda: rework_cases.decide_ours(by, row.id, row.version, OURS[n % 3]),
            "not ours": lambda: rework_cases.decide_not_ours(
                by, row.id, row.version, "有证据", cause=NOT_OURS[n % 4], evidence="见照片"
            ),
            "refer": lambda: rework_cases.refer(by, row.id, row.version, "顺达汽修", n * 100, by.today),
            "keep": lambda: rework_cases.keep(by, row.id, row.version, "再试一次"),
            "back": lambda: rework_cases.take_back(by, row.id, row.version, "修好"),
            "close": lambda: rework_cases.close(by, row.id, row.version, "不修了"),
            "withdraw": lambda: rework_cases.withdraw(by, row.id, row.version, "误会"),
        }
        if act in acts:
            acts[act]()

    def count_on(self) -> None:
        """The count of attempts never starts again (D4)."""
        newest = ReworkCase.select().order_by(ReworkCase.id.desc()).get()
        self.attempts.append(newest.attempt)
        assert self.attempts == sorted(self.attempts)

    def lapse(self) -> None:
        """After the clock has run no case is left whose time was over."""
        by = self.car.road.boss
        rework_cases.lapse_due(by)
        left = rework_due.overdue(by.today)
        assert not [row.no for row in left if lapses(row.case, by.today)]

    def check(self) -> None:
        """Invariant 13, and everything else."""
        assert not books.check()
        for row in rework_rows.of_ids([row.id for row in ReworkCase.select()]):
            free = row.state in {ReworkState.OUR_FAULT, ReworkState.REFERRED}
            for line in orders.open_page(row.order_id).lines:
                if line.id == row.line_id and free:
                    assert line.pay_type is PayType.REWORK
            if row.state in LIVE - {ReworkState.OUR_FAULT, ReworkState.REFERRED, ReworkState.NOT_OURS}:
                assert row.order_state in UNSETTLED


@given(moves=MOVES)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_run_of_comebacks_the_books_add_up(road: Road, moves: list[tuple[str, int]]) -> None:
    plate = f"粤B{next(_plates)}"
    car = replace(vehicles.VehicleData(), plate=plate, brand="大众", model="朗逸")
    road.vehicle = vehicles.add(road.boss, car, owner_id=road.customer)
    story = Story(road)
    for act, n in moves:
        with suppress(FieldError, RuleError, KeyError):
            story.play(act, n)
    story.check()
