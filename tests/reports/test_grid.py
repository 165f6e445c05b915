from garage.reports.blocks import Space, Stack, Text
from garage.reports.grid import Cell, Column, Grid, Row, Tied
from garage.reports.layout import flow

WIDTH = 200.0


def grid(count: int, *, foot: bool = False) -> Grid:
    def row(words: str) -> Row:
        return Row([Cell(Text(words))])

    return Grid([Column(1)], [row(str(n)) for n in range(count)], [row("head")], [row("sum")] if foot else [])


def row_height() -> float:
    return grid(0).height(WIDTH)


def counts(pages: list[list[object]]) -> list[int]:
    return [sum(len(block.rows) for block in page if isinstance(block, Grid)) for page in pages]


def test_a_table_fills_each_page_and_repeats_its_head() -> None:
    room = row_height() * 5
    pages = flow([grid(10)], WIDTH, room, room)
    assert counts(pages) == [4, 4, 2]
    assert all(block.head for page in pages for block in page)


def test_the_sum_never_stands_alone_on_a_page() -> None:
    room = row_height() * 5
    pages = flow([grid(4, foot=True)], WIDTH, room, room)
    assert counts(pages) == [3, 1]
    assert [bool(page[0].foot) for page in pages] == [False, True]


def test_rows_go_along_with_totals_that_need_a_new_page() -> None:
    room = row_height() * 7
    pages = flow([Tied(grid(6, foot=False), Space(row_height() * 3), gap=0)], WIDTH, room, room)
    assert len(pages) == 2
    assert len(pages[0][0].rows) == 4
    assert len(pages[1][0].grid.rows) == 2


def test_a_short_table_moves_whole_with_its_totals() -> None:
    room = row_height() * 6
    pages = flow([Text("above"), Tied(grid(2), Space(row_height() * 3), gap=0)], WIDTH, room, room)
    assert [len(page) for page in pages] == [1, 1]


def test_a_row_taller_than_a_page_is_cut_between_its_lines() -> None:
    tall = Grid([Column(1), Column(1)], [Row([Cell(Text("字" * 500)), Cell(Text("1"))])])
    pages = flow([tall], WIDTH, 120, 120)
    words = "".join(row.cells[0].block.words for page in pages for block in page for row in block.rows)
    assert len(pages) > 3
    assert words.replace("\n", "") == "字" * 500
    assert all(block.height(WIDTH) <= 120 for page in pages for block in page)


def test_a_heading_is_not_parted_from_what_it_heads() -> None:
    section = Stack([Text("heading"), grid(3)], glue=1)
    room = row_height() * 5
    pages = flow([grid(2), Text("x"), section], WIDTH, room, room)
    assert isinstance(pages[-1][0], Stack)
    assert pages[-1][0].blocks[0].words == "heading"


def test_space_at_the_top_of_a_page_is_dropped() -> None:
    pages = flow([Text("a"), Space(95), Space(5), Text("b")], WIDTH, 100, 100)
    assert [[type(block) for block in page] for page in pages] == [[Text], [Text]]


def test_what_fits_nowhere_is_put_on_a_page_of_its_own() -> None:
    wall = Stack([Space(500)], whole=True)
    pages = flow([Text("a"), wall, Text("b")], WIDTH, 100, 100)
    assert [len(page) for page in pages] == [1, 1, 1]
    assert pages[1] == [wall]
