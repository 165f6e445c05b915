"""The register shows each old part under the chips it belongs to, and finds it by whatever is known of it."""

from datetime import timedelta

import pytest

from garage.domain.old_parts import DisposalKind, OldPartPurpose, OldPartState
from garage.models.old_parts import OldPart
from garage.models.orders import WorkOrder
from garage.services import disposals, old_part_register, old_parts
from garage.services.command import By
from garage.services.disposals import DisposalData
from garage.services.old_part_register import OldPartFilter
from garage.services.old_part_tags import TagData
from tests.services.stockroom import Stockroom

Chip, Purpose = OldPartFilter, OldPartPurpose


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def tagged(room: Stockroom, purpose: Purpose, name: str = "发电机", serial: str = "") -> int:
    data = TagData(name=name, purpose=purpose, serial=serial)
    return old_parts.tag(room.by, room.order(old_parts="WAIVE"), None, data)


def shown(which: OldPartFilter) -> list[int]:
    return [row.id for row in old_part_register.page(which).rows]


def test_each_part_stands_under_its_chips(room: Stockroom) -> None:
    new = tagged(room, Purpose.CUSTOMER)
    claim, scrap, done = (tagged(room, purpose) for purpose in (Purpose.CLAIM, Purpose.SCRAP, Purpose.SCRAP))
    for ref in (claim, scrap, done):
        old_parts.count_in(room.by, ref, shelf="A-1")
    disposals.approve(room.by, {done: None}, "无用")
    assert shown(Chip.TO_COUNT) == [new] == shown(Chip.CUSTOMER)
    assert (shown(Chip.SHELVED), shown(Chip.CLAIM)) == ([scrap, claim], [claim])
    assert (shown(Chip.SCRAP), shown(Chip.SENT)) == ([done, scrap], [])
    wanted = {
        Chip.TO_COUNT: 1,
        Chip.SHELVED: 2,
        Chip.CUSTOMER: 1,
        Chip.CLAIM: 1,
        Chip.SCRAP: 2,
        Chip.SENT: 0,
    }
    assert old_part_register.counts() == wanted
    disposals.dispose(room.by, {done: None}, DisposalData(DisposalKind.SCRAP, "垃圾站"))
    assert (shown(Chip.GONE), len(shown(Chip.ALL))) == ([done], 4)
    assert old_part_register.shelves() == ["A-1"]


def test_pages_follow_one_another(room: Stockroom) -> None:
    refs = [tagged(room, Purpose.SCRAP) for _n in range(3)]
    first = old_part_register.page(Chip.ALL, None, 2)
    assert [row.id for row in first.rows] == refs[:0:-1]
    assert [row.id for row in old_part_register.page(Chip.ALL, first.next_cursor, 2).rows] == refs[:1]


@pytest.mark.parametrize(
    "typed", ["OP-2026-00001", "op-2026-00001", "1", "sn-77", "京A12345", "京a·123", "发电", "\uff11"]
)
def test_a_part_is_found_by_what_is_known_of_it(room: Stockroom, typed: str) -> None:
    ref = tagged(room, Purpose.CLAIM, serial="SN-77")
    assert [row.id for row in old_part_register.find(typed, room.by.today)] == [ref]


def test_a_part_is_found_by_its_order_and_not_by_its_name_when_it_is_gone(room: Stockroom) -> None:
    ref = tagged(room, Purpose.CUSTOMER)
    order = WorkOrder.get_by_id(OldPart.get_by_id(ref).order_id)
    old_parts.hand_over(room.by, {ref: None}, "王女士")
    assert [row.id for row in old_part_register.find(order.no, room.by.today)] == [ref]
    assert old_part_register.find("发电机", room.by.today) == []
    assert old_part_register.find(" ", room.by.today) == []
    assert old_part_register.find("OP-2026-00099", room.by.today) == []


def test_the_register_of_a_day_ends_with_the_day(room: Stockroom) -> None:
    ref = tagged(room, Purpose.SCRAP)
    today = room.by.today
    assert [row.id for row in old_part_register.removed_between(today, today)] == [ref]
    assert old_part_register.removed_between(today - timedelta(days=9), today - timedelta(days=1)) == []


def test_disposals_are_listed_with_what_they_took(room: Stockroom) -> None:
    refs = {tagged(room, Purpose.SCRAP): None for _n in range(2)}
    for ref in refs:
        old_parts.count_in(room.by, ref)
    disposals.approve(room.by, refs, "无用")
    sold = disposals.dispose(room.by, refs, DisposalData(DisposalKind.RECYCLER, "宏达", amount_fen=1_500))
    [row] = old_part_register.disposals().rows
    assert (row.id, row.parts, row.amount_fen, row.who) == (sold, 2, 1_500, "张三")
    assert old_part_register.disposal_by_number(row.no) == sold
    assert old_part_register.last_takers(DisposalKind.RECYCLER) == [("宏达", "")]
    disposals.void(room.by, sold, row.version, "没来")
    row = old_part_register.disposal(sold)
    assert (row.parts, row.void_reason, OldPart.get_by_id(1).state) == (
        0,
        "没来",
        OldPartState.SCRAP_APPROVED,
    )
    with pytest.raises(KeyError):
        old_part_register.disposal(999)
