"""What pages are stacked from: things that know their height, can be drawn, and some can be split."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from garage.reports.fonts import BOX, TICKED, printable
from garage.reports.pen import SHIFT, Align, Pen
from garage.reports.text import BODY, Style, break_lines, text_width, widest_word

_LEAST_SIZE = 4.5
_NARROW = 0.7
"""A text shrinks as far as this rather than cut a word that is wider than its cell."""


class Block:
    """Base: a piece of page; widths and heights in points."""

    def height(self, width: float) -> float:
        """Height at `width`."""
        raise NotImplementedError

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        raise NotImplementedError

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":  # noqa: ARG002 - most do not
        """The part that fits into `room` and the rest; None when it cannot be divided there."""
        return None


@dataclass
class Space(Block):
    """Nothing, so high; dropped at the top of a page."""

    points: float

    def height(self, width: float) -> float:  # noqa: ARG002 - as high everywhere
        """The same at any width."""
        return self.points

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw nothing."""


@dataclass
class Rule(Block):
    """A line across."""

    line: float = 0.5
    grey: float = 0.0

    def height(self, width: float) -> float:  # noqa: ARG002 - as high everywhere
        """The same at any width."""
        return self.line

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the line."""
        pen.rule(x, top, x + width, top, width=self.line, grey=self.grey)


@dataclass(frozen=True)
class Drawing(Block):
    """A drawing of fixed height, painted by a function of pen, x, top and width."""

    points: float
    paint: Callable[[Pen, float, float, float], None]

    def height(self, width: float) -> float:  # noqa: ARG002 - as high everywhere
        """The same at any width."""
        return self.points

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Let the function paint."""
        self.paint(pen, x, top, width)


@dataclass
class Text(Block):
    """A text in one style. `words` is cleaned; `fit` keeps one line and shrinks it instead of breaking."""

    words: str
    style: Style = BODY
    align: Align = "left"
    fit: bool = False
    _cache: dict[float, tuple[Style, list[str]]] = field(default_factory=dict, repr=False)

    def _set(self, width: float) -> tuple[Style, list[str]]:
        if width not in self._cache:
            self._cache[width] = self._fitted(width) if self.fit else self._broken(width)
        return self._cache[width]

    def _broken(self, width: float) -> tuple[Style, list[str]]:
        style = self.style
        word = widest_word(self._clean, style)
        if width < word <= width / _NARROW:
            style = style.but(size=style.size * width / word)
        return style, break_lines(self._clean, style, width)

    def _fitted(self, width: float) -> tuple[Style, list[str]]:
        line = self._clean.replace("\n", " ")
        full = text_width(line, self.style)
        size = self.style.size if full <= width else self.style.size * width / full
        if size < _LEAST_SIZE:
            return self._broken(width)
        return self.style.but(size=size, leading=self.style.line_height / size), [line]

    @cached_property
    def _clean(self) -> str:
        # Cleaning drops private characters, and the check boxes are such.
        parts = self.words.split(BOX) if BOX in self.words else [self.words]
        return BOX.join(TICKED.join(printable(run) for run in part.split(TICKED)) for part in parts)

    def height(self, width: float) -> float:
        """Lines times line height."""
        style, lines = self._set(width)
        return style.line_height * len(lines)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw line by line."""
        style, lines = self._set(width)
        for line in lines:
            free = width - text_width(line, style)
            pen.text(x + max(free, 0) * SHIFT[self.align], top, line, style)
            top += style.line_height

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Cut between lines; two at least stay and two go, unless there are fewer than four."""
        style, lines = self._set(width)
        fits = int(room / style.line_height + 0.001)
        least = 2 if len(lines) >= 4 else 1
        fits = min(fits, len(lines) - least)
        if fits < least:
            return None
        first, rest = "\n".join(lines[:fits]), "\n".join(lines[fits:])
        return Text(first, self.style, self.align), Text(rest, self.style, self.align)


@dataclass
class Stack(Block):
    """Blocks below one another. The first `glue` blocks are never parted from what follows; `whole` is never cut."""

    blocks: Sequence[Block]
    gap: float = 0.0
    glue: int = 0
    whole: bool = False

    def height(self, width: float) -> float:
        """All blocks and the gaps between them."""
        gaps = self.gap * max(len(self.blocks) - 1, 0)
        return sum(block.height(width) for block in self.blocks) + gaps

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw from the top."""
        for block in self.blocks:
            block.draw(pen, x, top, width)
            top += block.height(width) + self.gap

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Cut between blocks or inside the one that crosses the edge."""
        if self.whole:
            return None
        used = 0.0
        for place, block in enumerate(self.blocks):
            high = block.height(width)
            if used + high <= room:
                used += high + self.gap
                continue
            parts = block.split(width, room - used) if place >= self.glue else None
            if parts:
                return self._cut([*self.blocks[:place], parts[0]], [parts[1], *self.blocks[place + 1 :]])
            if place > self.glue:
                return self._cut(self.blocks[:place], self.blocks[place:])
            return None
        return None

    def _cut(self, first: Sequence[Block], rest: Sequence[Block]) -> "tuple[Block, Block]":
        return Stack(first, self.gap, self.glue), Stack(rest, self.gap)


@dataclass
class Beside(Block):
    """Blocks next to one another; `shares` divide the width, `gap` points between them."""

    blocks: Sequence[Block]
    shares: Sequence[float] = ()
    gap: float = 0.0
    middle: bool = False

    def _widths(self, width: float) -> list[float]:
        shares = self.shares or [1.0] * len(self.blocks)
        free = width - self.gap * (len(self.blocks) - 1)
        return [free * share / sum(shares) for share in shares]

    def height(self, width: float) -> float:
        """The highest of them."""
        pairs = zip(self.blocks, self._widths(width), strict=True)
        return max(block.height(part) for block, part in pairs)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw from the left."""
        high = self.height(width)
        for block, part in zip(self.blocks, self._widths(width), strict=True):
            down = (high - block.height(part)) / 2 if self.middle else 0
            block.draw(pen, x, top + down, part)
            x += part + self.gap


@dataclass
class Framed(Block):
    """A block in a box with `pad` points around it."""

    block: Block
    pad: float = 4.0
    line: float = 0.5
    shade: bool = False

    def height(self, width: float) -> float:
        """The block and its padding."""
        return self.block.height(width - 2 * self.pad) + 2 * self.pad

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the box, then what is in it."""
        high = self.height(width)
        if self.shade:
            pen.shade(x, top, width, high)
        pen.box(x, top, width, high, line=self.line)
        self.block.draw(pen, x + self.pad, top + self.pad, width - 2 * self.pad)

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Cut the block inside; both parts get a box."""
        parts = self.block.split(width - 2 * self.pad, room - 2 * self.pad)
        return (
            (Framed(parts[0], self.pad, self.line), Framed(parts[1], self.pad, self.line)) if parts else None
        )
