"""What another seat does with warranty returns: old parts, claims, notices, lists, shipments, verdicts, rework cases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from garage.domain.claim_notices import Channel
from garage.domain.claims import SettleMode
from garage.domain.old_parts import DisposalKind
from garage.domain.rework import ReworkCause
from garage.domain.settlements import PayMethod
from garage.domain.verdicts import Subject, Verdict
from garage.models.claims import Claim, ClaimLine
from garage.services import (
    claim_edits,
    claim_lists,
    claim_notices,
    claims,
    coverages,
    disposals,
    old_part_duties,
    old_parts,
    rework_cases,
    shipments,
    verdicts,
)
from garage.services.claim_drafts import claimable
from garage.services.claim_edits import LineEdit
from garage.services.command import By
from garage.services.disposals import DisposalData
from garage.services.shipments import Carriage

CLOCK_IS_OVER = timedelta(days=4)


def _draft(by: By, order: int, supplier: int) -> None:
    claims.draft(by, [line.id for line in claimable(order)], supplier)


def _lines_of(claim: int) -> list[ClaimLine]:
    return list(ClaimLine.select().where(ClaimLine.claim == claim).order_by(ClaimLine.position))


def _show_tag(by: By, claim: int, tag: int) -> None:
    """The first line of a draft rests on this old part."""
    first, *rest = _lines_of(claim)
    edits = [LineEdit(first.id, first.name, first.claimed_fen, old_part_id=tag)]
    edits += [LineEdit(line.id, line.name, line.claimed_fen, old_part_id=line.old_part_id) for line in rest]
    claim_edits.save_lines(by, claim, Claim.get_by_id(claim).version, edits)


def _grant(by: By, claim: int, version: int) -> None:
    said = [claims.Decision(line.id, line.claimed_fen) for line in _lines_of(claim)]
    claims.decide(by, claim, version, said)


def _grant_nothing(by: By, claim: int, version: int) -> None:
    said = [claims.Decision(line.id, 0, "不属三包") for line in _lines_of(claim)]
    claims.decide(by, claim, version, said)


def _money_came(by: By, notice: int, version: int) -> None:
    claim_notices.settle(by, notice, version, SettleMode.CASH, method=PayMethod.TRANSFER)


def _on_the_promise(verdict: Verdict) -> Callable[[By, int, int], object]:
    """A verdict on the one promise of a car, of which nothing was decided when it was shown."""

    def decide(by: By, order: int, vehicle: int) -> None:
        [found] = coverages.of_vehicle(vehicle, by.today, 86_600, order)
        about: Subject = found.subject
        verdicts.decide(by, order, about, verdict, version=0)

    return decide


ACTS: dict[str, Callable[[By, int, int], object]] = {
    "hand_over": lambda by, tag, _other: old_parts.hand_over(by, {tag: None}, "王女士"),
    "send_shipment": lambda by, shipment, version: shipments.send(
        by, shipment, version, Carriage("顺丰速运", "SF1")
    ),
    "draft_claim": _draft,
    "show_tag": _show_tag,
    "grant": _grant,
    "grant_nothing": _grant_nothing,
    "money_came": _money_came,
    "credit_came": lambda by, notice, version: claim_notices.settle(by, notice, version, SettleMode.CREDIT),
    "approve_scrap": lambda by, tag, _other: disposals.approve(by, {tag: None}, "报废"),
    "dispose": lambda by, tag, _other: disposals.dispose(
        by, {tag: None}, DisposalData(DisposalKind.SCRAP, "回收站")
    ),
    "clock": lambda by, _case, _other: rework_cases.lapse_due(replace(by, at=by.at + CLOCK_IS_OVER)),
    "ours": lambda by, case, version: rework_cases.decide_ours(
        replace(by, at=by.at + CLOCK_IS_OVER), case, version, ReworkCause.WORKMANSHIP
    ),
    "send_list": lambda by, ref, version: claim_lists.send(by, ref, version, Channel.EMAIL),
    "drop_claim": lambda by, claim, version: claims.drop(by, claim, version, "不索赔"),
    "clear_duty": old_part_duties.clear,
    "charge_duty": lambda by, duty, version: old_part_duties.charge(by, duty, version, 5_000, "丢失"),
    "rework": _on_the_promise(Verdict.REWORK),
    "normal": _on_the_promise(Verdict.NORMAL),
}
"""Each with the row it is about, and its version or whatever else it needs."""
