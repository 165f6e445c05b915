"""Working time from 8 to 18 o'clock, rounded up to half hours (A7)."""

from datetime import datetime

import pytest

from garage.domain.working_hours import after_work


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (datetime(2026, 11, 21, 9, 0), 90, datetime(2026, 11, 21, 10, 30)),
        (datetime(2026, 11, 21, 9, 0), 91, datetime(2026, 11, 21, 11, 0)),
        (datetime(2026, 11, 21, 17, 0), 60, datetime(2026, 11, 21, 18, 0)),
        (datetime(2026, 11, 21, 17, 0), 90, datetime(2026, 11, 22, 8, 30)),
        (datetime(2026, 11, 21, 21, 0), 60, datetime(2026, 11, 22, 9, 0)),
        (datetime(2026, 11, 21, 6, 0), 60, datetime(2026, 11, 21, 9, 0)),
        (datetime(2026, 11, 21, 17, 0), 60 * 25, datetime(2026, 11, 24, 12, 0)),
    ],
)
def test_work_is_done_within_opening_hours_and_goes_on_the_next_morning(
    start: datetime, minutes: int, end: datetime
) -> None:
    assert after_work(start, minutes) == end
