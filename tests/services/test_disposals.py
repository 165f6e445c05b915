"""Nothing is scrapped without an owner, and dangerous parts leave only with their papers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from garage.domain.money import MAX_FEN
from garage.domain.old_parts import DisposalKind, Hazard, OldPartPurpose, OldPartState
from garage.errors import FieldError, RuleError, StaleError
from garage.models.old_parts import Disposal, OldPart
from garage.services import disposals, old_part_books, old_part_rows, old_parts
from garage.services.command import By
from garage.services.disposals import DisposalData
from garage.services.old_part_tags import TagData
from tests.services.claimed import claim_on
from tests.services.road import codes
from tests.services.stockroom import Stockroom

State = OldPartState
SOLD = DisposalData(DisposalKind.RECYCLER, "宏达废旧物资回收站", weight_g=12_500, amount_fen=3_750)
WASTE = DisposalData(
    DisposalKind.HAZARDOUS, "绿源环保科技", licence_no="江苏2026-031", manifest_no="3201-2026-0007"
)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def shelved(
    room: Stockroom, hazard: Hazard | None = None, purpose: OldPartPurpose = OldPartPurpose.SCRAP
) -> int:
    """A part that was counted in."""
    data = TagData(name="旧电瓶" if hazard else "旧刹车盘", purpose=purpose, hazard=hazard)
    ref = old_parts.tag(room.by, room.order(old_parts="WAIVE"), None, data)
    old_parts.count_in(room.by, ref, shelf="A-1")
    return ref


def approved(room: Stockroom, hazard: Hazard | None = None) -> int:
    ref = shelved(room, hazard)
    disposals.approve(room.by, {ref: None}, "没有再用价值")
    return ref


def test_several_parts_are_approved_at_once_and_leave_on_one_paper(room: Stockroom) -> None:
    first, second = shelved(room), shelved(room)
    disposals.approve(room.by, {first: 2, second: 2}, "没有再用价值")
    row = old_part_rows.one(first)
    assert (row.state, row.scrap_reason, row.scrap_approver) == (
        State.SCRAP_APPROVED,
        "没有再用价值",
        "张三",
    )
    ref = disposals.dispose(room.by, {first: None, second: None}, SOLD)
    document = Disposal.get_by_id(ref)
    assert (document.no, document.weight_g, document.amount_fen) == ("DL-2026-00001", 12_500, 3_750)
    assert [one.state for one in old_part_rows.of_disposal(ref)] == [State.SCRAPPED, State.SCRAPPED]
    assert list(old_part_books.check_books()) == []


def test_only_an_owner_approves(room: Stockroom) -> None:
    ref = shelved(room)
    mechanic = By(room.mechanic, room.by.at)
    with pytest.raises(FieldError) as error:
        disposals.approve(mechanic, {ref: None}, "没有再用价值")
    assert error.value.field == "approved_by"
    with pytest.raises(FieldError):
        disposals.approve(mechanic, {ref: None}, "没有再用价值", approved_by=room.mechanic)
    disposals.approve(mechanic, {ref: None}, "没有再用价值", approved_by=room.by.staff_id)
    assert OldPart.get_by_id(ref).scrap_approved_by == room.by.staff_id


@pytest.mark.parametrize(
    ("purpose", "code"),
    [
        (OldPartPurpose.CUSTOMER, "customer"),
        (OldPartPurpose.CLAIM, "claim"),
        (OldPartPurpose.UNDECIDED, "undecided"),
    ],
)
def test_what_is_not_the_garages_is_not_scrapped(room: Stockroom, purpose: OldPartPurpose, code: str) -> None:
    ours, theirs = shelved(room), shelved(room, purpose=purpose)
    with pytest.raises(RuleError) as error:
        disposals.approve(room.by, {ours: None, theirs: None}, "没有再用价值")
    assert codes(error) == {code}
    assert old_part_rows.one(ours).state is State.SHELVED


def test_a_part_is_not_scrapped_while_a_claim_for_it_may_still_be_won(room: Stockroom) -> None:
    ref = shelved(room)
    claim = claim_on(room.by, ref, "REJECTED")
    with pytest.raises(RuleError) as error:
        disposals.approve(room.by, {ref: None}, "厂家拒赔")
    assert codes(error) == {"claimed"}
    claim.move("WRITTEN_OFF", live=False)
    disposals.approve(room.by, {ref: None}, "厂家拒赔")
    assert old_part_rows.one(ref).state is State.SCRAP_APPROVED


def test_a_claim_is_not_begun_on_a_part_that_is_to_be_scrapped(room: Stockroom) -> None:
    ref = approved(room)
    with pytest.raises(RuleError):
        old_parts.hold_for_claim(room.by, ref)
    disposals.keep(room.by, {ref: None}, "可以索赔")
    old_parts.hold_for_claim(room.by, ref)
    row = old_part_rows.one(ref)
    assert (row.state, row.purpose, row.scrap_reason) == (State.SHELVED, OldPartPurpose.CLAIM, "")
    assert list(old_part_books.check_books()) == []


def test_nothing_leaves_that_is_not_approved(room: Stockroom) -> None:
    with pytest.raises(RuleError) as error:
        disposals.dispose(room.by, {shelved(room): None}, SOLD)
    assert codes(error) == {"state"}
    with pytest.raises(FieldError):
        disposals.dispose(room.by, {}, SOLD)
    assert not Disposal.select().count()


def test_a_battery_goes_to_a_licensed_taker_with_a_manifest(room: Stockroom) -> None:
    battery, disc = approved(room, Hazard.LEAD_BATTERY), approved(room)
    for parts, data in (({battery: None}, SOLD), ({battery: None, disc: None}, WASTE)):
        with pytest.raises(RuleError) as error:
            disposals.dispose(room.by, parts, data)
        assert codes(error) == {"hazard"}
    for missing in ("licence_no", "manifest_no", "taker"):
        with pytest.raises(FieldError) as wrong:
            disposals.dispose(room.by, {battery: None}, replace(WASTE, **{missing: " "}))
        assert wrong.value.field == missing
    disposals.dispose(room.by, {battery: None}, WASTE)
    assert list(old_part_books.check_books()) == []
    Disposal.update(manifest_no="").execute()
    assert len(list(old_part_books.check_books())) == 1


@pytest.mark.parametrize(
    ("wrong", "field"), [({"weight_g": 0}, "weight"), ({"amount_fen": -MAX_FEN - 1}, "amount")]
)
def test_a_weight_is_more_than_nothing_and_no_money_beyond_reason(
    room: Stockroom, wrong: dict[str, int], field: str
) -> None:
    ref = approved(room)
    with pytest.raises(FieldError) as error:
        disposals.dispose(room.by, {ref: None}, replace(SOLD, **wrong))
    assert error.value.field == field


def test_the_money_of_disposals_is_found_by_its_days(room: Stockroom) -> None:
    """A recycler pays, a taker of dangerous waste is paid; what was voided moved nothing."""
    void = disposals.dispose(room.by, {approved(room): None}, SOLD)
    disposals.void(room.by, void, 1, "车没有来")
    disposals.dispose(room.by, {approved(room): None}, SOLD)
    disposals.dispose(room.by, {approved(room, Hazard.OIL): None}, replace(WASTE, amount_fen=-20_000))
    today = room.by.today
    assert disposals.money(today, today) == disposals.Money(received_fen=3_750, paid_fen=20_000)
    yesterday = today - timedelta(days=1)
    assert disposals.money(yesterday, yesterday) == disposals.Money(0, 0)


def test_a_voided_disposal_gives_its_parts_back_and_keeps_its_number(room: Stockroom) -> None:
    ref = approved(room)
    document = disposals.dispose(room.by, {ref: None}, SOLD)
    with pytest.raises(FieldError):
        disposals.void(room.by, document, 1, " ")
    disposals.void(room.by, document, 1, "车没有来")
    assert old_part_rows.one(ref).state is State.SCRAP_APPROVED
    with pytest.raises(StaleError):
        disposals.void(room.by, document, 1, "车没有来")
    with pytest.raises(RuleError):
        disposals.void(room.by, document, 2, "车没有来")
    with pytest.raises(KeyError):
        disposals.void(room.by, 999, 1, "车没有来")
    later = disposals.dispose(room.by, {ref: None}, SOLD)
    assert later != document
    assert [[row.id for row in old_part_rows.of_disposal(one)] for one in (document, later)] == [[ref], [ref]]
    assert list(old_part_books.check_books()) == []


def test_the_books_find_what_was_scrapped_without_approval(room: Stockroom) -> None:
    ref = approved(room)
    assert list(old_part_books.check_books()) == []
    OldPart.update(scrap_approved_by=None).where(OldPart.id == ref).execute()
    assert len(list(old_part_books.check_books())) == 1
    OldPart.update(purpose="CUSTOMER", scrap_approved_by=room.by.staff_id).execute()
    assert len(list(old_part_books.check_books())) == 1
