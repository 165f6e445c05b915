"""The first sheet of the month's workbook: key figures by formula from the other sheets, and whether all checks hold."""

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment

from garage.domain.month_tables import GROUPS, Column, Compared, KeyFigure, Sums, Table
from garage.i18n import N_, Words
from garage.reports.month_sheet import ABOUT, BOOKS, FORMATS, HEAD, SCALES, TOTAL, Page, Place, figures_width

_CHANGE = {"percent": "+0.00%;-0.00%;0.00%", "score": "+0.00;-0.00;0.00", "times": "+0.00;-0.00;0.00"}
_GROWTH = "+0.0%;-0.0%;0.0%"
_ROUNDED = {"percent": "0.000051", "money": "0.0051", "score": "0.0051", "times": "0.0051"}
"""What a share may differ by: the books keep it rounded."""
_WIDTHS = (30.0, 15, 15, 11, 15, 11, 15, 11)


class Summary:
    """Key figures with the month before and the year before; then the checks of every sheet."""

    TITLE = N_("Monthly summary")

    def __init__(self, page: Page, words: Words, compared: Compared, places: Mapping[Table, Place]) -> None:
        self._page, self._words, self._compared, self._places = page, words, compared, places
        self.figure_rows: dict[str, int] = {}
        self._differences: list[str] = []

    @property
    def title(self) -> str:
        """Over the sheet."""
        return self._words(self.TITLE)

    @property
    def about(self) -> str:
        """What stands under the title."""
        return self._words(
            N_("This month by formulas from the other sheets. A difference that is not zero turns red.")
        )

    def widths(self) -> Sequence[float]:
        """Of the eight columns; the figures are read before the first row is written."""
        compared, widths = self._compared, list(_WIDTHS)
        shown = {1: compared.this, 2: compared.last, 4: compared.year, 6: compared.this}
        for figure in (figure for group in GROUPS for figure in group.figures):
            for place, sums in shown.items():
                needed = figures_width(figure.unit, [figure.value(sums) or 0])
                widths[place] = max(widths[place], needed)
        return widths

    # Figures

    def write_figures(self) -> None:
        """A line for each figure, by group."""
        self._heads()
        for group in GROUPS:
            self._page.put([self._page.cell(self._words(group.name), style=TOTAL)])
            for figure in group.figures:
                self.figure_rows[figure.key] = self._figure(figure)
        first, last = min(self.figure_rows.values()), max(self.figure_rows.values())
        self._page.redden(f"H{first}:H{last}")

    def _heads(self) -> None:
        month = self._compared.month
        titles = (
            self._words(N_("Figure")),
            str(month),
            str(month.back(1)),
            self._words(N_("To last month")),
            str(month.back(12)),
            self._words(N_("To a year ago")),
            self._words(N_("As the books say")),
            self._words(N_("Difference")),
        )
        cells = [self._page.cell(title, style=HEAD) for title in titles]
        for cell in cells[1:]:
            cell.alignment = Alignment(horizontal="right", vertical="center")
        self._page.put(cells)

    def _figure(self, figure: KeyFigure) -> int:
        page, row, shape = self._page, self._page.row + 1, FORMATS[figure.unit]
        this, last, year = (
            self._number(figure, sums)
            for sums in (self._compared.this, self._compared.last, self._compared.year)
        )
        formula = self._formula(figure)
        near = _ROUNDED.get(figure.unit, "0.005") if figure.under else "0.005"
        gap = f"=IFERROR(IF(ABS(B{row}-G{row})<{near},0,B{row}-G{row}),IF(B{row}=G{row},0,1))"
        change = _CHANGE.get(figure.unit, _GROWTH)
        return page.put(
            [
                page.cell(f"  {self._words(figure.name)}"),
                page.formula(formula, shape),
                None if last is None else page.cell(last, shape),
                page.formula(_changed(figure, row, "C"), change, ABOUT),
                None if year is None else page.cell(year, shape),
                page.formula(_changed(figure, row, "E"), change, ABOUT),
                None if this is None else page.cell(this, shape, BOOKS),
                page.formula(gap, "0.00", BOOKS),
            ]
        )

    def _number(self, figure: KeyFigure, sums: Sums) -> float | None:
        value = figure.value(sums)
        return None if value is None else value / SCALES.get(figure.unit, 1)

    def _formula(self, figure: KeyFigure) -> str:
        over = self._sum(figure.over)
        if not figure.under:
            return f"={over}"
        times = f"{figure.factor}*" if figure.factor != 1 else ""
        return f'=IFERROR({times}({over})/({self._sum(figure.under)}),"")'

    def _sum(self, columns: Sequence[Column]) -> str:
        return "+".join(self._places[table].cell(self._places[table].totals[name]) for table, name in columns)

    # Checks

    def write_checks(self, places: Mapping[Table, Place], sheets: Sequence[str]) -> None:
        """Every sheet with its rows and what its checks differ by, and all of them together."""
        page = self._page
        titles = (N_("Sheet"), N_("Rows"), N_("Difference"))
        page.put([page.cell(self._words(title), style=HEAD) for title in titles])
        first = page.row + 1
        for sheet in sheets:
            mine = [place for place in places.values() if place.sheet == sheet]
            gaps = [f"ABS({place.cell(cell)})" for place in mine for cell in place.differences]
            if sheet == page.sheet.title:
                rows = self.figure_rows.values()
                gaps += [f"ABS(H{row})" for row in rows]
            link = sheet.replace('"', '""')
            page.put(
                [
                    page.formula(f'=HYPERLINK("#\'{link}\'!A1","{link}")'),
                    page.cell(sum(place.rows for place in mine), FORMATS["count"]),
                    page.formula(f"={'+'.join(gaps)}", "0.00") if gaps else None,
                ]
            )
        last = page.row
        label = page.cell(self._words(N_("All checks together")), style=TOTAL)
        page.put([label, None, page.formula(f"=SUM(C{first}:C{last})", "0.00", TOTAL)])
        page.redden(f"C{first}:C{page.row}")


def _changed(figure: KeyFigure, row: int, column: str) -> str:
    """Against the figure in a column: shares by their difference, everything else by how much it grew."""
    if figure.unit in _CHANGE:
        return f'=IF({column}{row}="","",IFERROR(B{row}-{column}{row},""))'
    return f'=IFERROR(B{row}/{column}{row}-1,"")'
