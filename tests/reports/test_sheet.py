"""A workbook says what its values are: money, days and figures can be counted with, words stay words."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from garage.errors import MachineError
from garage.reports import sheet
from garage.reports.sheet import Kind, SheetColumn, value_of, write_table

COLUMNS = [
    SheetColumn("配件", "text"),
    SheetColumn("数量", "quantity"),
    SheetColumn("金额", "money", total=True),
    SheetColumn("日期", "day"),
    SheetColumn("时间", "moment"),
]
ROW = ["机油滤清器", 1500, 168032, date(2026, 11, 21), datetime(2026, 11, 21, 9, 30)]


def read(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def test_numbers_are_numbers_and_days_are_days(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert write_table(path, "库存", COLUMNS, [ROW], about=["低于下限"]) == 1
    cells = read(path)[4]
    assert [cell.value for cell in cells] == [
        "机油滤清器",
        1.5,
        1680.32,
        datetime(2026, 11, 21),
        datetime(2026, 11, 21, 9, 30),
    ]
    assert [cell.number_format for cell in cells] == [
        "General",
        "General",
        "#,##0.00",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm",
    ]


def test_title_filter_and_names_stand_above_and_stay_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, "库存/一", COLUMNS, [ROW], about=["低于下限"])
    made = read(path)
    assert [made["A1"].value, made["A2"].value] == ["库存/一", "低于下限"]
    assert [cell.value for cell in made[3]] == [column.title for column in COLUMNS]
    assert (made.freeze_panes, made.print_title_rows, made.auto_filter.ref) == ("A4", "$3:$3", "A3:E4")
    assert (made.page_setup.paperSize, made.page_setup.fitToHeight) == (9, 0)
    assert made.title == "库存 一"


def test_sums_follow_the_filter(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, "库存", COLUMNS, [ROW, ROW])
    [*_rows, total] = read(path).iter_rows()
    assert [cell.value for cell in total] == ["Total", None, "=SUBTOTAL(109,C3:C4)", None, None]
    assert total[2].number_format == "#,##0.00"


def test_without_rows_there_is_no_sum(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert write_table(path, "库存", COLUMNS, []) == 0
    assert read(path).max_row == 2


@pytest.mark.parametrize("words", ["=1+1", "+86 755", "-3", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_words_never_become_formulas(tmp_path: Path, words: str) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, words, [SheetColumn(words)], [[words]], about=[words])
    for row in read(path).iter_rows():
        assert (row[0].value, row[0].data_type, row[0].quotePrefix) == (words, "s", True)


def test_what_xml_cannot_hold_becomes_a_space(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, "x", [SheetColumn("x")], [["a\x0bb"]])
    assert read(path)["A3"].value == "a b"


@pytest.mark.parametrize(
    ("text", "kind", "value", "shape"),
    [
        ("¥1,680.32", "figure", "1680.32", "#,##0.00"),
        ("-¥88.80", "figure", "-88.80", "#,##0.00"),
        ("−¥88.80", "figure", "-88.80", "#,##0.00"),
        ("+6", "figure", "6", ""),
        ("1,234.5", "figure", "1234.5", ""),
        ("12", "figure", "12", ""),
        ("98.5%", "figure", "0.985", "0.0%"),
        ("−66.67 %", "figure", "-0.6667", "0.00%"),
        ("100%", "figure", "1.00", "0%"),
        ("–", "figure", "None", ""),
        ("12 mm", "figure", "12 mm", ""),
        ("00123", "shown", "00123", ""),
        ("2026-11-21", "shown", "2026-11-21", "yyyy-mm-dd"),
        ("2026-13-40", "shown", "2026-13-40", ""),
        ("2026-11-21 09:30", "figure", "2026-11-21 09:30:00", "yyyy-mm-dd hh:mm"),
    ],
)
def test_what_stands_on_the_screen_is_told_by_its_look(text: str, kind: Kind, value: str, shape: str) -> None:
    found, format_ = value_of(kind, text)
    assert (str(found), format_) == (value, shape)


def test_a_column_is_as_wide_as_its_chinese(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, "x", [SheetColumn("名"), SheetColumn("n")], [["机油滤清器总成", "abc"]])
    widths = read(path).column_dimensions
    assert widths["A"].width > 2 * len("机油滤清器总成")
    assert widths["B"].width < widths["A"].width / 1.5


def test_more_rows_than_a_sheet_takes_go_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    path = tmp_path / "a.xlsx"
    assert write_table(path, "x", [SheetColumn("n", "count")], [[n] for n in range(5)]) == 5
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["x", "x 2", "x 3"]
    assert [[row[0].value for row in one.iter_rows(min_row=3)] for one in book] == [[0, 1], [2, 3], [4]]


def test_stopped_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def rows() -> Iterator[list[str]]:
        yield ["a"]
        raise StoppedError

    path = tmp_path / "a.xlsx"
    write_table(path, "x", [SheetColumn("n")], [["before"]])
    with pytest.raises(StoppedError):
        write_table(path, "x", [SheetColumn("n")], rows())
    assert read(path)["A3"].value == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="could not be written") as refused:
        write_table(tmp_path / "gone" / "a.xlsx", "x", [SheetColumn("n")], [["a"]])
    assert "Excel" in refused.value.advice
