"""The lists of letters: what has to go out by its day, what waits, all of them, page by page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from garage.domain.letters import LetterChannel, LetterKind
from garage.services import letter_rows, letters
from garage.services.letter_rows import LetterFilter
from garage.services.letters import LetterData
from tests.services.road import Road

DAY = date(2026, 11, 21)


@pytest.fixture
def seven(road: Road) -> list[int]:
    """Seven letters: 0 to 4 lie here, due later and later; 5 went out and waits; 6 came back."""
    data = LetterData(LetterKind.INVITATION, "邀请", "请来。", customer_id=road.customer)
    refs = [letters.write(road.boss, replace(data, due_on=DAY + timedelta(days=5 - n % 5))) for n in range(7)]
    letters.send(road.boss, dict.fromkeys(refs[5:]), LetterChannel.POST)
    letters.returned(road.boss, refs[6], None)
    return refs


def walked(which: LetterFilter, today: date, limit: int) -> list[int]:
    found, cursor = [], None
    while True:
        page = letter_rows.page(which, today, cursor, limit)
        found += [row.id for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_each_list_is_whole_whatever_its_pages(seven: list[int], limit: int) -> None:
    assert walked(LetterFilter.TO_SEND, DAY, limit) == seven[4::-1]
    assert walked(LetterFilter.LATE, DAY + timedelta(days=3), limit) == [seven[4], seven[3]]
    assert walked(LetterFilter.WAITING, DAY, limit) == [seven[5]]
    assert walked(LetterFilter.RETURNED, DAY, limit) == [seven[6]]
    assert walked(LetterFilter.ALL, DAY, limit) == seven[::-1]


def test_the_chips_count_what_has_to_be_done(seven: list[int]) -> None:
    assert letter_rows.counts(DAY + timedelta(days=3)) == {
        LetterFilter.TO_SEND: 5,
        LetterFilter.LATE: 2,
        LetterFilter.WAITING: 1,
    }


def test_an_answer_is_not_waited_for_for_ever(seven: list[int]) -> None:
    later = DAY + timedelta(days=letter_rows.WAIT_DAYS + 6)
    assert walked(LetterFilter.WAITING, later, 5) == []
    assert letter_rows.counts(later)[LetterFilter.WAITING] == 0


def test_the_register_has_what_was_written_on_its_days(seven: list[int], road: Road) -> None:
    assert [row.id for row in letter_rows.between(DAY, DAY)] == seven
    assert letter_rows.between(DAY + timedelta(days=1), DAY + timedelta(days=9)) == []


def test_a_letter_is_found_by_its_number(seven: list[int]) -> None:
    assert letter_rows.by_number("LT-2026-00003") == seven[2]
    assert letter_rows.by_number("LT-2026-09999") is None
    with pytest.raises(KeyError):
        letter_rows.one(99_999)
