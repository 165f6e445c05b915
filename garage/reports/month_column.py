"""What a table of the month's workbook is: its words, its columns, and which of them are summed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from garage.domain.labels import every
from garage.domain.month_tables import Table
from garage.reports.sheet import Kind


@dataclass(frozen=True)
class MonthColumn:
    """The column of one field of a row; members of `enums` are told in their words, `words` adds msgids to them.

    A `total` is summed below the rows, and compared with what the books say where they say something.
    """

    name: str
    title: str
    kind: Kind = "text"
    total: bool = False
    enums: tuple[type[Enum], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def spoken(self) -> dict[str, str]:
        """{what is stored: its msgid}; anything else is told as it is."""
        labels = (every().get(enum, {}) for enum in self.enums)
        return {**{member.value: msgid for table in labels for member, msgid in table.items()}, **self.words}


@dataclass(frozen=True)
class MonthTable:
    """A table with its heading, and what its figures mean; `pinned` columns stay in sight."""

    table: Table
    title: str
    columns: tuple[MonthColumn, ...]
    about: str = ""
    pinned: int = 1


def text(name: str, title: str, *enums: type[Enum]) -> MonthColumn:
    """A column of words."""
    return MonthColumn(name, title, enums=enums)


def money(name: str, title: str, *, total: bool = True) -> MonthColumn:
    """A column of fen, shown in yuan."""
    return MonthColumn(name, title, "money", total)


def flag(name: str, title: str) -> MonthColumn:
    """A column of ones that are counted."""
    return MonthColumn(name, title, "count", total=True)


def day(name: str, title: str) -> MonthColumn:
    """A column of days."""
    return MonthColumn(name, title, "day")


def moment(name: str, title: str) -> MonthColumn:
    """A column of moments."""
    return MonthColumn(name, title, "moment")


def quantity(name: str, title: str, *, total: bool = False) -> MonthColumn:
    """A column of milli-units."""
    return MonthColumn(name, title, "quantity", total)


def hours(name: str, title: str) -> MonthColumn:
    """A column of centi-hours."""
    return MonthColumn(name, title, "hours", total=True)


def number(name: str, title: str) -> MonthColumn:
    """A column of whole numbers that mean nothing together."""
    return MonthColumn(name, title, "count")
