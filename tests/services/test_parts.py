"""The part file, what is on hand of it, and what is spoken for."""

from dataclasses import replace
from datetime import date

import pytest

from garage.domain.lines import LineKind, PartGrade
from garage.domain.orders import OrderState
from garage.domain.part_file import PriceBasis
from garage.domain.stock import RESERVING
from garage.errors import FieldError, RuleError, StaleError
from garage.models.orders import WorkOrder
from garage.services import parts, purchasing, suppliers
from garage.services.command import By
from garage.services.parts import PartData, PartFilter
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom

TODAY = date(2026, 11, 21)

FILTER = PartData(
    code="md360935",
    name="机油滤清器",
    oe_no="06a 115 561 b",
    more_oe_nos=("1u0 867", "04E-115"),
    barcode="6901234567892",
    more_barcodes=("ABC-7",),
    group="滤清器",
    brand="马勒",
    spec="M20×1.5",
    unit="个",
    grade=PartGrade.EQUIVALENT,
    price_fen=4_500,
    price_basis=PriceBasis.COST_PLUS,
    markup_bp=3_500,
    member_price_fen=4_200,
    min_qty_milli=2_000,
    max_qty_milli=9_000,
    serial_tracked=True,
    bin="A-01-3",
    second_bin="C-12",
    old_part_back=True,
    shelf_life_days=1_095,
    fits="大众 朗逸 1.6\n宝来",
    note="进口",
)


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def codes(found: list[parts.PartHit]) -> list[str]:
    return [hit.code for hit in found]


# The file


def test_a_part_is_kept_as_typed_with_codes_in_capitals(boss: By) -> None:
    supplier = suppliers.add(boss, name="京城汽配")
    part = parts.add(boss, replace(FILTER, supplier_id=supplier))
    card = parts.open_part(part)
    kept = {"code": "MD360935", "oe_no": "06A 115 561 B", "more_oe_nos": ("1U0 867", "04E-115")}
    assert card.data == replace(FILTER, **kept, supplier_id=supplier)
    assert (card.version, card.supplier, card.stock.on_hand_milli) == (1, "京城汽配", 0)
    with pytest.raises(KeyError):
        parts.open_part(999_999)


def test_a_code_is_given_once(boss: By) -> None:
    part = parts.add(boss, FILTER)
    with pytest.raises(FieldError, match="机油滤清器 has this code already") as refused:
        parts.add(boss, replace(FILTER, code="ＭＤ360935", name="别的"))
    assert refused.value.field == "code"
    parts.change(boss, part, 1, replace(FILTER, name="机滤"))
    assert parts.open_part(part).data.name == "机滤"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("code", {"code": " "}),
        ("code", {"code": "9" * 41}),
        ("name", {"name": ""}),
        ("price", {"price_fen": -1}),
        ("price", {"price_fen": 10**11 + 1}),
        ("member_price", {"member_price_fen": 4_501}),
        ("markup", {"markup_bp": -1}),
        ("min_qty", {"min_qty_milli": -1}),
        ("max_qty", {"max_qty_milli": 1_999}),
        ("barcodes", {"more_barcodes": ("9" * 61,)}),
        ("oe_nos", {"more_oe_nos": tuple(map(str, range(20)))}),
        ("shelf_life_days", {"shelf_life_days": 0}),
        ("supplier_id", {"supplier_id": 999_999}),
        ("fits", {"fits": "长" * 2001}),
    ],
)
def test_a_wrong_field_is_named(boss: By, field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(FieldError) as refused:
        parts.add(boss, replace(FILTER, **wrong))
    assert refused.value.field == field
    assert parts.page().rows == ()


def test_two_people_changing_one_part_are_told(boss: By) -> None:
    part = parts.add(boss, FILTER)
    parts.change(boss, part, 1, replace(FILTER, price_fen=4_800))
    with pytest.raises(StaleError, match="张三 changed this"):
        parts.change(boss, part, 1, replace(FILTER, bin="B-02"))


def test_moving_stock_does_not_disturb_someone_editing_the_part(room: Stockroom) -> None:
    plain = replace(FILTER, price_basis=PriceBasis.FIXED)
    part = parts.add(room.by, plain)
    room.receive((part, 1, 100))
    parts.change(room.by, part, 1, replace(plain, price_fen=4_800))
    card = parts.open_part(part)
    assert (card.data.price_fen, card.stock.on_hand_milli) == (4_800, 1000)


def test_a_part_on_hand_or_spoken_for_stays_in_use(room: Stockroom) -> None:
    part = parts.add(room.by, FILTER)
    order = room.order(OrderState.AUTHORISED)
    room.line(order, part)
    out_of_use = replace(FILTER, active=False)
    with pytest.raises(RuleError, match="0 on hand, 1 spoken for"):
        parts.change(room.by, part, 1, out_of_use)
    WorkOrder.update(state=OrderState.CANCELLED.value).execute()
    parts.change(room.by, part, 1, out_of_use)
    assert parts.page().rows == ()
    assert parts.find("md36") == []
    assert [row.id for row in parts.page(which=PartFilter.RETIRED).rows] == [part]
    parts.change(room.by, part, 2, FILTER)
    assert codes(parts.find("md36")) == ["MD360935"]


def test_a_part_on_order_stays_in_use(room: Stockroom) -> None:
    part = parts.add(room.by, FILTER)
    shop = Buyer(room)
    order = shop.order((part, 5, 100))
    with pytest.raises(RuleError, match="5 on order"):
        parts.change(room.by, part, 1, replace(FILTER, active=False))
    purchasing.cancel(room.by, order, shop.card(order).row.version, "不要了")
    parts.change(room.by, part, 1, replace(FILTER, active=False))


def test_what_comes_back_of_a_part_out_of_use_is_still_listed_and_scanned(room: Stockroom) -> None:
    plain = replace(FILTER, serial_tracked=False, price_basis=PriceBasis.FIXED)
    part = parts.add(room.by, plain)
    room.receive((part, 1, 100))
    order = room.order()
    line = room.line(order, part)
    room.issue(order, (line, 1))
    parts.change(room.by, part, 1, replace(plain, active=False))
    assert parts.page().rows == ()
    assert parts.by_barcode(plain.code) == []
    room.give_back(order, (line, 1))
    assert [row.id for row in parts.page().rows] == [part]
    assert [row.id for row in parts.by_barcode(plain.code)] == [part]


# Finding


@pytest.mark.parametrize(
    "fragment",
    ["0935", "115561b", "06A-115", "滤清", "jiyoulv", "jylq", "234567892", "MD360935", "u086", "bc-7"],
)
def test_a_part_is_found_by_a_piece_of_what_is_on_its_box(boss: By, fragment: str) -> None:
    parts.add(boss, FILTER)
    parts.add(boss, PartData(code="KL-1", name="空气滤芯"))
    assert codes(parts.find(fragment)) == ["MD360935"]


def test_the_best_hits_come_first_and_no_more_than_asked(boss: By) -> None:
    for code in ("XX-JY", "JY-2", "JY"):
        parts.add(boss, PartData(code=code, name="滤芯"))
    assert codes(parts.find("jy")) == ["JY", "JY-2", "XX-JY"]
    assert codes(parts.find("jy", 2)) == ["JY", "JY-2"]
    assert parts.find("") == []


def test_a_changed_name_is_found_and_the_old_one_is_not(boss: By) -> None:
    part = parts.add(boss, FILTER)
    parts.change(boss, part, 1, replace(FILTER, name="制动片"))
    assert parts.find("滤清") == []
    assert codes(parts.find("zhidong")) == ["MD360935"]


@pytest.mark.parametrize("scanned", ["Abc123x", "abc123X", "ABC123X", "abc123x", "ａＢＣ１２３Ｘ"])
@pytest.mark.parametrize("further", [False, True])
def test_small_letters_and_capitals_of_a_barcode_are_the_same(boss: By, scanned: str, further: bool) -> None:
    codes_of = {"barcode": "" if further else "Abc123x", "more_barcodes": ("Abc123x",) if further else ()}
    parts.add(boss, PartData(code="A", name="灯泡", bin="B-7", **codes_of))
    parts.add(boss, PartData(code="B", name="灯座", barcode="Abc-123x"))
    assert codes(parts.by_barcode(scanned)) == ["A"]
    assert parts.by_barcode("b-7") == []
    assert codes(parts.duplicates(barcodes=[scanned])) == ["A", "B"]


def test_a_part_keeps_a_number_once_in_whatever_letters(boss: By) -> None:
    same = replace(
        FILTER, barcode="Abc-7", more_barcodes=("ABC-7", "abc-7", "X"), more_oe_nos=("06a 115 561 B",)
    )
    data = parts.open_part(parts.add(boss, same)).data
    assert (data.barcode, data.more_barcodes, data.more_oe_nos) == ("Abc-7", ("X",), ())


def test_a_scanned_barcode_or_code_names_its_parts(boss: By) -> None:
    parts.add(boss, FILTER)
    assert codes(parts.by_barcode(" 6901234567892 ")) == ["MD360935"]
    assert codes(parts.by_barcode("md360935")) == ["MD360935"]
    assert codes(parts.by_barcode("\x1d6901234567892\x00")) == ["MD360935"]
    assert codes(parts.by_barcode("ABC-7")) == codes(parts.by_barcode("1u0 867")) == ["MD360935"]
    assert parts.by_barcode("690123456789") == parts.by_barcode("") == parts.by_barcode("MD36") == []
    parts.add(boss, PartData(code="AA", name="同条码", barcode="6901234567892"))
    assert codes(parts.by_barcode("6901234567892")) == ["AA", "MD360935"]


def test_the_same_oe_number_or_barcode_is_noticed_not_refused(boss: By) -> None:
    part = parts.add(boss, FILTER)
    assert codes(parts.duplicates(oe_nos=["06A115561B"])) == ["MD360935"]
    assert codes(parts.duplicates(oe_nos=["X", "04e 115"], barcodes=["Y"])) == ["MD360935"]
    assert codes(parts.duplicates(barcodes=["abc-7"])) == ["MD360935"]
    assert parts.duplicates(oe_nos=["06A115561B"], barcodes=["6901234567892"], part_id=part) == []
    assert parts.duplicates(oe_nos=["06A"], barcodes=[""]) == parts.duplicates() == []
    assert parts.duplicates(oe_nos=["MD360935"], barcodes=["06A 115 561 B"]) == []


def test_numbers_are_kept_once_and_empty_ones_not_at_all(boss: By) -> None:
    typed = PartData(
        code="A", name="机滤", more_oe_nos=("x 1", "", "X 1", "y"), more_barcodes=("1", "1", "2")
    )
    data = parts.open_part(parts.add(boss, typed)).data
    assert (data.oe_no, data.more_oe_nos) == ("X 1", ("Y",))
    assert (data.barcode, data.more_barcodes) == ("1", ("2",))


def test_numbers_alone_are_a_change_that_others_are_told_of(boss: By) -> None:
    part = parts.add(boss, FILTER)
    parts.change(boss, part, 1, replace(FILTER, more_barcodes=("NEW",)))
    assert parts.open_part(part).version == 2
    assert codes(parts.find("new")) == ["MD360935"]
    assert parts.find("abc-7") == parts.by_barcode("ABC-7") == []
    with pytest.raises(StaleError, match="张三 changed this"):
        parts.change(boss, part, 1, replace(FILTER, bin="B-02"))


def test_a_part_of_a_fixed_price_keeps_no_markup(boss: By) -> None:
    part = parts.add(boss, replace(FILTER, price_basis=PriceBasis.FIXED))
    assert parts.open_part(part).data.markup_bp == 0


# Stock of it


def test_the_list_shows_stock_cost_and_price_by_code(room: Stockroom) -> None:
    room.part(3, 10_000, code="B", price_fen=5_000, bin="A-1", min_qty_milli=3_000)
    room.part(code="A")
    first, second = parts.page().rows
    assert (first.code, second.code) == ("A", "B")
    assert (second.on_hand_milli, second.cost_fen, second.price_fen) == (3000, 3_333, 5_000)
    assert (second.bin, second.min_qty_milli, second.grade, second.low) == (
        "A-1",
        3000,
        PartGrade.GENUINE,
        False,
    )


def test_pages_follow_each_other_without_a_gap(room: Stockroom) -> None:
    for code in ("C", "A", "E", "B", "D"):
        room.part(code=code)
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = parts.page(cursor, 2)
        seen += codes(list(page.rows))
        cursor = page.next_cursor
    assert seen == ["A", "B", "C", "D", "E"]
    assert cursor is None


def test_authorised_parts_are_spoken_for_until_issued(room: Stockroom) -> None:
    part = room.part(5, 500)
    for state in OrderState:
        room.line(room.order(state), part)
    room.line(room.order(), part, 9, customer_supplied=True)
    room.line(room.order(), part, 9, kind=LineKind.OTHER.value)
    order = room.order()
    room.issue(order, (room.line(order, part, 2), 1.5))
    card = parts.open_part(part).stock
    assert card.on_hand_milli == 3_500
    assert card.reserved_milli == len(RESERVING) * 1000 + 500
    assert card.available_milli == 3_500 - 9_500


def test_short_parts_are_those_with_less_available_than_there_should_be(room: Stockroom) -> None:
    room.part(5, 500, code="ENOUGH", min_qty_milli=5_000)
    room.part(5, 500, code="FEW", min_qty_milli=5_001)
    room.line(room.order(), room.part(1, 100, code="PROMISED"), 2)
    room.part(code="NONE")
    assert codes(list(parts.page(which="low").rows)) == ["FEW", "PROMISED"]
    assert codes(list(parts.page(which="out").rows)) == ["NONE"]
    assert codes(list(parts.page(("FEW",), which="low").rows)) == ["PROMISED"]


def test_the_summary_counts_what_each_filter_shows_and_adds_up_the_value(room: Stockroom) -> None:
    room.part(5, 501, code="ENOUGH", min_qty_milli=5_000)
    room.part(5, 700, code="FEW", min_qty_milli=5_001)
    room.line(room.order(), room.part(1, 100, code="PROMISED"), 2)
    room.part(code="NONE")
    room.part(code="GONE", active=False)
    told = parts.summary(TODAY)
    assert told.value_fen == 1_301
    assert told.counts == {which: len(parts.page(which=which, today=TODAY).rows) for which in PartFilter}
    assert [told.counts[which] for which in PartFilter] == [4, 2, 1, 0, 0, 0, 1]


def test_the_summary_of_an_empty_stock_is_nothing(boss: By) -> None:
    assert parts.summary(TODAY) == parts.StockSummary(dict.fromkeys(PartFilter, 0), 0)


# Suppliers


def test_a_supplier_is_added_changed_and_put_out_of_use(boss: By) -> None:
    ref = suppliers.add(boss, name=" 京城 汽配 ", contact="刘经理", phone="010-88886666")
    [row] = suppliers.suppliers()
    assert (row.id, row.name, row.contact, row.phone) == (ref, "京城 汽配", "刘经理", "010-88886666")
    suppliers.change(boss, ref, row.version, name="京城汽配", note="月结", active=False)
    assert suppliers.suppliers() == []
    [row] = suppliers.suppliers(everyone=True)
    assert (row.version, row.name, row.note, row.active) == (2, "京城汽配", "月结", False)


@pytest.mark.parametrize("name", ["", "京城汽配"])
def test_a_supplier_needs_a_name_of_its_own(boss: By, name: str) -> None:
    suppliers.add(boss, name="京城汽配")
    with pytest.raises(FieldError) as refused:
        suppliers.add(boss, name=name)
    assert refused.value.field == "name"


def test_the_stock_of_some_parts_is_one_query(room: Stockroom) -> None:
    pads, discs = room.part(code="A"), room.part(code="B")
    known = {one: parts.open_part(one).stock for one in (pads, discs)}
    assert parts.stock_of([discs, pads, pads]) == known
    assert parts.stock_of([]) == {}


def test_a_part_is_found_by_what_people_call_it_and_by_the_initials_of_that(boss: By) -> None:
    data = PartData(code="LQ-1", name="机油滤清器", aliases=("机滤", "Oil filter", "机滤"))
    ref = parts.add(boss, data)
    for typed in ("机滤", "jl", "oil", "机油滤"):
        assert [one.id for one in parts.find(typed, 5)] == [ref], typed
    card = parts.open_part(ref)
    assert card.data.aliases == ("机滤", "Oil filter")
    assert parts.by_barcode("Oil filter") == []
    parts.change(boss, ref, card.version, replace(card.data, aliases=("小过滤",)))
    assert parts.find("oil", 5) == []
    assert [one.id for one in parts.find("xgl", 5)] == [ref]


def test_the_short_words_of_the_trade_find_a_part_without_anybody_typing_them(boss: By) -> None:
    ref = parts.add(boss, PartData(code="LQ-2", name="空气滤清器 1.8T"))
    for typed in ("空滤", "kl1.8", "空气滤"):
        assert [one.id for one in parts.find(typed, 5)] == [ref], typed


def test_a_part_is_shown_with_both_its_bins_and_found_by_either(boss: By) -> None:
    ref = parts.add(boss, FILTER)
    assert parts.open_part(ref).stock.bin == "A-01-3 / C-12"
    assert [row.id for row in parts.find("c-12")] == [row.id for row in parts.find("A-01-3")] == [ref]
    parts.change(boss, ref, 1, replace(FILTER, bin=""))
    data = parts.open_part(ref).data
    assert (data.bin, data.second_bin) == ("C-12", "")
    assert parts.find("A-01") == []
    parts.change(boss, ref, 2, replace(FILTER, bin="C-12"))
    assert parts.open_part(ref).stock.bin == "C-12"
