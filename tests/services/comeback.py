"""A car that comes back again and again, as the tests of rework need it."""

from dataclasses import replace

from garage.domain.lines import LineKind, PayType, WorkType
from garage.domain.orders import OrderState
from garage.domain.warranty import RepairCategory
from garage.services import exit_passes, order_lines, orders, rework_cases, rework_rows, settlements
from garage.services.order_lines import LineData
from garage.services.rework_rows import CaseRow
from tests.services.road import Road


def labour(name: str = "更换前刹车片", pay: PayType = PayType.CUSTOMER, **more: object) -> LineData:
    """One hour of work at 120.00."""
    line = LineData(
        LineKind.LABOUR,
        name,
        pay,
        trade=WorkType.MECHANICAL,
        category=RepairCategory.MINOR_REPAIR,
        hours_centi=100,
        rate_fen=12_000,
    )
    return replace(line, **more)  # type: ignore[arg-type]


class Comeback:
    """One car: the first repair, and each time it comes back."""

    def __init__(self, road: Road) -> None:
        self.road = road
        self.km = 86_500
        self.first = self.come(labour())
        self.leave()
        self.line = orders.open_page(self.first).lines[0].id

    def come(self, *lines: LineData) -> int:
        """The car is taken in, its sheet is filled in and its lines are typed."""
        road = self.road
        self.km += 10
        road.order = orders.open_order(road.boss, road.vehicle)
        sheet = replace(road.reception(), odometer_km=self.km, promised_at=road.boss.at.replace(hour=23))
        version = orders.save_reception(road.boss, road.order, 1, sheet)
        order_lines.save_lines(road.boss, road.order, version, lines)
        return road.order

    def claim(self, line: int | None = None, **more: object) -> int:
        """The customer says that the repair did not hold."""
        by = self.road.boss
        return rework_cases.open_case(by, self.road.order, line or self.line, "又异响了", **more)  # type: ignore[arg-type]

    def again(self, *, days: int = 1) -> int:
        """Days later the car is back with a free line of the first repair; returns the case."""
        self.road.forward(days=days)
        self.come(labour(pay=PayType.REWORK, original_line_id=self.line))
        return self.claim()

    def case(self, case_id: int) -> CaseRow:
        """The case as it stands."""
        return rework_rows.one(case_id)

    def authorise(self) -> None:
        """Estimated and signed."""
        orders.finish_estimate(self.road.boss, self.road.order)
        self.road.authorise()

    def leave(self) -> None:
        """Everything from the estimate to the gate."""
        road = self.road
        if orders.open_page(road.order).state is OrderState.RECEIVED:
            self.authorise()
        road.dispatch()
        road.work()
        road.inspect()
        road.make_ready()
        settled = road.settle()
        if not settled.pass_no:
            exit_passes.issue(road.boss, road.order)
        self.km += 2
        exit_passes.leave(road.boss, road.order, self.km)

    def payable(self) -> int:
        """What the customer is asked on the order in fen."""
        return settlements.preview(self.road.order, settlements.Terms()).payable_fen
