"""Small habits of this computer's user: folders, printers, widths; kept by Qt's settings."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QSettings

MOST_COPIES = 99


@dataclass(frozen=True)
class PrintHabit:
    """How a kind of document is printed here; empty words where nothing has been chosen."""

    printer: str = ""
    paper: str = ""
    copies: int = 1


def recall(key: str, default: str = "") -> str:
    """What was remembered under `key`."""
    value = QSettings().value(key, default)
    return value if isinstance(value, str) else default


def remember(key: str, value: str) -> None:
    """Remember `value` for next time."""
    QSettings().setValue(key, value)


def recall_print(kind: str, usual: PrintHabit, papers: Collection[str] = ()) -> PrintHabit:
    """How `kind` was printed last, or set in the settings, as far as it still suits; else as is `usual`."""
    printer, paper, copies = (recall(f"print/{kind}/{what}") for what in ("printer", "paper", "copies"))
    counted = copies.isdecimal() and 1 <= int(copies) <= MOST_COPIES
    return PrintHabit(
        printer or usual.printer,
        paper if paper in papers else usual.paper,
        int(copies) if counted else usual.copies,
    )


def remember_print(kind: str, habit: PrintHabit) -> None:
    """Print `kind` like this next time."""
    remember(f"print/{kind}/printer", habit.printer)
    remember(f"print/{kind}/paper", habit.paper)
    remember(f"print/{kind}/copies", str(habit.copies))
