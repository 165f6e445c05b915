"""What the board and the figures read comes from indexes: no table of warranty returns is read from end to end."""

from collections.abc import Callable
from datetime import date

import pytest

from garage.domain.returns_board import Stage
from garage.services import returns_board, returns_due, returns_figures
from garage.services.command import By
from tests.services.plans import scans

TODAY = date(2026, 11, 21)
READS: dict[str, Callable[[], object]] = {
    "old parts": lambda: returns_board.cards(Stage.OLD_PARTS),
    "old parts of one": lambda: returns_board.cards(Stage.OLD_PARTS, 1),
    "claims": lambda: returns_board.cards(Stage.CLAIMED),
    "closed of one": lambda: returns_board.closed(supplier_id=1),
    "due": returns_due.due,
    "waiting": lambda: returns_due.waiting(TODAY),
    "suppliers": lambda: returns_figures.by_supplier("2026-10", "2026-11", TODAY),
    "months": lambda: returns_figures.by_month("2026-10", "2026-11"),
    "faults": lambda: returns_figures.frequent_faults(TODAY),
}
SMALL = ("calendar_day", "order_line_claimed")
"""A few days a year; lines that somebody claims, by the index of nothing else."""


@pytest.mark.parametrize("read", READS)
def test_no_table_is_read_from_end_to_end(boss: By, read: str) -> None:
    assert boss
    assert scans(READS[read], SMALL) == []
