"""Building blocks that several documents share: fields, check boxes, notes, signatures, periods."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from garage.domain.capitals import rmb_capitals
from garage.domain.documents import OrderHead
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.warranty import RepairCategory
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Drawing, Stack, Text
from garage.reports.fonts import BOX, TICKED
from garage.reports.frame import DAY, MOMENT
from garage.reports.grid import Cell, Column, Grid, Row
from garage.reports.papers import Paper
from garage.reports.pen import MM, Pen
from garage.reports.text import WHITE, Style, text_width

Field = tuple[str, str | Block] | tuple[str, str | Block, int]
"""Name, value, and over how many pairs of columns it goes (1 when left out)."""


_NOTES_APART = 0.8
_SIGNING = 8.2 * MM
"""Free above a line to sign on, in points: a hand needs 8 mm."""
_WIDER = 4.0
"""Millimetres that a column of names may take from the values beside it."""


def facts(paper: Paper, rows: Sequence[Sequence[Field]], *, names: float = 19, values: float = 43) -> Grid:
    """A ruled form of named fields, as many pairs a row as the longest has; the last field fills its row.

    `names` and `values` are the widths of a pair in mm of the whole line.
    """
    pairs = max(sum(field[2] if len(field) == 3 else 1 for field in row) for row in rows)
    longest = max(text_width(field[0], paper.small) for row in rows for field in row)
    wider = min(max(longest / MM + 2.3 - names, 0), _WIDER)
    columns = [Column(names + wider), Column(values - wider)] * pairs
    return Grid(columns, [_facts_row(paper, row, pairs) for row in rows], pad_y=1.3)


def _facts_row(paper: Paper, row: Sequence[Field], pairs: int) -> Row:
    cells: list[Cell] = []
    left = pairs
    for place, field in enumerate(row):
        span = field[2] if len(field) == 3 else 1
        if place == len(row) - 1:
            span = left
        left -= span
        name, value = field[0], field[1]
        block = Text(value, paper.body) if isinstance(value, str) else value
        cells += [Cell(Text(name, paper.small), shade=True), Cell(block, 2 * span - 1)]
    return Row(cells, middle=True)


def checks(options: Iterable[tuple[bool, str]]) -> str:
    """Check boxes in a line, for a Text."""
    return "   ".join(f"{TICKED if chosen else BOX}{words}" for chosen, words in options)


def title(paper: Paper, words: str) -> Text:
    """Heading of a section."""
    return Text(words, Style(paper.size + 0.5, bold=True, leading=1.5))


def section(paper: Paper, words: str, block: Block) -> Stack:
    """A heading that stays with what it heads."""
    return Stack([title(paper, words), block], glue=1)


def notes(style: Style, lines: Sequence[str], *, halved: bool = False) -> Block:
    """Numbered sentences; `halved` sets them in two columns of like height that are kept together."""
    items = [
        _Hanging(f"{place}.", Text(words, style), style, style.size * 1.7)
        for place, words in enumerate(lines, start=1)
    ]
    return _Halved(items) if halved else Stack(items, gap=_NOTES_APART)


class _Halved(Block):
    """Blocks in two columns, parted where the higher of both is lowest."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def _columns(self, width: float) -> Beside:
        ways = (
            Beside([Stack(part, gap=_NOTES_APART) for part in (self._blocks[:at], self._blocks[at:])], gap=14)
            for at in range(len(self._blocks) + 1)
        )
        return min(ways, key=lambda way: way.height(width))

    def height(self, width: float) -> float:
        """Of the higher column."""
        return self._columns(width).height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Both columns."""
        self._columns(width).draw(pen, x, top, width)


class _Hanging(Block):
    """A sentence with its number before it."""

    def __init__(self, mark: str, text: Text, style: Style, indent: float) -> None:
        self._mark, self._text, self._style, self._indent = mark, text, style, indent

    def height(self, width: float) -> float:
        """Of the sentence."""
        return self._text.height(width - self._indent)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Number, then sentence."""
        pen.text(x, top, self._mark, self._style)
        self._text.draw(pen, x + self._indent, top, width - self._indent)


def signatures(paper: Paper, names: Sequence[tuple[str, str]], words: Words, *, dated: bool = False) -> Block:
    """A line to sign on for each (what, who if known), side by side; `dated` has a date after each."""
    _ = words
    lines: list[Block] = [_signature(paper, what, who) for what, who in names]
    if dated:
        lines = [Beside([line, _signature(paper, _("Date"), "")], shares=(66, 34), gap=8) for line in lines]
    return Beside(lines, gap=14)


def spoken_with(who: str, taken_by: str, words: Words) -> str:
    """Who said it without signing, and who of the garage heard it."""
    _ = words
    heard = _("taken by {name}").format(name=taken_by) if taken_by else ""
    return ", ".join(filter(None, (who, heard)))


def _signature(paper: Paper, what: str, who: str) -> Block:
    style = paper.body
    indent = text_width(what, style) + 4
    line = max(style.line_height, _SIGNING)
    down = line - style.line_height

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.text(x, top + down, what, style)
        Text(who, style, fit=True).draw(pen, x + indent + 3, top + down, max(width - indent - 3, 1))
        pen.rule(x + indent, top + line, x + width, top + line)

    return Drawing(line + 2, paint)


def stamp(words: str, *, radius: float = 28) -> Block:
    """A dashed circle where the garage puts its stamp."""
    style = Style(7.5, ink=0.5)

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.ring(x + width / 2, top + radius + 2, radius)
        text = Text(words, style, "centre")
        room = radius * 1.7
        text.draw(pen, x + (width - room) / 2, top + radius + 2 - text.height(room) / 2, room)

    return Drawing(2 * radius + 4, paint)


def plate_box(words: str, *, size: float, high: float) -> Block:
    """The plate, as large as a plate deserves."""

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.box(x, top, width, high, line=1.6)
        pen.box(x + 2.5, top + 2.5, width - 5, high - 5, line=0.5)
        text = Text(words, Style(size, bold=True, leading=1.2), "centre", fit=True)
        text.draw(pen, x + 8, top + (high - text.height(width - 16)) / 2, width - 16)

    return Drawing(high, paint)


def band(words: str, *, size: float) -> Block:
    """White letters on black, across: what nobody may overlook."""
    style = Style(size, bold=True, ink=WHITE, leading=1.2)

    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.fill(x, top, width, size * 1.6, grey=0.0)
        text = Text(words, style, "centre", fit=True)
        text.draw(pen, x + 3, top + (size * 1.6 - text.height(width - 6)) / 2, width - 6)

    return Drawing(size * 1.6, paint)


def in_capitals(paper: Paper, fen: int, words: Words) -> Block:
    """An amount in Chinese capitals after the words that say so."""
    _ = words
    name = Text(_("In capitals"), paper.small)
    amount = Text(rmb_capitals(fen), paper.strong.but(size=paper.size + 1))
    return Beside([name, amount], shares=(16, 84), middle=True)


def kilometres(km: int | None) -> str:
    """As in 86,412 km; empty when unknown."""
    return "" if km is None else f"{km:,} km"


def moment(at: datetime | None) -> str:
    """Day and time to the minute, empty when there is none."""
    return at.strftime(MOMENT) if at else ""


def day(on: date | None) -> str:
    """The day, empty when there is none."""
    return on.strftime(DAY) if on else ""


def phone(number: str) -> str:
    """A phone number as people write it."""
    return display_phone(number) if number else ""


def brought_by(head: OrderHead) -> str:
    """Who brought the car, with the phone number."""
    return "  ".join(filter(None, (head.brought_by, phone(head.brought_by_phone))))


def promised(head: OrderHead) -> str:
    """The promised time and what was said with it."""
    return "  ".join(filter(None, (moment(head.promised_at), head.promised_note)))


def warranty_lines(promises: Iterable[tuple[RepairCategory, int, int]], words: Words) -> list[str]:
    """One sentence for each promised (category, km, days)."""
    _ = words
    sentence = _(
        "{category}: {km} km or {days} days from the day the car leaves, whichever is reached first."
    )
    return [
        sentence.format(category=label(category, words), km=f"{km:,}", days=days)
        for category, km, days in promises
    ]
