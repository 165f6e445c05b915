"""Times as people say them."""

from datetime import datetime, timedelta

import pytest

from garage import i18n
from garage.ui.forms.spoken_time import say_due, say_promise, say_span

NOW = datetime(2026, 11, 21, 9, 0)
TOMORROW = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (90, "1 h 30 min"), (1500, "1 d 1 h"), (2880, "2 d")],
)
def test_a_span_is_said_in_at_most_two_units(minutes: int, words: str) -> None:
    assert say_span(timedelta(minutes=minutes)) == words


def test_a_far_promise_names_its_day() -> None:
    assert say_due(TOMORROW, NOW) == "due tomorrow 09:00"
    assert say_promise(TOMORROW, NOW) == "ready tomorrow 09:00"


def test_only_a_car_is_handed_over() -> None:
    """A complaint to verify or the time limit of a fault is due by then, and nobody hands anything over."""
    with i18n.speaking("zh_CN"):
        assert say_due(TOMORROW, NOW) == "明天 09:00 前"
        assert say_promise(TOMORROW, NOW) == "明天 09:00 交车"
