"""Version 4: warranty returns – verdicts, rework, old parts, claims – and the calendar of working days."""

from datetime import date, datetime, timedelta

from garage.models.database import database
from garage.models.migrations.runner import make_nullable, run_sql_file

HOLIDAYS = {
    "NEW_YEAR": "2025-01-01 2026-01-01/02",
    "SPRING_FESTIVAL": "2025-01-28/31 2025-02-03/04 2026-02-16/20 2026-02-23",
    "QINGMING": "2025-04-04 2026-04-06",
    "LABOUR_DAY": "2025-05-01/02 2025-05-05 2026-05-01 2026-05-04/05",
    "DRAGON_BOAT": "2025-06-02 2026-06-19",
    "MID_AUTUMN": "2026-09-25",
    "NATIONAL_DAY": "2025-10-01/03 2025-10-06/08 2026-10-01/02 2026-10-05/07",
}
"""Weekdays that are free by the State Council's notices for 2025 and 2026."""
WORKED = {
    "NEW_YEAR": "2026-01-04",
    "SPRING_FESTIVAL": "2025-01-26 2025-02-08 2026-02-14 2026-02-28",
    "LABOUR_DAY": "2025-04-27 2026-05-09",
    "MID_AUTUMN": "2026-09-20",
    "NATIONAL_DAY": "2025-09-28 2025-10-11 2026-10-10",
}
"""Weekend days that are worked for them."""


def run() -> None:
    """All tables; the working days of the years that are known."""
    run_sql_file("m0004_warranty_returns.sql")
    for column in ("order_line_id", "issue_id"):
        make_nullable("line_serial", column)
    write_known_days()


def write_known_days() -> None:
    """The days of `HOLIDAYS` and `WORKED`, as the calendar keeps them."""
    rows = [
        (datetime(2025, 11, 4), 0, 1, day, kind, name, "国务院办公厅")
        for kind, table in (("OFF", HOLIDAYS), ("WORK", WORKED))
        for name, text in table.items()
        for day in _days(text)
    ]
    marks = ", ".join([f"({', '.join([database.param] * 7)})"] * len(rows))
    columns = "created_at, created_by, version, falls_on, kind, name, source"
    database.execute_sql(
        f"INSERT INTO calendar_day ({columns}) VALUES {marks}",  # noqa: S608 - marks of parameters
        [value for row in rows for value in row],
    )


def _days(text: str) -> list[date]:
    days = []
    for word in text.split():
        first = date.fromisoformat(word[:10])
        last = first.replace(day=int(word[11:] or first.day))
        days += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return days
