"""Someone who tries everything at every moment of an order, sensible or not: for walks through the whole chart."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from garage.domain.exit_passes import PassKind, PassState
from garage.domain.fault_clock import FaultClass
from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.lines import LineKind, LineStatus, PayType, WorkType
from garage.domain.order_steps import next_step
from garage.domain.orders import WAITING_SUPPLEMENT, ConsentChannel, HoldReason, OldPartChoice
from garage.domain.warranty import RepairCategory
from garage.services import (
    advice,
    authorisations,
    certificates,
    delays,
    exit_passes,
    fault_clock,
    goods_issues,
    holds,
    inspections,
    order_lines,
    orders,
    readiness,
    supplement_answers,
    supplements,
    trips,
    workshop,
)
from garage.services.advice import AdviceData
from garage.services.order_lines import LineData, all_lines_of
from tests.services.road import Road
from tests.services.walker_till import Till

Act = Callable[[], object]


class Walker(Till):
    """Tries acts on the order of a road; every choice comes from the seed."""

    def __init__(self, road: Road, seed: int) -> None:
        self.road = road
        self.dice = random.Random(seed)
        self.km = 86_500
        road.order = orders.open_order(road.boss, road.vehicle)

    def acts(self) -> dict[str, Act]:
        """Everything a person could try, by name."""
        return {name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")}

    def go_on(self) -> None:
        """The next step of the page, or what it misses."""
        step = next_step(self.page().facts)
        if step is None:
            return
        {
            "FINISH_ESTIMATE": self.do_estimate,
            "AUTHORISE": self.do_authorise,
            "DISPATCH": self.do_dispatch,
            "START": self._start,
            "RESUME": self.do_resume,
            "CAR_BACK": self.do_back,
            "ANSWER": self.do_answer,
            "SELF_PASS": self._finish,
            "LEADER_PASS": self.do_leader,
            "FINAL_PASS": self.do_final,
            "CERTIFY": self.do_certify,
            "WASH": self.do_wash,
            "WASHED": self.do_ready,
            "MAKE_READY": self.do_ready,
            "HAND_OVER": self.do_hand_over,
            "SETTLE": self.do_settle,
            "PAY": self.do_pay,
            "ISSUE_PASS": self.do_pass,
            "LEAVE": self.do_leave,
        }[step.act.value]()

    def _line(self) -> LineData:
        category = self.dice.choice([RepairCategory.MINOR_REPAIR, RepairCategory.SERVICE_LEVEL_2])
        pay = self.dice.choice([PayType.CUSTOMER] * 4 + list(PayType))
        kind = self.dice.choice([LineKind.LABOUR, LineKind.PART, LineKind.OTHER, LineKind.SUBLET])
        if kind is LineKind.LABOUR:
            return LineData(
                kind,
                "工时",
                pay,
                trade=WorkType.MECHANICAL,
                category=category,
                hours_centi=130,
                rate_fen=12_345,
            )
        own = kind is LineKind.PART and self._chance(4)
        part = None if own or kind is not LineKind.PART else self.road.part
        return LineData(
            kind,
            "配件",
            pay,
            part_id=part,
            qty_milli=self.dice.choice([1000, 1500]),
            unit_price_fen=3_333,
            discount_fen=self.dice.choice([0, 0, 333]) if not own else 0,
            customer_supplied=own,
        )

    # Reception and consent

    def do_estimate(self) -> None:
        page = self.page()
        version = page.version
        if page.reception.odometer_km is None:
            sheet = replace(self.road.reception(), wash=self._chance())
            version = orders.save_reception(self.by, self.order, version, sheet)
        if not page.lines:
            lines = self.road.lines() + ([self._line()] if self._chance() else [])
            order_lines.save_lines(self.by, self.order, version, lines, "老客户")
        orders.finish_estimate(self.by, self.order)

    def do_reopen_estimate(self) -> None:
        orders.reopen_estimate(self.by, self.order)

    def do_authorise(self) -> None:
        authorisations.authorise(self.by, self.order, signed_by="王女士", channel=ConsentChannel.SIGNED)

    def do_propose(self) -> None:
        late = self.by.at + timedelta(hours=self.dice.randrange(1, 30)) if self._chance() else None
        data = supplements.SupplementData("发现渗油", (self._line(),), late, self._chance(), "老客户")
        supplements.propose(self.by, self.order, data, hold=self._chance(3))

    def do_answer(self) -> None:
        row = self._pick(supplements.of_order(self.order))
        if row is None:
            return
        agreed = [line.id for line in row.lines if self._chance()]
        told = supplement_answers.Consent("王女士", self.by.at)
        supplement_answers.answer(
            self.by, row.id, row.version, told, agreed, consequence="可能失去制动", go_on=self._chance()
        )

    def do_withdraw(self) -> None:
        row = self._pick(supplements.of_order(self.order))
        if row is not None:
            supplements.withdraw(self.by, row.id, "看错了")

    def do_drop(self) -> None:
        line = self._pick(all_lines_of(self.order))
        if line is not None:
            supplements.drop_line(self.by, line.id, "客户不要了")

    def do_hold(self) -> None:
        holds.hold(self.by, self.order, self.dice.choice(list(HoldReason)), "等")

    def do_resume(self) -> None:
        holds.resume(self.by, self.order)

    def do_delay(self) -> None:
        later = (self.page().reception.promised_at or self.by.at) + timedelta(hours=2)
        data = delays.DelayData(
            "缺件", max(later, self.by.at + timedelta(hours=1)), "王女士", self.by.at, note="电话"
        )
        delays.tell_delay(self.by, self.order, data)

    def do_cancel(self) -> None:
        orders.cancel(self.by, self.order, "客户取消")

    # Shop

    def do_dispatch(self) -> None:
        workshop.dispatch(self.by, self.order, self._shares())

    def do_assign(self) -> None:
        workshop.assign(self.by, self.order, self._shares())

    def _shares(self) -> dict[int, dict[int, int]]:
        return {line.id: {self.road.mechanic: 10_000} for line in self.road.labour()}

    def do_start(self) -> None:
        line = self._pick(line for line in all_lines_of(self.order) if line.kind is LineKind.LABOUR)
        if line is None:
            workshop.start_work(self.by, self.order)
        else:
            workshop.start_line(self.by, line.id, self.road.mechanic)

    def _start(self) -> None:
        """The first line of labour, or the work itself where there is none."""
        labour = self.road.labour()
        if labour:
            workshop.start_line(self.by, labour[0].id, self.road.mechanic)
        else:
            workshop.start_work(self.by, self.order)

    def do_pause(self) -> None:
        line = self._pick(all_lines_of(self.order))
        if line is not None:
            workshop.pause_line(self.by, line.id)

    def do_finish(self) -> None:
        line = self._pick(all_lines_of(self.order))
        if line is not None:
            workshop.finish_line(self.by, line.id)

    def do_issue(self) -> None:
        line = self._pick(line for line in all_lines_of(self.order) if line.kind is LineKind.PART)
        if line is not None:
            goods_issues.issue_parts(
                self.by,
                self.order,
                lines=[goods_issues.IssueLine(line.id, self.dice.choice([500, 1000, line.qty_milli]))],
                received_by=self.road.mechanic,
            )

    def do_return(self) -> None:
        line = self._pick(line for line in all_lines_of(self.order) if line.issued_milli)
        if line is not None:
            back = self.dice.choice([line.issued_milli, 500])
            goods_issues.return_parts(
                self.by,
                self.order,
                lines=[goods_issues.IssueLine(line.id, back)],
                received_by=self.road.mechanic,
            )

    def do_bill_issued(self) -> None:
        order_lines.bill_issued(self.by, self.order, "少用了")

    def _finish(self) -> None:
        """All that is left before the self-check, then the self-check."""
        for row in supplements.of_order(self.order):
            if row.state in WAITING_SUPPLEMENT:
                told = supplement_answers.Consent("王女士", self.by.at)
                supplement_answers.answer(self.by, row.id, row.version, told, [line.id for line in row.lines])
        workshop.assign(self.by, self.order, self._shares())
        for line in self.road.labour():
            if line.status is not LineStatus.DONE:
                workshop.start_line(self.by, line.id, self.road.mechanic)
                workshop.finish_line(self.by, line.id)
        short = [
            line for line in self.page().lines if line.draws_stock and line.issued_milli < line.qty_milli
        ]
        if short:
            lines = [goods_issues.IssueLine(line.id, line.qty_milli - line.issued_milli) for line in short]
            goods_issues.issue_parts(self.by, self.order, lines=lines, received_by=self.road.mechanic)
        if self.page().facts.needs_certificate:
            for stage in (InspectionStage.DIAGNOSIS, InspectionStage.IN_PROCESS):
                self._check(stage, self.road.leader, passed=True)
        self._check(InspectionStage.SELF, self.road.mechanic, passed=True)

    # Quality

    def _check(self, stage: InspectionStage, who: int, *, passed: bool | None = None) -> None:
        well = self.dice.randrange(6) > 0 if passed is None else passed
        answers = {code: well for code, _words in CHECK_ITEMS[stage]}
        inspections.inspect(
            self.by, self.order, stage, answers, inspector_id=who, remark="" if well else "还有异响"
        )

    def do_self_check(self) -> None:
        self._check(InspectionStage.SELF, self.road.mechanic)

    def do_leader(self) -> None:
        self._check(InspectionStage.LEADER, self.road.leader)

    def do_final(self) -> None:
        self._check(InspectionStage.FINAL, self.road.inspector)

    def do_certify(self) -> None:
        certificates.issue(self.by, self.order)

    def do_void_certificate(self) -> None:
        certificates.void(self.by, self.order, "写错了", issue_again=self._chance())

    def do_wash(self) -> None:
        orders.start_wash(self.by, self.order)

    def do_ready(self) -> None:
        stage = readiness.stage_of(self.page().state)
        answers = {code: True for code, _words in CHECK_ITEMS[stage]}
        readiness.make_ready(self.by, self.order, answers, parking_spot="A3")

    def do_hand_over(self) -> None:
        well = self.dice.randrange(6) > 0
        answers = {code: well for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
        choice = self.dice.choice([one for one in OldPartChoice if one is not OldPartChoice.UNDECIDED])
        remark = "" if well else "还有异响"
        inspections.hand_over(self.by, self.order, answers, old_parts=choice, remark=remark)

    def do_class(self) -> None:
        fault_clock.set_class(self.by, self.order, self.dice.choice(list(FaultClass)))

    def do_escalate(self) -> None:
        fault_clock.escalate(self.by, self.order, 1, "解决不了")

    def do_advise(self) -> None:
        advice.recommend(self.by, self.order, AdviceData("轮胎磨损", safety=self._chance()))

    # Gate

    def do_pass(self) -> None:
        exit_passes.issue(self.by, self.order)

    def do_unrepaired(self) -> None:
        exit_passes.leave_unrepaired(self.by, self.order, "嫌贵")

    def do_void_pass(self) -> None:
        row = self._pick(exit_passes.of_order(self.order))
        if row is not None:
            exit_passes.void(self.by, row.no, "写错")

    def do_trip(self) -> None:
        trips.issue(
            self.by,
            self.order,
            self.dice.choice([PassKind.ROAD_TEST, PassKind.SUBLET]),
            return_at=self.by.at + timedelta(hours=1),
            driver_id=self.road.mechanic,
            purpose="试车",
            vendor="钣喷中心",
            odo_out=self.km if self._chance() else None,
            confirmed=True,
        )

    def do_out(self) -> None:
        row = self._pick(exit_passes.of_order(self.order))
        if row is not None:
            trips.out(self.by, row.no, self.km, confirmed=True)

    def do_back(self) -> None:
        row = self._pick(row for row in exit_passes.of_order(self.order) if row.state is PassState.OUT)
        if row is not None:
            self.km += self.dice.randrange(30)
            trips.back(self.by, row.no, self.km, confirmed=True)

    def do_leave(self) -> None:
        exit_passes.leave(self.by, self.order, self.km, confirmed=True)
