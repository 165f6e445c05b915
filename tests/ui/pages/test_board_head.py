"""The head of the board: the countdown to the day of the month's claims, and whether anybody works then."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.working_days import Calendar, DayKind
from garage.services.returns_due import Due, MonthDue
from garage.ui.pages.board_head import BoardHead

KNOWN = frozenset({2026})
HOLIDAY = Calendar({date(2026, 2, day): DayKind.OFF for day in (9, 10)}, KNOWN)


@pytest.mark.parametrize(
    ("on", "calendar", "value", "about", "hints"),
    [
        (date(2026, 11, 10), Calendar({}, KNOWN), "due 11-10 · 7 days left", "2 claims not sent", 0),
        (
            date(2026, 5, 10),
            Calendar({}, KNOWN),
            "due 05-10 · 7 days left",
            "2 claims not sent · latest 05-08",
            1,
        ),
        (date(2026, 2, 10), HOLIDAY, "due 02-10 · 7 days left", "2 claims not sent · latest 02-06", 1),
        (
            date(2027, 1, 10),
            Calendar({}, KNOWN),
            "due 01-10 ? · 7 days left",
            "2 claims not sent · latest 01-08",
            2,
        ),
    ],
    ids=["a working day", "a Sunday", "a holiday after a weekend", "a year nobody entered"],
)
def test_a_day_on_which_nobody_works_names_the_last_one_before_it(
    qtbot: QtBot, on: date, calendar: Calendar, value: str, about: str, hints: int
) -> None:
    head = BoardHead()
    qtbot.addWidget(head)
    head.show_month(Due((MonthDue(on, unsent=2),), (), ()), on.replace(day=3), calendar)
    assert (head.month.value.text(), head.month.about.text()) == (value, about)
    assert len(head.month.toolTip().splitlines()) == hints
