"""Columns of the month's workbook that hold whatever stands in them: what is too wide shows crosses, not figures."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from garage.domain.month_of_year import Month
from garage.domain.month_tables import Compared, MonthHead, Sums, Table
from garage.reports.month_column import MonthColumn
from garage.reports.month_workbook import SHEETS, TABLES, write_month
from garage.reports.sheet import width_of
from tests.reports.formulas import FormulaError, Reckoner

NOW = datetime(2026, 12, 5, 9)
NOVEMBER = Month(2026, 11)
SMALL, WIDE = 201, 3
LARGE = {"money": 2_031_987_654, "hours": 9_876_543, "quantity": 1_234_567_890, "count": 412_345}
SUPPLIER = "广州市白云区永泰汽车配件有限公司"


def value(column: MonthColumn) -> Any:
    if column.kind == "day":
        return date(2026, 11, 30)
    if column.kind == "moment":
        return NOW
    return SUPPLIER if column.kind == "text" else LARGE.get(column.kind, 9_999)


def rows(table: Table) -> Sequence[tuple[Any, ...]]:
    """Small ones first: the last of many is the widest."""
    one = tuple(value(column) for column in TABLES[table].columns)
    small = tuple(1 if isinstance(kept, int) else kept for kept in one)
    return [small] * SMALL + [one] * WIDE


def books() -> Sums:
    return {
        (table, column.name): SMALL + WIDE * value(column)
        for table, of in TABLES.items()
        for column in of.columns
        if column.total
    }


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month in which every column has a large sum."""
    path = tmp_path_factory.mktemp("widths") / f"{request.param}.xlsx"
    head = MonthHead("诚信汽修", NOW, Compared(NOVEMBER, books(), books(), books()))
    write_month(path, head, rows, request.param)
    return path


def shown(value: float, look: str) -> str:
    """A number as its cell shows it; without a look only its whole part has to fit."""
    places = len(look.split(";", maxsplit=1)[0].split(".")[1].strip("%")) if "." in look else 0
    if look == "General":
        return str(round(value))
    return f"{value:,.{places}%}" if "%" in look else f"{value:,.{places}f}"


def test_no_figure_and_no_sum_is_wider_than_its_column(written: Path) -> None:
    book = Reckoner(written)
    measured = 0
    for page in book.book.worksheets:
        widths = {letter: page.column_dimensions[letter].width for letter in page.column_dimensions}
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value is not None):
            found = cell.value
            if cell.data_type == "f":
                try:
                    found = book.value(page.title, cell.coordinate)
                except FormulaError:
                    continue
            if isinstance(found, (int, float)):
                text = shown(found, cell.number_format)
                assert len(text) <= widths[cell.column_letter] - 1, (page.title, cell.coordinate, text)
                measured += cell.data_type == "f"
    assert measured > 150


def test_a_lower_table_of_a_sheet_has_its_words_and_sums_whole(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    place = next(nth for nth, tables in enumerate(SHEETS) if Table.SUPPLIERS in tables)
    page = book.worksheets[place]
    name = next(nth for nth, column in enumerate(TABLES[Table.SUPPLIERS].columns) if column.kind == "text")
    assert page.column_dimensions[get_column_letter(name + 1)].width >= min(width_of(SUPPLIER), 30)
