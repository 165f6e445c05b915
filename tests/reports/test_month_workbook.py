"""The month's workbook: formulas that come out as the books say, text that stays text, and a file written whole."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage import i18n
from garage.domain import month_care_rows, month_goods_rows, month_rows
from garage.domain.month_of_year import Month
from garage.domain.month_tables import GROUPS, Compared, MonthHead, Table
from garage.errors import MachineError
from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.reports import sheet
from garage.reports.month_workbook import SHEETS, TABLES, sheet_names, write_month
from garage.services import demo, month_figures
from tests.reports.formulas import FormulaError, Reckoner
from tests.reports.office import OFFICE, check_rows, every_check_is_zero, recalculated

NOW = datetime(2026, 11, 22, 16)
NOVEMBER = Month(2026, 11)
CARS = 40
ROWS = {
    Table.ORDERS: month_rows.OrderRow,
    Table.LABOUR: month_rows.LabourRow,
    Table.PARTS: month_rows.PartRow,
    Table.MONEY: month_rows.MoneyRow,
    Table.DEBTS: month_rows.DebtRow,
    Table.REDUCED: month_rows.ReducedRow,
    Table.MECHANICS: month_rows.MechanicRow,
    Table.DAYS: month_rows.DayRow,
    Table.RECORDS: month_rows.RecordRow,
    Table.STOCK: month_goods_rows.StockRow,
    Table.GOODS: month_goods_rows.GoodsRow,
    Table.SUPPLIERS: month_goods_rows.SupplierRow,
    Table.COUNTS: month_goods_rows.CountRow,
    Table.SHELF: month_goods_rows.ShelfRow,
    Table.OLD_PARTS: month_goods_rows.OldPartRow,
    Table.CLAIMS: month_goods_rows.ClaimRow,
    Table.REWORKS: month_goods_rows.ReworkRow,
    Table.CALLS: month_care_rows.CallRow,
    Table.TOPICS: month_care_rows.TopicRow,
    Table.COMPLAINTS: month_care_rows.ComplaintRow,
    Table.CHANGES: month_care_rows.ChangeRow,
    Table.DUE: month_care_rows.DueRow,
}


@pytest.fixture(scope="module")
def garage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A garage with a year behind it."""
    path = tmp_path_factory.mktemp("month") / "garage.db"
    database.connect(path)
    migrate(STEPS)
    demo.fill(CARS, now=NOW)
    yield path
    database.close()


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def written(request: pytest.FixtureRequest, garage: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of this month in either language."""
    path = tmp_path_factory.mktemp(request.param) / f"{request.param}.xlsx"
    head = month_figures.head(NOVEMBER, NOW)
    write_month(path, head, lambda table: month_figures.rows(table, NOVEMBER, NOW), request.param)
    return path


def nothing(table: Table) -> Sequence[tuple[Any, ...]]:
    return ()


def empty_head() -> MonthHead:
    return MonthHead("诚信汽修", NOW, Compared(NOVEMBER, {}, {}, {}))


def test_the_columns_of_every_table_are_the_fields_of_its_rows() -> None:
    assert set(TABLES) == {table for tables in SHEETS for table in tables} - {Table.SUMMARY}
    for table, columns in TABLES.items():
        assert tuple(column.name for column in columns.columns) == ROWS[table]._fields, table


def test_every_key_figure_is_the_sum_of_columns_that_are_summed() -> None:
    totals = {(table, column.name) for table, of in TABLES.items() for column in of.columns if column.total}
    for group in GROUPS:
        for figure in group.figures:
            assert {*figure.over, *figure.under} <= totals, figure.key


def test_there_are_twenty_sheets_whose_names_excel_takes_in_both_languages() -> None:
    for language in i18n.LANGUAGES:
        names = sheet_names(i18n.words(language))
        assert len(set(names)) == 20
        assert all(len(name) <= 31 and not set(name) & set("\\/*?:[]'") for name in names), names


def test_every_formula_comes_out_and_every_check_is_zero(written: Path, tmp_path: Path) -> None:
    every_check_is_zero(written, tmp_path)
    book = Reckoner(written)
    assert len(book.formulas) > 150
    first = book.book.worksheets[0]
    together = [row[2] for row in first.iter_rows() if row[2].data_type == "f"][-1]
    assert "SUM" in together.value
    assert book.value(first.title, together.coordinate) == 0


def test_a_row_that_somebody_changes_turns_its_check(written: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written)
    orders = book.worksheets[1]
    column = [cell.value for cell in orders[4]].index(i18n.words(written.stem)("Revenue")) + 1
    row = next(row for row in range(5, 200) if isinstance(orders.cell(row, column).value, (int, float)))
    orders.cell(row, column).value += 0.01
    book.save(tmp_path / "changed.xlsx")
    checked = Reckoner(tmp_path / "changed.xlsx")
    wrong = [place for place in check_rows(tmp_path / "changed.xlsx") if checked.value(*place)]
    assert wrong
    assert {page for page, _cell in wrong} == {orders.title}


def test_an_office_program_works_it_out_as_we_do(written: Path, tmp_path: Path) -> None:
    """Where there is none, our own reckoner stands for it: it is held to the values of the books then."""
    ours = Reckoner(written)
    books = month_figures.sums(NOVEMBER, NOW)
    if OFFICE is None:
        first = ours.book.worksheets[0]
        shown = {
            row[0].value: ours.value(first.title, row[1].coordinate) for row in first.iter_rows(max_row=60)
        }
        revenue = i18n.words(written.stem)("Revenue")
        assert shown[f"  {revenue}"] == pytest.approx(books[Table.ORDERS, "revenue_fen"] / 100)
        return
    theirs = recalculated(written, tmp_path)
    for page, cell in ours.formulas:
        try:
            mine = ours.value(page, cell)
        except FormulaError:
            mine = None
        found = theirs[page][cell].value
        if isinstance(mine, (int, float)):
            assert found == pytest.approx(mine, abs=1e-6), (page, cell)
        else:
            assert (found or "") == (mine or ""), (page, cell)


def test_numbers_are_numbers_days_are_days_and_heads_stay_in_sight(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    money = book.worksheets[4]
    words = i18n.words(written.stem)
    heads = [cell.value for cell in money[4]]
    row = list(money[5])
    total = row[heads.index(words("Total"))]
    assert isinstance(total.value, (int, float))
    assert total.number_format.startswith("#,##0.00")
    assert isinstance(row[1].value, datetime)
    for page in book.worksheets[1:]:
        assert page.freeze_panes is not None
        assert page.print_title_rows == "$4:$4"
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.column_dimensions["A"].width >= 6
    assert sum(len(page._charts) for page in book.worksheets) >= 4


def test_a_month_without_anything_is_a_workbook_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    assert write_month(path, empty_head(), nothing, "zh_CN") == 0
    book = Reckoner(path)
    for place in book.formulas:
        book.value(*place)
    assert [page.max_row for page in book.book.worksheets][1:5] == [6, 6, 6, 6]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.text(alphabet="=+-@\t\r#'|!cmd1", min_size=1, max_size=20)))
def test_text_stays_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    blank = {"customer": text, "reason": text, "at": NOW, "kind": "BILL"}
    row = month_rows.ReducedRow(
        *(blank.get(name, 0 if name.endswith("_fen") else "") for name in month_rows.ReducedRow._fields)
    )
    path = tmp_path / "text.xlsx"
    rows = {Table.REDUCED: [row]}
    write_month(path, empty_head(), lambda table: rows.get(table, ()), "en")
    page = openpyxl.load_workbook(path).worksheets[6]
    for cell in (page["E5"], page["K5"]):
        assert cell.data_type in {"s", "n"}
        kept = sheet._CONTROL.sub(" ", text)
        assert (cell.value or "") == kept.replace("\r\n", "\n").replace("\r", "\n") or cell.data_type == "s"
        assert cell.data_type == "s" or cell.value is None


def test_fen_come_out_exactly(tmp_path: Path) -> None:
    amounts = [1, 29, 57, 115, 100_010, 123_456_789_012, -8_880]
    rows = [
        month_rows.DayRow(date(2026, 11, 1) + timedelta(days=nth), 0, 0, 0, fen, fen)
        for nth, fen in enumerate(amounts)
    ]
    path = tmp_path / "fen.xlsx"
    write_month(path, empty_head(), lambda table: rows if table is Table.DAYS else (), "en")
    page = openpyxl.load_workbook(path).worksheets[0]
    found = [row[4].value for row in page.iter_rows() if isinstance(row[0].value, datetime)]
    assert [round(value * 100) for value in found] == amounts
    assert all(f"{value:.10g}" == f"{fen / 100:.10g}" for value, fen in zip(found, amounts, strict=True))


def test_whoever_watches_is_told_each_sheet_and_may_stop_it(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []

    class EnoughError(Exception):
        pass

    def watch(done: int, all_: int, name: str) -> None:
        seen.append((done, all_, name))
        if done == 7:
            raise EnoughError

    path = tmp_path / "stopped.xlsx"
    with pytest.raises(EnoughError):
        write_month(path, empty_head(), nothing, "en", watch)
    assert [done for done, _all, _name in seen] == list(range(8))
    assert {all_ for _done, all_, _name in seen} == {20}
    assert list(tmp_path.iterdir()) == []


def refused(_self: Path, *_how: object, **_named: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("where", ["open", "replace", "folder"])
def test_a_file_that_cannot_be_written_says_so_and_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"old")
    if where == "folder":
        path = tmp_path / "gone" / "month.xlsx"
    else:
        monkeypatch.setattr(Path, where, refused)
    with pytest.raises(MachineError) as error:
        write_month(path, empty_head(), nothing, "en")
    assert "Excel" in error.value.advice
    monkeypatch.undo()
    assert [one.name for one in tmp_path.iterdir()] == ["month.xlsx"]
    assert (tmp_path / "month.xlsx").read_bytes() == b"old"


def test_a_full_disk_is_told_as_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(openpyxl.Workbook, "save", full)
    with pytest.raises(MachineError) as error:
        write_month(tmp_path / "month.xlsx", empty_head(), nothing, "en")
    assert "full" in error.value.advice
    assert list(tmp_path.iterdir()) == []


def test_the_reckoner_itself_reckons(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "It's"
    for cell, value in {
        "A1": 2,
        "A2": 3.5,
        "A3": "x",
        "B1": "=SUM(A1:A3)",
        "B2": '=IFERROR(A1/A4,"")',
    }.items():
        page[cell] = value
    page["B3"] = "=IF(ABS(A1-'It''s'!$A$2)<1.6,ROUND(A2*3-1,1),-1)"
    page["B4"] = "=A1/A4"
    book.save(tmp_path / "a.xlsx")
    found = Reckoner(tmp_path / "a.xlsx")
    assert [found.value("It's", cell) for cell in ("B1", "B2", "B3")] == [5.5, "", 9.5]
    with pytest.raises(FormulaError):
        found.value("It's", "B4")
