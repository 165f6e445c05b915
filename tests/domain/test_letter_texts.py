from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage import i18n
from garage.domain.customers import CustomerKind
from garage.domain.letter_texts import CHINESE, Blank, blanks, fill, salutation, saluted, spelled, written
from garage.errors import FieldError

VALUES = {blank: f"<{blank}>" for blank in Blank}
ZH, EN = i18n.words("zh_CN"), i18n.words("en")
PIECES = st.sampled_from(
    ["{customer}", "{客户}", "{ Plate }", "｛车牌｝", "{last visit}", "{上次来店}", "{ends}"]
)


def fault(text: str) -> FieldError | None:
    try:
        fill("body", text, VALUES)
    except FieldError as error:
        return error
    return None


@given(st.text() | st.text("{}｛｝ plate客户\n"))
def test_any_text_is_filled_or_its_fault_is_named(text: str) -> None:
    found = fault(text)
    assert found is None or (found.field == "body" and found.text.strip())


@given(st.text().filter(lambda text: not set(text) & set("{}｛｝")))
def test_a_text_without_blanks_stays_as_it_is(text: str) -> None:
    assert fill("body", text, {}) == text


@given(
    st.lists(st.tuples(st.text("ab 甲<&\n🙂", max_size=8), PIECES), max_size=8), st.text("xy。", max_size=5)
)
def test_what_stands_between_blanks_is_never_lost(pairs: list[tuple[str, str]], end: str) -> None:
    text = "".join(f"{plain}{blank}" for plain, blank in pairs) + end
    found = blanks("body", text)
    assert len(found) == len(pairs)
    expected = "".join(f"{plain}<{blank}>" for (plain, _), blank in zip(pairs, found, strict=True)) + end
    assert fill("body", text, VALUES) == expected


def test_both_languages_name_the_same_blanks() -> None:
    for blank, chinese in CHINESE.items():
        assert blanks("body", f"{{{blank}}}{{{chinese}}}") == [blank, blank]
        assert blanks("body", written(blank, "zh_CN") + written(blank, "en")) == [blank, blank]


def test_a_blank_that_nobody_knows_is_named_with_those_that_are_known() -> None:
    with pytest.raises(FieldError, match=r"\{colour\}.*\{customer\}") as caught:
        fill("subject", "Your {colour} car", VALUES)
    assert caught.value.field == "subject"


@pytest.mark.parametrize("text", ["an { alone", "one } more", "{customer", "{{customer}", "｛客户", "a}{b"])
def test_a_brace_that_stands_alone_is_said(text: str) -> None:
    with pytest.raises(FieldError, match="brace"):
        fill("body", text, VALUES)


def test_what_is_not_known_here_is_not_left_out() -> None:
    with pytest.raises(FieldError, match=r"\{开始日期\}"):
        fill("body", "{客户}：{开始日期}", {Blank.CUSTOMER: "王女士"})


def test_a_value_with_braces_is_no_blank() -> None:
    assert fill("body", "{customer}!", {Blank.CUSTOMER: "{plate}"}) == "{plate}!"


@pytest.mark.parametrize("stood", ["张{三：", "a{b}c", "x{客户}", "｛b｝", "a}{b"])
def test_braces_that_stood_there_stay_and_new_ones_are_blanks(stood: str) -> None:
    assert fill("body", stood, VALUES, stood) == stood
    assert fill("body", f"{stood}\n{{plate}}", VALUES, stood) == f"{stood}\n<plate>"
    with pytest.raises(FieldError):
        fill("body", f"{stood}\n{{nobody}}", VALUES, stood)
    with pytest.raises(FieldError):
        fill("body", f"{stood}\n{{ alone", VALUES, stood)


def test_nobody_guesses_a_title() -> None:
    assert salutation("王明", CustomerKind.PERSON, ZH) == "尊敬的客户 王明："
    assert salutation("王女士", CustomerKind.PERSON, ZH) == "尊敬的王女士："
    assert salutation("深圳通达物流", CustomerKind.ORGANISATION, ZH) == "尊敬的深圳通达物流："
    assert salutation("Wang", CustomerKind.PERSON, EN) == "Dear customer Wang,"


def test_a_text_with_a_salutation_gets_no_second_one() -> None:
    assert saluted("敬启", "王明", CustomerKind.PERSON, EN) == "Dear customer 王明,\n敬启"
    for begun in ("尊敬的王总：\n你好", "Dear Mr Wang,\nhello", "亲爱的车友：\n"):
        assert saluted(begun, "王明", CustomerKind.PERSON, ZH) == begun


def test_a_day_is_spelled_as_letters_do() -> None:
    assert spelled(date(2026, 12, 5), "zh_CN") == "2026年12月5日"
    assert spelled(date(2026, 12, 5), "en") == "2026-12-05"
