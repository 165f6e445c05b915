"""From blocks to a PDF: filling pages, then drawing each inside its frame."""

import io
from collections import deque
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from garage.reports.blocks import Block, Space
from garage.reports.fonts import REGULAR, printable, register
from garage.reports.frame import FOOTER, Frame, draw_footer, draw_running_head, head, running_height
from garage.reports.pen import MM, Pen
from garage.reports.text import Style

Watch = Callable[[int, int], object]
"""Told what is done of how much; may raise to stop."""


@dataclass(frozen=True)
class Laid:
    """One copy of a paper, its blocks parted into pages of `height` points; nothing is drawn yet."""

    frame: Frame
    pages: Sequence[Sequence[Block]]
    height: float

    def draw(self, canvas: Any, number: int) -> None:
        """Draw its page `number`, counted from 1, with the lower left corner at the origin."""
        pen = Pen(canvas, self.height, shades=self.frame.paper.greys)
        _draw_page(self.frame, pen, self.pages[number - 1], (number, len(self.pages)), self.height)


_gathering: ContextVar[list[Laid] | None] = ContextVar("gathering", default=None)
"""Where papers are laid that shall stand in another document."""


def gathered(render: Callable[[], object]) -> list[Laid]:
    """What `render` would print, as laid pages that can be bound with others; each copy is one."""
    laid: list[Laid] = []
    before = _gathering.set(laid)
    try:
        render()
    finally:
        _gathering.reset(before)
    return laid


def lay(frame: Frame, blocks: Sequence[Block]) -> Laid:
    """The blocks in pages, the head of the paper before them."""
    register()
    return Laid(frame, *_paginate(frame, [head(frame), *blocks]))


def build(frame: Frame, blocks: Sequence[Block]) -> bytes:
    """A PDF of the blocks in their order, flowing over as many pages as they need."""
    return build_copies([(frame, blocks)])


def build_copies(
    copies: Sequence[tuple[Frame, Sequence[Block]]], watch: Watch = lambda _done, _all: None
) -> bytes:
    """One PDF of several copies of a paper, each with pages of its own; all are on paper of one size.

    Nothing is drawn, and the PDF is empty, while papers are gathered.
    """
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - see fonts.register

    laid = [lay(frame, blocks) for frame, blocks in copies]
    gathering = _gathering.get()
    if gathering is not None:
        gathering += laid
        return b""
    frame = copies[0][0]
    stream = io.BytesIO()
    size = (frame.paper.width, laid[0].height)
    canvas = Canvas(stream, size, initialFontName=REGULAR, pageCompression=1)
    describe(canvas, frame)
    for done, one in enumerate(laid):
        watch(done, len(laid))
        for number in range(1, len(one.pages) + 1):
            one.draw(canvas, number)
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def describe(canvas: Any, frame: Frame) -> None:
    """Say in the file what it is and whose."""
    canvas.setTitle(f"{frame.title} {frame.number}".strip())
    canvas.setAuthor(printable(frame.garage.name))
    canvas.setCreator("Garage")
    canvas.setSubject(frame.title)


def _draw_page(frame: Frame, pen: Pen, page: Sequence[Block], place: tuple[int, int], height: float) -> None:
    paper, top = frame.paper, frame.paper.top_mm * MM
    if place[0] > 1:
        top += draw_running_head(frame, pen, top)
    for block in page:
        block.draw(pen, paper.side_mm * MM, top, paper.inner)
        top += block.height(paper.inner)
    draw_footer(frame, pen, place, height)
    if frame.imprint.voided:
        size = min(paper.width, height) / 3.2
        _ = frame.words
        pen.stamp(_("VOID"), Style(size, bold=True), paper.width)


def _paginate(frame: Frame, blocks: Sequence[Block]) -> tuple[list[list[Block]], float]:
    """The blocks of each page, and the height of a page in points."""
    paper = frame.paper
    edges = (paper.top_mm + paper.bottom_mm) * MM + FOOTER * (2 if paper.roll else 1)
    if paper.roll:
        return [list(blocks)], edges + sum(block.height(paper.inner) for block in blocks)
    full = paper.height_mm * MM - edges
    later = full - running_height(frame)
    return flow(blocks, paper.inner, full, later), paper.height_mm * MM


def flow(blocks: Sequence[Block], width: float, first: float, later: float) -> list[list[Block]]:
    """Blocks by page: `first` and `later` are the room in points on the first page and on the others.

    A block that neither fits an empty page nor can be split is put there and runs over its edge.
    """
    queue = deque(blocks)
    pages: list[list[Block]] = [[]]
    room = first
    while queue:
        block = queue.popleft()
        if isinstance(block, Space) and not pages[-1]:
            continue
        high = block.height(width)
        if high <= room + 0.01:
            pages[-1].append(block)
            room -= high
            continue
        parts = block.split(width, room)
        if parts:
            pages[-1].append(parts[0])
            queue.appendleft(parts[1])
        elif pages[-1]:
            queue.appendleft(block)
        else:
            pages[-1].append(block)
            if not queue:
                break
        pages.append([])
        room = later
    return pages
