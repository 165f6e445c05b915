"""Two people at the same old part, claim, notice, list or case at once: one wins, the other is told, the books agree."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from garage.domain.claims import ClaimState, SettleMode
from garage.domain.lines import PayType
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.rework import ReworkState
from garage.models.audit import AuditEntry
from garage.models.claims import ClaimLine, ClaimList
from garage.models.numbers import NumberSeries
from garage.models.old_parts import Disposal, OldPart, Shipment
from garage.models.orders import OrderLine
from garage.models.purchasing import SupplierPayment
from garage.models.rework import WarrantyVerdict
from garage.models.stock import OldPartDuty
from garage.services import books, claim_lists, claims, old_part_duties, old_parts, shipments
from garage.services.command import By
from tests.seat import seat
from tests.services.comeback import Comeback
from tests.services.road import Road
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom


@dataclass(frozen=True)
class Act:
    """What one of the two does, on which row, with its version or whatever it needs."""

    name: str
    ref: int
    other: int = 0


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def race(db: str, folder: Path, one: Act, two: Act) -> dict[str, str]:
    """What each was told, "done" for who won; the books are as right afterwards as they were before."""
    before, start = books.check(), folder / "start"
    with (
        seat(db, start, one.name, one.ref, one.other) as first,
        seat(db, start, two.name, two.ref, two.other) as second,
    ):
        start.touch()
        said = [process.communicate(timeout=60)[0].strip() for process in (first, second)]
    assert books.check() == before
    return dict(zip(("one", "two"), said, strict=True))


def loser(said: dict[str, str]) -> str:
    """What the other was told; exactly one of the two has won."""
    won, lost = sorted(said.values(), key=lambda words: words != "done")
    assert (won, lost == "done") == ("done", False), said
    return lost


def nobodys(shop: Settling) -> int:
    """An old part on the shelf of which nobody has said whom it is for."""
    tag = shop.tag(*_job_line(shop, PayType.CUSTOMER))
    old_parts.decide(shop.by, {tag: None}, OldPartPurpose.UNDECIDED, "待定")
    return tag


def _job_line(shop: Settling, pay: PayType = PayType.CLAIM) -> tuple[int, int]:
    order = shop.job(shop.pump(), pay=pay, tag=False)
    return order, shop.lines(order)[0]


def test_an_old_part_goes_to_the_customer_or_to_the_supplier_and_never_to_both(
    db: str, shop: Settling, tmp_path: Path
) -> None:
    tag = nobodys(shop)
    box = shipments.pack(shop.by, shop.supplier, [tag])
    said = race(db, tmp_path, Act("hand_over", tag), Act("send_shipment", box, 1))
    assert loser(said) == "refused state"
    handed = said["one"] == "done"
    assert (OldPart.get_by_id(tag).state == OldPartState.RETURNED_CUSTOMER.value) is handed
    assert Shipment.get_by_id(box).state == ("DRAFT" if handed else "SENT")


def test_an_old_part_is_approved_for_scrap_or_handed_over(db: str, shop: Settling, tmp_path: Path) -> None:
    tag = nobodys(shop)
    old_parts.waive(shop.by, {tag: None}, "王女士")
    assert loser(race(db, tmp_path, Act("approve_scrap", tag), Act("hand_over", tag))) == "refused state"


def test_scrapping_is_approved_once_and_leaves_on_one_paper(db: str, shop: Settling, tmp_path: Path) -> None:
    tag = nobodys(shop)
    old_parts.waive(shop.by, {tag: None}, "王女士")
    for act in ("approve_scrap", "dispose"):
        folder = tmp_path / act
        folder.mkdir()
        assert loser(race(db, folder, Act(act, tag), Act(act, tag))) == "refused state"
    assert Disposal.select().count() == 1
    assert NumberSeries.get(NumberSeries.series == "DL").last == 1


def test_a_job_is_claimed_once(db: str, shop: Settling, tmp_path: Path) -> None:
    order = shop.job(shop.pump(), labour_fen=24_000)
    act = Act("draft_claim", order, shop.supplier)
    assert loser(race(db, tmp_path, act, act)) == "refused claimed claimed"
    assert [line.order_line_id for line in ClaimLine.select()] == shop.lines(order)
    assert NumberSeries.get(NumberSeries.series == "WC").last == 1


def test_one_old_part_is_evidence_of_one_claim(db: str, shop: Settling, tmp_path: Path) -> None:
    order = shop.job(shop.pump(), shop.pump(), tag=False)
    drafts = [claims.draft(shop.by, [line], shop.supplier) for line in shop.lines(order)]
    tag = shop.tag(order, shop.lines(order)[0])
    said = race(db, tmp_path, Act("show_tag", drafts[0], tag), Act("show_tag", drafts[1], tag))
    assert loser(said) == "field lines.0.old_part"
    assert ClaimLine.select().where(ClaimLine.old_part == tag).count() == 1


@pytest.mark.parametrize("other", ["grant", "grant_nothing"])
def test_a_claim_is_decided_once(other: str, db: str, shop: Settling, tmp_path: Path) -> None:
    claim = shop.submitted(shop.pump())
    seen = shop.version(claim)
    said = race(db, tmp_path, Act("grant", claim, seen), Act(other, claim, seen))
    assert loser(said) == "stale 张三"
    granted = said["one"] == "done" or other == "grant"
    assert shop.state(claim) is (ClaimState.ACCEPTED if granted else ClaimState.REJECTED)
    assert AuditEntry.select().where((AuditEntry.noun == "claim") & (AuditEntry.act == "decide")).count() == 1


@pytest.mark.parametrize("other", ["money_came", "credit_came"])
def test_a_notice_is_settled_once_and_its_money_comes_once(
    other: str, db: str, shop: Settling, tmp_path: Path
) -> None:
    notice = shop.issue(shop.granted(shop.pump()), mode=SettleMode.CASH)
    shop.invoice(notice)
    seen = shop.notice(notice).version
    said = race(db, tmp_path, Act("money_came", notice, seen), Act(other, notice, seen))
    assert loser(said) == "stale 张三"
    money = said["one"] == "done" or other == "money_came"
    assert SupplierPayment.select().count() == money
    assert shop.owed() == (0 if money else -18_000)


def test_a_list_is_sent_with_a_claim_or_the_claim_is_dropped(db: str, shop: Settling, tmp_path: Path) -> None:
    pump = shop.pump()
    drafts = [shop.draft(shop.job(pump)) for _nth in range(2)]
    for claim in drafts:
        shop.fill_in(claim)
    ref = claim_lists.make(shop.by, shop.supplier, "2026-11", drafts)
    said = race(db, tmp_path, Act("send_list", ref, 1), Act("drop_claim", drafts[0], shop.version(drafts[0])))
    assert loser(said) == "stale 张三"
    sent = said["one"] == "done"
    assert [shop.state(claim) for claim in drafts] == (
        [ClaimState.SUBMITTED] * 2 if sent else [ClaimState.DROPPED, ClaimState.DRAFT]
    )
    assert (ClaimList.get_by_id(ref).sent_at is not None) is sent


def test_what_somebody_owes_is_cleared_or_charged(db: str, shop: Settling, tmp_path: Path) -> None:
    room = shop.room
    order = room.order()
    room.issue(order, (room.line(order, room.part(1, 10_000, old_part_back=True)), 1))
    [duty] = old_part_duties.open_duties()
    said = race(db, tmp_path, Act("clear_duty", duty.id, 1), Act("charge_duty", duty.id, 1))
    assert loser(said) == "stale 张三"
    [row] = OldPartDuty.select()
    assert (row.state, row.charge_fen) == (("CLEARED", 0) if said["one"] == "done" else ("CHARGED", 5_000))
    assert old_part_duties.balances() == {}


@pytest.fixture
def car(road: Road) -> Comeback:
    return Comeback(road)


def test_a_case_is_decided_by_the_clock_or_by_a_person(db: str, car: Comeback, tmp_path: Path) -> None:
    case = car.again()
    said = race(db, tmp_path, Act("clock", 0), Act("ours", case, 1))
    assert said["one"] == "done", "the clock is never told anything: it finds nothing to do"
    assert said["two"] in {"done", "stale the program"}
    row = car.case(case)
    assert row.state is ReworkState.OUR_FAULT
    assert (row.decided_by is None) is (said["two"] != "done")
    decided = (AuditEntry.noun == "rework_case") & AuditEntry.act.in_(["lapse", "ours"])
    assert AuditEntry.select().where(decided).count() == 1


def test_what_was_promised_is_judged_once_and_the_other_is_told_how(
    db: str, car: Comeback, tmp_path: Path
) -> None:
    road = car.road
    road.forward(days=1)
    order = car.come()
    said = race(db, tmp_path, Act("rework", order, road.vehicle), Act("normal", order, road.vehicle))
    assert loser(said) == "stale 张三"
    [row] = WarrantyVerdict.select()
    again = said["one"] == "done"
    assert (row.verdict, row.line_id is not None) == (("REWORK", True) if again else ("NORMAL", False))
    assert OrderLine.select().where(OrderLine.order == order).count() == again
