"""Acts of quality: self-check, team leader, 100 % final inspection, handover check (B6, C1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from garage.domain.inspections import CHECK_ITEMS, WORK_ITEMS, InspectionResult, InspectionStage
from garage.domain.lines import LineKind, LineStatus
from garage.domain.orders import OldPartChoice, OrderAct, OrderState
from garage.domain.staff import Role
from garage.domain.text import one_line, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.inspections import Inspection, InspectionItem, Recommendation
from garage.models.orders import WorkOrder
from garage.services import shop, staff, workshop
from garage.services.command import Area, By, command, create, update
from garage.services.order_facts import advance
from garage.services.order_lines import lines_of

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
}
FAIL_ACT = {
    InspectionStage.LEADER: OrderAct.LEADER_FAIL,
    InspectionStage.FINAL: OrderAct.FINAL_FAIL,
    InspectionStage.HANDOVER: OrderAct.HANDOVER_FAIL,
}


@dataclass(frozen=True)
class AdviceData:
    """Work recommended at an inspection."""

    text: str
    safety: bool = False


@dataclass(frozen=True)
class InspectionRow:
    """An inspection as the order page lists it."""

    id: int
    stage: InspectionStage
    round: int
    result: InspectionResult
    inspector: str
    at: datetime
    remark: str
    failed: tuple[str, ...]


def inspectors(order_id: int, stage: InspectionStage) -> list[staff.Person]:
    """People who may sign a stage: by role, and for the final one not those who did the work.

    The self-check is signed by those who worked, by anybody where there was no labour.
    """
    wanted = ROLE_OF_STAGE.get(stage)
    people = [one for one in staff.people() if wanted is None or one.roles & wanted]
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
    advice: Sequence[AdviceData] = (),
    redo_lines: Sequence[int] = (),
) -> InspectionResult:
    """Record one inspection; one failed item fails it, which may send the order back to work.

    `answers` answers every item of the stage. `redo_lines` are labour lines that going back reopens (all of
    them when empty). FieldError on "items", "inspector" or "remark"; RuleError when the order is elsewhere.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in STATE_OF_STAGE[stage]:
        raise RuleError(Reason("state", _("The order is not at that point now."), "order"))
    codes = [code for code, _words in CHECK_ITEMS[stage]]
    if set(answers) != set(codes):
        raise FieldError("items", _("Answer every item of the list."))
    result = InspectionResult.PASS if all(answers.values()) else InspectionResult.FAIL
    inspector = _inspector(by, order_id, stage, inspector_id)
    note = several_lines("remark", remark, 500)
    if result is InspectionResult.FAIL and not note:
        raise FieldError("remark", _("Say what is wrong, so that it can be put right."))
    done = (
        Inspection.select().where((Inspection.order == order_id) & (Inspection.stage == stage.value)).count()
    )
    row = create(
        by,
        Inspection,
        order=order_id,
        stage=stage.value,
        round=done + 1,
        result=result.value,
        inspector=inspector,
        inspected_at=by.at,
        remark=note,
    )
    InspectionItem.insert_many(
        [{"inspection": row.id, "code": code, "passed": bool(answers[code])} for code in codes]
    ).execute()
    for item in advice:
        recommend(by, order_id, item)
    _move(by, order, stage, {code for code in codes if not answers[code]}, redo_lines, note)
    return result


def _inspector(by: By, order_id: int, stage: InspectionStage, inspector_id: int | None) -> int:
    chosen = inspector_id or by.staff_id
    allowed = inspectors(order_id, stage)
    if chosen not in {one.id for one in allowed}:
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
        for line in [line for line in done if line in redo_lines] or done:
            workshop.reopen_line(by, line, reason=note)


def _labour(order_id: int) -> list[int]:
    return [
        line.id
        for line in lines_of(order_id)
        if line.kind is LineKind.LABOUR and line.status is LineStatus.DONE
    ]


@command(Area.ORDERS)
def recommend(by: By, order_id: int, advice: AdviceData, *, declined: bool = False) -> int:
    """Advise work on the car of an order; it stays open until it is done or dropped (G8)."""
    order = WorkOrder.get_by_id(order_id)
    words = one_line("advice", advice.text, 160)
    if not words:
        raise FieldError("advice", _("Say what is recommended."))
    return int(
        create(
            by,
            Recommendation,
            vehicle=order.vehicle_id,
            order=order_id,
            text=words,
            safety=advice.safety,
            declined=declined,
        ).id
    )


@command(Area.ORDERS)
def close_advice(by: By, recommendation_id: int, reason: str) -> None:
    """Advice was followed or no longer stands."""
    row = Recommendation.get_by_id(recommendation_id)
    if row.closed_at is not None:
        raise RuleError(Reason("closed", _("This advice is closed already."), "advice"))
    why = one_line("reason", reason, 120)
    if not why:
        raise FieldError("reason", _("Say why."))
    update(by, row, row.version, act="close", closed_at=by.at, closed_reason=why)


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
) -> InspectionResult:
    """Handover check before the bill (C1): list, old parts, customer told, time agreed."""
    order = WorkOrder.get_by_id(order_id)
    if old_parts is OldPartChoice.UNDECIDED:
        raise FieldError("old_parts", _("What happens to the old parts is not decided."))
    if agreed_at is not None and agreed_at < order.received_at:
        raise FieldError("agreed_at", _("The agreed time lies before the car arrived."))
    update(
        by,
        order,
        order.version,
        act="handover",
        old_parts=old_parts.value,
        customer_told_at=customer_told_at,
        handover_agreed_at=agreed_at,
    )
    return inspect(by, order_id, InspectionStage.HANDOVER, answers, remark=remark)


def of_order(order_id: int) -> list[InspectionRow]:
    """Inspections of an order in their order, with the codes of the failed items."""
    rows = list(Inspection.select().where(Inspection.order == order_id).order_by(Inspection.id))
    failed: dict[int, list[str]] = {}
    if rows:
        items = InspectionItem.select().where(
            InspectionItem.inspection.in_([row.id for row in rows]) & (InspectionItem.passed == False)  # noqa: E712
        )
        for item in items:
            failed.setdefault(item.inspection_id, []).append(item.code)
    who = staff.names({row.inspector_id for row in rows})
    return [
        InspectionRow(
            row.id,
            InspectionStage(row.stage),
            row.round,
            InspectionResult(row.result),
            who.get(row.inspector_id, ""),
            row.inspected_at,
            row.remark,
            tuple(failed.get(row.id, ())),
        )
        for row in rows
    ]
