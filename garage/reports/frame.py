"""The frame around every document: letterhead, title, number with barcode, page x of y, imprint, marks."""

from dataclasses import dataclass

from garage.domain.documents import Imprint, Letterhead
from garage.domain.phones import display_phone
from garage.i18n import Words
from garage.reports.blocks import Block, Drawing, Rule, Space, Stack, Text
from garage.reports.fonts import printable
from garage.reports.papers import Paper
from garage.reports.pen import MM, Align, Pen
from garage.reports.text import GREY, Style, text_width

MOMENT = "%Y-%m-%d %H:%M"
DAY = "%Y-%m-%d"
FOOTER = 12.0
"""Points kept at the bottom of a page for one line of imprint."""
_RUNNING = 22.0
_FOOT = Style(7, ink=GREY)


@dataclass(frozen=True)
class Frame:
    """What stands around the blocks of one document; `date` is in ready words."""

    paper: Paper
    title: str
    number: str
    date: str
    garage: Letterhead
    imprint: Imprint
    words: Words
    parts: str = ""
    """Names of the copies of a multi-part form."""


def head(frame: Frame) -> Block:
    """What the first page begins with, as suits its paper."""
    if frame.paper.width_mm < 150:
        return _narrow_head(frame)
    return _tall_head(frame) if frame.paper.height_mm > 200 else _flat_head(frame)


def _contact(garage: Letterhead, words: Words) -> list[str]:
    _ = words
    phones = [
        _("Tel. {phone}").format(phone=display_phone(garage.phone)) if garage.phone else "",
        _("24 h hot line {phone}").format(phone=display_phone(garage.hotline)) if garage.hotline else "",
    ]
    return [line for line in (garage.address, "   ".join(filter(None, phones))) if line]


def _copy_mark(frame: Frame) -> str:
    _ = frame.words
    copy = frame.imprint.copy
    return _("Reprint {number}").format(number=copy) if copy else ""


def _draw_number(frame: Frame, pen: Pen, right: float, top: float, high: float) -> float:
    """Barcode with the number under it, both ending at `right`; returns the width."""
    if not frame.number:
        return 0.0
    wide = pen.barcode(right, top, frame.number, height=high, module=frame.paper.module, align="right")
    style = Style(9.5, bold=True)
    pen.text(right - text_width(frame.number, style), top + high + 1, frame.number, style)
    return max(wide, text_width(frame.number, style))


def _draw_garage(frame: Frame, pen: Pen, place: tuple[float, float, float, float]) -> None:
    """Logo, name and how to reach the garage, in a box of x, top, width and height."""
    x, top, room, high = place
    garage = frame.garage
    if garage.logo:
        used = pen.picture(garage.logo, x, top, min(room / 3, high * 2.4), high)
        x, room = x + used + 8 * (used > 0), room - used - 8 * (used > 0)
    size = 15 if frame.paper.height_mm > 200 else 12.5
    small = Style(7.5, ink=GREY)
    block = Stack(
        [
            kept_to(garage.name, Style(size, bold=True, leading=1.3), room, most=2 if high > 40 else 1),
            *(kept_to(line, small, room, most=1) for line in _contact(garage, frame.words)),
        ]
    )
    block.draw(pen, x, top + max(0, (high - block.height(room)) / 2), room)


def kept_to(words: str, style: Style, room: float, *, most: int, align: Align = "left") -> Block:
    """A text that keeps to `most` lines by getting smaller, and by … at last."""
    smallest = style.size * 0.75
    while Text(words, style).height(room) > most * style.line_height + 0.1 and style.size > smallest:
        style = style.but(size=style.size - 0.5)
    while words and Text(words, style).height(room) > most * style.line_height + 0.1:
        words = words[: -max(2, len(words) // 20)].rstrip("…") + "…"
    return Text(words, style, align)


def _tall_head(frame: Frame) -> Block:
    """A4: letterhead and barcode in a band, the title under it between copy mark and date."""

    def band(pen: Pen, x: float, top: float, width: float) -> None:
        used = _draw_number(frame, pen, x + width, top, 25)
        _draw_garage(frame, pen, (x, top, width - max(used, 90) - 14, 38))

    def title(pen: Pen, x: float, top: float, width: float) -> None:
        style = Style(17, bold=True, leading=1.3)
        wide = text_width(frame.title, style)
        pen.text(x + (width - wide) / 2, top, frame.title, style)
        date = Style(8.5)
        pen.text(x + width - text_width(frame.date, date), top + 7, frame.date, date)
        _draw_copy_mark(frame, pen, x, top + 5)

    return Stack([Drawing(40, band), Rule(1.2), Space(3), Drawing(22, title), Space(3)])


def _flat_head(frame: Frame) -> Block:
    """Landscape forms: letterhead, title and barcode in one band."""

    def band(pen: Pen, x: float, top: float, width: float) -> None:
        used = _draw_number(frame, pen, x + width, top, 26)
        style, date = Style(16, bold=True, leading=1.25), Style(8.5)
        middle = text_width(frame.title, style)
        side = (width - max(middle, text_width(frame.date, date))) / 2 - 12
        _draw_garage(frame, pen, (x, top, side, 39))
        left = min(x + (width - middle) / 2, x + width - used - 12 - middle)
        pen.text(left, top, frame.title, style)
        pen.text(left + (middle - text_width(frame.date, date)) / 2, top + 20.5, frame.date, date)
        mark = _copy_mark(frame)
        if mark:
            _draw_copy_mark(
                frame, pen, x + width - used - 10 - text_width(mark, Style(8.5, bold=True)) - 8, top + 20
            )

    return Stack([Drawing(39, band), Rule(1.0), Space(3)])


def _narrow_head(frame: Frame) -> Block:
    """Roll and A6: everything centred."""
    wide = frame.paper.width_mm > 100
    small = Style(7.5, ink=GREY)
    name = Style(12 if wide else 11, bold=True)

    def code(pen: Pen, x: float, top: float, width: float) -> None:
        module = frame.paper.module
        pen.barcode(x + width / 2, top, frame.number, height=24, module=module, align="centre")

    def logo(pen: Pen, x: float, top: float, width: float) -> None:
        pen.picture(frame.garage.logo, x, top, width, 30, align="centre")

    mark = _copy_mark(frame)
    blocks: list[Block] = [
        *([Drawing(34, logo)] if frame.garage.logo else []),
        kept_to(frame.garage.name, name, frame.paper.inner, most=2, align="centre"),
        *(
            kept_to(line, small, frame.paper.inner, most=2, align="centre")
            for line in _contact(frame.garage, frame.words)
        ),
        Space(3),
        Rule(0.8),
        Space(3),
        Text(frame.title, Style(17 if wide else 14, bold=True, leading=1.3), "centre"),
        *([Text(f"〔{mark}〕", Style(9, bold=True), "centre")] if mark else []),
        Space(2),
        *([Drawing(26, code), Text(frame.number, Style(10, bold=True), "centre")] if frame.number else []),
        Text(frame.date, Style(8.5), "centre"),
        Space(5),
    ]
    return Stack(blocks)


def _draw_copy_mark(frame: Frame, pen: Pen, x: float, top: float) -> None:
    mark = _copy_mark(frame)
    if mark:
        style = Style(8.5, bold=True)
        pen.box(x, top, text_width(mark, style) + 8, style.line_height + 2, line=0.9)
        pen.text(x + 4, top + 1, mark, style)


def running_height(frame: Frame) -> float:
    """Points that the head of a later page takes."""
    return 0.0 if frame.paper.roll else _RUNNING


def draw_running_head(frame: Frame, pen: Pen, top: float) -> float:
    """The head of a later page: garage, title, number; returns its height."""
    x, width = frame.paper.side_mm * MM, frame.paper.inner
    number = " ".join(filter(None, (frame.title, frame.number)))
    style = Style(9, bold=True)
    room = width - text_width(number, style) - 16
    kept_to(frame.garage.name, Style(9, ink=GREY), room, most=1).draw(pen, x, top, room)
    pen.text(x + width - text_width(number, style), top, number, style)
    pen.rule(x, top + 15, x + width, top + 15, width=0.8)
    return _RUNNING


def draw_footer(frame: Frame, pen: Pen, place: tuple[int, int], height: float) -> None:
    """Who printed when, the copy mark and page x of y; names of the copies of a multi-part form."""
    _, paper, imprint = frame.words, frame.paper, frame.imprint
    x, width = paper.side_mm * MM, paper.inner
    top = height - paper.bottom_mm * MM - _FOOT.line_height
    printed = _("Printed by {operator} {time}").format(
        operator=printable(imprint.operator), time=imprint.printed_at.strftime(MOMENT)
    )
    pages = _("Page {page} of {pages}").format(page=place[0], pages=place[1])
    mark = _copy_mark(frame)
    left = "   ".join(filter(None, (printed, mark)))
    pages_style = _FOOT.but(ink=0.0)
    if paper.roll:
        Text(left, _FOOT, "centre").draw(pen, x, top - FOOTER + 2, width)
        Text(pages, pages_style, "centre").draw(pen, x, top, width)
        return
    right = text_width(pages, pages_style)
    middle = text_width(frame.parts, _FOOT)
    room = (width - middle) / 2 - 8 if middle else width - right - 8
    kept_to(left, _FOOT, room, most=1).draw(pen, x, top, room)
    pen.text(x + (width - middle) / 2, top, frame.parts, _FOOT)
    pen.text(x + width - right, top, pages, pages_style)
