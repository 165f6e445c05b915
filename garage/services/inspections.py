"""Acts of quality: self-check, team leader, 100 % final inspection, wash, handover check (B6, B8, C1)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.dates import LONGEST_PROMISE, said_moment
from garage.domain.inspections import (
    CHECK_ITEMS,
    DRIVEN,
    LONGEST_ROAD_TEST_KM,
    WORK_ITEMS,
    Checked,
    InspectionResult,
    InspectionStage,
    read_answers,
    write_answers,
)
from garage.domain.lines import LineKind, LineStatus
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.staff import Role
from garage.domain.text import one_line, several_lines
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError
from garage.i18n import _
from garage.models.inspections import Inspection
from garage.models.orders import WorkOrder
from garage.models.statements import statement
from garage.services import old_parts as old_part_acts
from garage.services import shop, staff, vehicles, workshop
from garage.services.advice import AdviceData, recommend
from garage.services.command import Area, By, command, create, update
from garage.services.order_facts import advance
from garage.services.order_lines import lines_of
from garage.services.order_moves import elsewhere, refuse_changed

STATE_OF_STAGE: dict[InspectionStage, tuple[OrderState, ...]] = {
    InspectionStage.DIAGNOSIS: (
        OrderState.DISPATCHED,
        OrderState.IN_WORK,
        OrderState.SELF_CHECKED,
        OrderState.TEAM_CHECKED,
    ),
    InspectionStage.IN_PROCESS: (OrderState.IN_WORK, OrderState.SELF_CHECKED, OrderState.TEAM_CHECKED),
    InspectionStage.SELF: (OrderState.IN_WORK,),
    InspectionStage.LEADER: (OrderState.SELF_CHECKED,),
    InspectionStage.FINAL: (OrderState.TEAM_CHECKED,),
    InspectionStage.WASH: (OrderState.WASHING,),
    InspectionStage.READY: (OrderState.FINAL_PASSED,),
    InspectionStage.HANDOVER: (OrderState.READY,),
}
ROLE_OF_STAGE = {
    InspectionStage.LEADER: frozenset({Role.LEADER, Role.FOREMAN, Role.OWNER}),
    InspectionStage.FINAL: frozenset({Role.INSPECTOR, Role.OWNER}),
}
PASS_ACT = {
    InspectionStage.SELF: OrderAct.SELF_PASS,
    InspectionStage.LEADER: OrderAct.LEADER_PASS,
    InspectionStage.FINAL: OrderAct.FINAL_PASS,
    InspectionStage.WASH: OrderAct.WASHED,
    InspectionStage.READY: OrderAct.MAKE_READY,
}
FAIL_ACT = {
    InspectionStage.LEADER: OrderAct.LEADER_FAIL,
    InspectionStage.FINAL: OrderAct.FINAL_FAIL,
    InspectionStage.HANDOVER: OrderAct.HANDOVER_FAIL,
}


@dataclass(frozen=True)
class InspectionRow:
    """An inspection as the order page lists it; `sent_back` counts the failures of its stage up to this round."""

    id: int
    stage: InspectionStage
    round: int
    result: InspectionResult
    inspector: str
    at: datetime
    remark: str
    items: tuple[Checked, ...] = ()
    road_test_km: int | None = None
    sent_back: int = 0

    @property
    def failed(self) -> tuple[str, ...]:
        """Codes of the items that failed."""
        return tuple(item.code for item in self.items if not item.passed)


def inspectors(
    order_id: int, stage: InspectionStage, among: Sequence[staff.Person] | None = None
) -> list[staff.Person]:
    """People, of all or `among` some, who may sign a stage: by role, for the final one not who did the work.

    The self-check is signed by those who worked, by anybody where there was no labour.
    """
    wanted = ROLE_OF_STAGE.get(stage)
    everyone = staff.people() if among is None else among
    people = [one for one in everyone if wanted is None or one.roles & wanted]
    if stage is InspectionStage.SELF:
        workers = workshop.workers_of(order_id)
        return [one for one in people if one.id in workers or not workers]
    if stage is InspectionStage.FINAL and not shop.profile().one_man_shop:
        workers = workshop.workers_of(order_id)
        return [one for one in people if one.id not in workers]
    return people


@command(Area.ORDERS)
def inspect(
    by: By,
    order_id: int,
    stage: InspectionStage,
    answers: Mapping[str, bool],
    *,
    inspector_id: int | None = None,
    remark: str = "",
    notes: Mapping[str, str] | None = None,
    road_test_km: int | None = None,
    advice: Sequence[AdviceData] = (),
    redo_lines: Sequence[int] = (),
) -> InspectionResult:
    """Record one inspection; one failed item fails it, which may send the order back to work.

    `answers` answers every item of the stage, `notes` adds values to some; `road_test_km` is the odometer after
    the road test. `redo_lines` are labour lines that are done again: when the order goes back and none is named,
    all of them; at a self-check only those named, for whoever made it goes on working anyway. FieldError on
    "items", "inspector", "remark" or "road_test_km"; RuleError when the order is elsewhere.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in STATE_OF_STAGE[stage]:
        raise elsewhere(by, order)
    codes = [code for code, _words in CHECK_ITEMS[stage]]
    if set(answers) != set(codes):
        raise FieldError("items", _("Answer every item of the list."))
    result = InspectionResult.PASS if all(answers.values()) else InspectionResult.FAIL
    inspector = _inspector(by, order_id, stage, inspector_id)
    items = [
        Checked(code, answers[code], one_line("items", (notes or {}).get(code, ""), 80)) for code in codes
    ]
    note = several_lines("remark", remark, 500)
    wrong = [item for item in items if not item.passed]
    if not note and any(not item.note for item in wrong):
        raise FieldError("remark", _("Say what is wrong, so that it can be put right."))
    create(
        by,
        Inspection,
        order=order_id,
        stage=stage.value,
        round=len(_rounds.rows(order_id, stage.value)) + 1,
        result=result.value,
        inspector=inspector,
        inspected_at=by.at,
        remark=note,
        road_test_km=_road_test(by, order, stage, road_test_km),
        items=write_answers(items),
    )
    for one in advice:
        recommend(by, order_id, one)
    said = note or _("; ").join(item.note for item in wrong)
    _move(by, order, stage, {item.code for item in wrong}, redo_lines, said)
    return result


def _road_test(by: By, order: WorkOrder, stage: InspectionStage, km: int | None) -> int | None:
    """The odometer after the road test, where the stage has one; it is a reading of the car like any other."""
    if km is None:
        return None
    last = vehicles.last_reading(order.vehicle_id)
    least = last.km if last is not None else 0
    if stage not in DRIVEN or km < least:
        text = _("The odometer stood at {km} km before.").format(km=f"{least:,}")
        raise FieldError("road_test_km", text)
    if last is not None and km > least + LONGEST_ROAD_TEST_KM:
        text = _("That would be a road test of {km} km.").format(km=f"{km - least:,}")
        raise FieldError("road_test_km", text)
    if last is None or km > least:
        _read_odometer(by, order, km)
    return km


@command(Area.CUSTOMERS)
def _read_odometer(by: By, order: WorkOrder, km: int) -> None:
    vehicles.record_reading(by, order.vehicle_id, km, OdometerSource.TRIP, order_id=order.id, confirmed=True)


@statement
def _rounds(order_id: Any, stage: Any) -> Any:
    rounds = (Inspection.order == order_id) & (Inspection.stage == stage)
    return Inspection.select(Inspection.round).where(rounds)


def _inspector(by: By, order_id: int, stage: InspectionStage, inspector_id: int | None) -> int:
    chosen = inspector_id or by.staff_id
    if not inspectors(order_id, stage, staff.if_active(chosen)):
        if stage is InspectionStage.FINAL and chosen in workshop.workers_of(order_id):
            raise FieldError(
                "inspector", _("The final inspection is done by someone who did not do the work.")
            )
        raise FieldError("inspector", _("This person may not sign this inspection."))
    return chosen


def _move(
    by: By,
    order: WorkOrder,
    stage: InspectionStage,
    failed: Collection[str],
    redo_lines: Sequence[int],
    note: str,
) -> None:
    """Forward when nothing failed, back to work when the work did; else the stage is repeated where it is."""
    if not failed:
        if stage in PASS_ACT:
            advance(by, order, PASS_ACT[stage])
    elif stage in FAIL_ACT and (stage is not InspectionStage.HANDOVER or WORK_ITEMS.intersection(failed)):
        advance(by, order, FAIL_ACT[stage], reason=note)
        done = _labour(order.id)
        _reopen(by, [line for line in done if line in redo_lines] or done, note)
    elif order.state == OrderState.IN_WORK.value:
        _reopen(by, [line for line in _labour(order.id) if line in redo_lines], note)


def _reopen(by: By, lines: Sequence[int], note: str) -> None:
    for line in lines:
        workshop.reopen_line(by, line, reason=note)


def _labour(order_id: int) -> list[int]:
    return [
        line.id
        for line in lines_of(order_id)
        if line.kind is LineKind.LABOUR and line.status is LineStatus.DONE
    ]


@command(Area.ORDERS)
def hand_over(
    by: By,
    order_id: int,
    answers: Mapping[str, bool],
    *,
    old_parts: OldPartChoice,
    customer_told_at: datetime | None = None,
    agreed_at: datetime | None = None,
    remark: str = "",
    notes: Mapping[str, str] | None = None,
    road_test_km: int | None = None,
    version: int | None = None,
) -> InspectionResult:
    """Handover check before the bill (C1): list, old parts, customer told, time agreed.

    FieldError on "old_parts", "customer_told_at", "agreed_at" or as in `inspect`; StaleError when the order was
    changed since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    if order.state != OrderState.READY.value:
        raise elsewhere(by, order)
    refuse_changed(order, version)
    if old_parts is OldPartChoice.UNDECIDED:
        raise FieldError("old_parts", _("What happens to the old parts is not decided."))
    told_at = said_moment(customer_told_at, order.received_at, by.at) if customer_told_at else None
    if customer_told_at is not None and told_at is None:
        text = _("The customer was told between the car's arrival and now.")
        raise FieldError("customer_told_at", text)
    if agreed_at is not None and agreed_at < order.received_at:
        raise FieldError("agreed_at", _("The agreed time lies before the car arrived."))
    if agreed_at is not None and agreed_at > by.at + LONGEST_PROMISE:
        raise FieldError("agreed_at", _("The agreed time lies more than a year ahead."))
    update(
        by,
        order,
        order.version,
        act="handover",
        old_parts=old_parts.value,
        customer_told_at=told_at,
        handover_agreed_at=agreed_at.replace(microsecond=0) if agreed_at else None,
    )
    old_part_acts.follow_choice(by, order_id, old_parts)
    stage = InspectionStage.HANDOVER
    return inspect(by, order_id, stage, answers, remark=remark, notes=notes, road_test_km=road_test_km)


def of_order(order_id: int) -> list[InspectionRow]:
    """Inspections of an order in their order, each with its items."""
    rows = list(Inspection.select().where(Inspection.order == order_id).order_by(Inspection.id))
    who = staff.names({row.inspector_id for row in rows})
    failures: Counter[str] = Counter()
    result = []
    for row in rows:
        failures[row.stage] += row.result == InspectionResult.FAIL.value
        result.append(
            InspectionRow(
                row.id,
                InspectionStage(row.stage),
                row.round,
                InspectionResult(row.result),
                who.get(row.inspector_id, ""),
                row.inspected_at,
                row.remark,
                read_answers(row.items),
                row.road_test_km,
                failures[row.stage],
            )
        )
    return result
