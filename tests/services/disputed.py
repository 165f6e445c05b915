"""A job about which there is everything: signed, more agreed to, late, voided, reversed, called about, complained of."""

import io
from datetime import timedelta

from garage.domain.complaints import ComplaintCategory
from garage.domain.contacts import Talk
from garage.domain.inspections import InspectionStage
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.services import (
    complaints,
    delays,
    follow_up_rows,
    follow_ups,
    old_part_rows,
    old_parts,
    orders,
    payments,
    photos,
    settlements,
    workshop,
)
from garage.services.complaints import ComplaintData
from garage.services.delays import DelayData
from garage.services.settlements import Terms
from tests.services.consent import DISCS, answer, propose, row
from tests.services.road import Road

EXACT = Terms(rounding=RoundingOff.NONE)


def disputed(road: Road) -> None:
    """The whole story of the order; its first bill is void, and the money of it went back."""
    to_the_bill(road)
    first = settlements.settle_in_part(road.boss, road.order, EXACT, [Tender(PayMethod.CASH, 50_000)])
    payments.void_receipt(road.boss, first.receipt_no, "刷错卡")
    settlements.void(road.boss, road.order, "客户要求重开")
    road.forward(minutes=5)
    road.settle()
    road.leave()
    called(road)
    complaints.register(
        road.boss,
        ComplaintData(
            "刹车又响了 <b>&", category=ComplaintCategory.REPAIR, order_id=road.order, demand="免费重修"
        ),
    )


def to_the_bill(road: Road) -> None:
    """Signed, more agreed to, told of a delay, sent back once, old parts handed over."""
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    propose(road, DISCS)
    answer(road, *row(road).lines)
    until = road.boss.at + timedelta(hours=9)
    told = DelayData("缺件，等待到货", until, "王女士", road.boss.at, note="13800138000")
    delays.tell_delay(road.boss, road.order, told)
    everything = {line.id: {road.mechanic: 10_000} for line in road.labour()}
    workshop.assign(road.boss, road.order, everything)
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader, passed=False)
    road.work()
    road.inspect()
    line = next(line for line in orders.open_page(road.order).lines if line.draws_stock)
    ref = old_parts.tag(road.boss, road.order, line.id)
    road.make_ready()
    old_parts.hand_over(road.boss, {ref: old_part_rows.one(ref).version}, "王女士")


def called(road: Road) -> None:
    """Three days later the customer says at the first call that it squeaks again."""
    road.forward(days=3)
    [call, *_rest] = follow_up_rows.of_order(road.order)
    talk = Talk(spoke_with="王女士", phone="13800138000", opinion="刹车还是响", scores={"QUALITY": 2})
    follow_ups.call(road.boss, call.id, call.version, talk)


def pictured(
    road: Road, count: int, noun: str = "work_order", ref: int | None = None, size: int = 64
) -> None:
    """So many photos of the order, or of something else."""
    for n in range(count):
        photos.add(
            road.boss, noun, ref or road.order, jpeg(n, size), jpeg(n, 32), caption=f"照片 {n + 1} <b>&"
        )


def jpeg(shade: int, size: int) -> bytes:
    """A picture of its own for each shade."""
    from PIL import Image

    stream = io.BytesIO()
    Image.effect_noise((size, size * 3 // 4), 40 + shade).convert("RGB").save(stream, "JPEG", quality=85)
    return stream.getvalue()
