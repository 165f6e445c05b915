"""Letters as they go out, many in one file, and their register: what they say, with names nobody should have."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from garage.domain.documents_letters import (
    AddressSheet,
    LetterBatch,
    LetterPaper,
    LetterRegister,
    RegisteredLetter,
)
from garage.domain.letters import LetterChannel, LetterKind, LetterState
from garage.i18n import LANGUAGES
from garage.reports.render import file_name, render
from tests.reports.samples import BAD_NAME, BAD_NAME_PRINTED, GARAGE, IMPRINT, LONG_NAME

LETTER = LetterPaper(
    "LT-2026-00001",
    LetterKind.INVITATION,
    LetterState.WRITTEN,
    "zh_CN",
    date(2026, 11, 21),
    "王女士",
    "深圳市南山区创业路 88 号 3 栋 1202",
    "冬季关怀活动邀请",
    "尊敬的王女士：\n诚邀您于2026年12月5日携粤B·12345参加冬季关怀活动，免费检查底盘、制动与电瓶。\n\n届时备有茶点。",
    "张三",
    "粤B·12345",
)
LINE = RegisteredLetter(
    "LT-2026-00001",
    date(2026, 11, 21),
    LetterKind.INVITATION,
    LetterState.ANSWERED,
    "王女士",
    "冬季关怀活动邀请",
    "冬季关怀",
    "张三",
    date(2026, 11, 22),
    LetterChannel.POST,
    "两人参加",
    date(2026, 11, 25),
)


def batch(*letters: LetterPaper) -> LetterBatch:
    return LetterBatch(GARAGE, IMPRINT, letters[0].number, letters)


def register(*lines: RegisteredLetter) -> LetterRegister:
    return LetterRegister(GARAGE, IMPRINT, "20261101-20261130", date(2026, 11, 1), date(2026, 11, 30), lines)


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_a_letter_speaks_its_own_language_whatever_papers_speak() -> None:
    english = replace(LETTER, language="en", body="Dear Ms Wang,\nplease come.")
    [text] = pages(render(batch(LETTER), "en"))
    assert "王女士收" in text
    assert "此致敬礼！" in text
    [text] = pages(render(batch(english), "zh_CN"))
    assert "Letterofinvitation" in text
    assert "Yourssincerely," in text


def test_a_greeting_that_stands_in_the_text_is_not_said_twice() -> None:
    [text] = pages(render(batch(replace(LETTER, body=f"{LETTER.body}\n此致\n敬礼！")), "zh_CN"))
    assert text.count("敬礼") == 1


def test_many_letters_are_one_file_and_each_counts_its_own_pages() -> None:
    long = replace(LETTER, number="LT-2026-00002", body="尊敬的王女士：\n" + "\n".join([LONG_NAME] * 12))
    texts = pages(render(batch(LETTER, long, replace(LETTER, number="LT-2026-00003")), "en"))
    first = [number for number in (1, 2, 3) for text in texts if f"LT-2026-0000{number}" in text]
    assert first == sorted(first)
    assert len(texts) >= 5
    assert "LT-2026-00003" in texts[-1]
    joined = "".join(texts)
    assert joined.count("敬礼") == 3
    assert joined.count("卡钳导向销") == LONG_NAME.count("卡钳导向销") * 12, "nothing of a long text is lost"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_nobody_should_have_are_printed(language: str) -> None:
    bad = replace(
        LETTER, addressee=BAD_NAME, address=LONG_NAME, subject=BAD_NAME, body=BAD_NAME, language=language
    )
    text = pages(render(batch(bad), language))[0]
    assert text.count(BAD_NAME_PRINTED) == 3
    line = replace(LINE, customer=BAD_NAME, subject=LONG_NAME, reply=BAD_NAME)
    assert BAD_NAME_PRINTED in pages(render(register(line), language))[0]


def test_a_void_letter_is_struck_out() -> None:
    [text] = pages(render(batch(replace(LETTER, language="en", state=LetterState.VOID)), "en"))
    assert "VOID" in text


def test_the_register_says_what_came_of_each() -> None:
    back = replace(LINE, state=LetterState.RETURNED, reply="", reply_on=None, returned_on=date(2026, 11, 24))
    void = replace(back, state=LetterState.VOID, returned_on=None, void_reason="写错")
    [text] = pages(render(register(LINE, back, void), "en"))
    assert "2026-11-25两人参加" in text
    assert "cameback2026-11-24" in text
    assert "void:写错" in text
    assert "冬季关怀" in text


def test_an_empty_month_says_so() -> None:
    [text] = pages(render(register(), "en"))
    assert "Noletterwaswritten" in text


def test_files_have_plain_names() -> None:
    assert file_name(replace(batch(LETTER), number="LT-2026-00001+6")) == "letter-LT-2026-00001+6.pdf"
    assert file_name(register()) == "register-of-letters-20261101-20261130.pdf"


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_begin_at_the_place_that_is_free(language: str) -> None:
    labels = ((BAD_NAME, LONG_NAME), *((f"客户{n}", "创业路 88 号") for n in range(29)))
    texts = pages(render(AddressSheet("LT-2026-00001+29", labels, start=20), language))
    assert [text.count("创业路88号") for text in texts] == [4, 24, 1]
    assert BAD_NAME_PRINTED in texts[0]
