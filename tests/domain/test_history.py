"""What the log of an order says: every act has words, every change its before and after."""

import pytest

from garage.domain.history import ACTS, Entry, Names, act_words, change_words
from garage.domain.order_steps import STEPS

NAMES = Names(people={4: "李师傅", 5: "王班长"}, lines={7: "更换前刹车片"}, bays={1: "举升机 1"})


def said(act: str, before: dict[str, object], after: dict[str, object], noun: str = "work_order") -> str:
    return change_words(Entry(noun, 7, act, before, after), NAMES)


def test_every_step_that_moves_an_order_has_words() -> None:
    moving = {step.act.value for step in STEPS if step.sources != {step.target}}
    assert {act for act in moving if ("work_order", act) not in ACTS} == set()


def test_an_act_without_words_shows_its_code() -> None:
    assert act_words(Entry("work_order", 1, "polish", {}, {})) == "polish"


@pytest.mark.parametrize(
    ("noun", "after", "words"),
    [
        ("goods_issue", {"is_return": False}, "Parts issued"),
        ("goods_issue", {"is_return": True}, "Parts returned"),
        ("receipt", {"total_fen": 100}, "Payment received"),
        ("receipt", {"total_fen": -100, "reversal_of": 3}, "Payment reversed"),
    ],
)
def test_goods_and_money_that_come_back_are_called_so(
    noun: str, after: dict[str, object], words: str
) -> None:
    assert act_words(Entry(noun, 1, "create", {}, after)) == words


def test_a_change_says_before_and_after() -> None:
    before = {"state": "RECEIVED", "odo_in": None, "promised_at": "2026-11-21T14:00:00"}
    after = {"state": "ESTIMATED", "odo_in": 86_412, "promised_at": None}
    assert said("reception", before, after) == (
        "State: Received → Estimated; Odometer: 86,412 km; Promised time: 2026-11-21 14:00 → –"
    )


def test_an_odometer_at_zero_is_a_reading() -> None:
    assert said("reception", {"odo_in": None}, {"odo_in": 0}) == "Odometer: 0 km"


def test_lines_that_came_went_or_cost_something_else() -> None:
    before = {"1": "更换前刹车片 48000", "2": "检查底盘 5000", "3": "机油 4L 20000"}
    after = {"1": "更换前刹车片 48000", "2": "机油 4L 18000", "3": "滤清器 3800"}
    assert said("lines", before, after) == ("机油 4L: ¥200.00 → ¥180.00; + 滤清器 ¥38.00; − 检查底盘 ¥50.00")


def test_of_two_lines_with_one_name_each_is_told() -> None:
    assert said("lines", {"1": "机油 100", "2": "机油 200"}, {"1": "机油 300"}) == (
        "机油: ¥1.00 → ¥3.00; − 机油 ¥2.00"
    )


def test_shares_name_the_line_and_its_people_where_they_changed() -> None:
    before = {"7": {"4": 10_000}, "8": {"4": 10_000}}
    after = {"7": {"4": 6_000, "5": 4_000}, "8": {"4": 10_000}}
    assert said("shares", before, after) == "更换前刹车片: 李师傅 60 %, 王班长 40 %"


def test_a_price_that_is_not_the_list_price() -> None:
    assert said("price override", {"前刹车片": 60_016}, {"前刹车片": 58_000}) == "前刹车片: ¥600.16 → ¥580.00"


def test_a_discount_that_was_typed_with_the_line() -> None:
    assert (
        said("line discount", {"更换前刹车片": 0}, {"更换前刹车片": 10_000})
        == "更换前刹车片: ¥0.00 → ¥100.00"
    )


def test_work_on_a_line_names_the_line() -> None:
    assert said("start", {}, {"status": "STARTED"}, "order_line") == "更换前刹车片"


def test_a_line_that_is_billed_as_issued_says_what_it_costs_now() -> None:
    before, after = {"qty_milli": 2000, "gross_fen": 120_032}, {"qty_milli": 1000, "gross_fen": 60_016}
    words = change_words(Entry("order_line", 7, "bill issued", before, after), NAMES)
    assert words == "更换前刹车片: ¥1,200.32 → ¥600.16"


def test_a_document_is_said_by_number_and_amount() -> None:
    values = {"no": "RC-2026-00001", "total_fen": 168_032, "payer": "王女士"}
    assert said("create", {}, values, "receipt") == "RC-2026-00001 · ¥1,680.32"


def test_a_bay_is_said_by_its_name() -> None:
    assert said("assign", {"bay": None}, {"bay": 1}) == "Bay: 举升机 1"
