"""Two orders that went through nearly every turn of the road, for pages that have to show all of it."""

from datetime import timedelta

from garage.domain.exit_passes import PassKind
from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind
from garage.domain.orders import ConsentChannel, HoldReason
from garage.domain.settlements import Cover, PayMethod, RoundingOff, Tender, Terms
from garage.services import (
    advice,
    certificates,
    credit,
    delays,
    holds,
    payments,
    readiness,
    settlements,
    trips,
)
from garage.services.credit import OnAccount
from garage.services.delays import DelayData
from garage.services.order_lines import LineData
from tests.services import consent
from tests.services.road import Road

RINSE = LineData(LineKind.OTHER, "更换制动液并排空气（含材料，四轮）", unit_price_fen=18_800)
COST = LineData(LineKind.OTHER, "废油处理", qty_milli=2000, unit_price_fen=3_000)


def waiting(road: Road) -> None:
    """Deposit, advice, failed check, road test, a supplement declined and one open, told late, on hold."""
    road.receive(*road.lines(), COST)
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.WECHAT, 50_000)])
    road.authorise()
    road.dispatch()
    advice.recommend(
        road.boss, road.order, advice.AdviceData("后制动片剩 3 mm，建议下次保养时一并更换", safety=True)
    )
    consent.propose(road, RINSE, safety=True)
    consent.answer(road, consequence="制动液沸点低，长下坡时可能失去制动力")
    road.issue()
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader, passed=False)
    road.work()
    _test_drive(road)
    holds.hold(road.boss, road.order, HoldReason.PARTS, "前制动盘缺货，明早到")
    told = road.boss.at
    delays.tell_delay(
        road.boss,
        road.order,
        DelayData(
            "前制动盘缺货", told + timedelta(hours=8), "王女士", told, ConsentChannel.PHONE, "13800138000"
        ),
    )
    road.forward(hours=5)
    holds.resume(road.boss, road.order)
    consent.propose(road, consent.DISCS, consent.pads(road), hold=True)
    road.forward(minutes=40)


def _test_drive(road: Road) -> None:
    no = trips.issue(
        road.boss,
        road.order,
        PassKind.ROAD_TEST,
        return_at=road.boss.at + timedelta(hours=1),
        driver_id=road.leader,
        odo_out=86_413,
    )
    road.forward(minutes=25)
    trips.back(road.boss, no, 86_421)


def on_account(road: Road) -> None:
    """Certificate, void bill, bill with discount, deposit and part payment, the rest on account."""
    road.receive(*road.lines(), COST)
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 30_000)])
    road.authorise()
    road.dispatch()
    road.issue()
    road.work()
    road.inspect()
    certificates.issue(road.boss, road.order)
    road.make_ready()
    readiness.park(road.boss, road.order, "B2-14")
    terms = Terms(order_discount_fen=2_000, discount_reason="老客户", rounding=RoundingOff.JIAO)
    settlements.settle(road.boss, road.order, Terms())
    settlements.void(road.boss, road.order, "漏了优惠")
    settlements.settle(road.boss, road.order, terms)
    paid = [Tender(PayMethod.ALIPAY, 40_000), Tender(PayMethod.CASH, 10_000)]
    payments.take_payment(road.boss, road.order, paid, Cover.PART)
    credit.put_on_account(
        road.boss, road.order, OnAccount(approved_by=road.boss.staff_id, override="公司客户，月底结清")
    )
