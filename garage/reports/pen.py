"""Drawing on one page in points from its top left corner: text, rules, boxes, barcodes, pictures."""

import io
import re
from collections.abc import Iterable
from typing import Any, Literal

from garage.reports.code128 import bars
from garage.reports.fonts import BOX, TICKED
from garage.reports.text import INK, WHITE, Style, text_width

MM = 72 / 25.4
_RUNS = re.compile(f"[{BOX}{TICKED}]|[^{BOX}{TICKED}]+")
_JPEG = b"\xff\xd8\xff"
_BASELINE = 0.88
"""Ascent of the fonts as a share of the size, as far as it matters to the eye."""

Align = Literal["left", "centre", "right"]
SHIFT: dict[Align, float] = {"left": 0.0, "centre": 0.5, "right": 1.0}

Command = tuple[str, tuple[float, ...]]


def base_line(style: Style) -> float:
    """How far a line's base is below the top of its box, in points."""
    return (style.line_height - style.size) / 2 + style.size * _BASELINE


class Pen:
    """A canvas whose y runs downwards; `shades` is off where grey would print as dots."""

    def __init__(self, canvas: Any, height: float, *, shades: bool = True) -> None:
        self.canvas = canvas
        self._height = height
        self.shades = shades
        self._state: dict[str, float] = {}

    def text(self, x: float, top: float, words: str, style: Style) -> None:
        """One line whose box of the style's line height begins at (x, top)."""
        baseline = top + base_line(style)
        self._set("FillGray", style.ink if self.shades or style.ink == WHITE else INK)
        self.canvas.setFont(style.font, style.size)
        for run in _RUNS.findall(words):
            if run in {BOX, TICKED}:
                self._check_box(x, baseline, style, ticked=run == TICKED)
            else:
                self.canvas.drawString(x, self._height - baseline, run)
            x += text_width(run, style)

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, *, width: float = 0.5, grey: float = INK
    ) -> None:
        """A straight line, `width` points thick."""
        self._set("StrokeGray", grey if self.shades else INK)
        self._set("LineWidth", width)
        self.canvas.line(x, self._height - y, to_x, self._height - to_y)

    def box(
        self, x: float, top: float, width: float, height: float, *, line: float = 0.5, grey: float = INK
    ) -> None:
        """An empty rectangle."""
        self._set("StrokeGray", grey if self.shades else INK)
        self._set("LineWidth", line)
        self.canvas.rect(x, self._height - top - height, width, height)

    def shade(self, x: float, top: float, width: float, height: float, *, grey: float = 0.94) -> None:
        """A grey field without an edge; nothing where shades are off."""
        if self.shades:
            self.fill(x, top, width, height, grey=grey)

    def fill(self, x: float, top: float, width: float, height: float, *, grey: float = INK) -> None:
        """A field filled on every kind of printer."""
        self._set("FillGray", grey)
        self.canvas.rect(x, self._height - top - height, width, height, stroke=0, fill=1)

    def disc(self, x: float, y: float, radius: float, grey: float = INK, edge: float = 0) -> None:
        """A filled circle around (x, y), with a white edge `edge` points wide."""
        self._set("FillGray", grey)
        self._set("StrokeGray", 1)
        self._set("LineWidth", edge)
        self.canvas.circle(x, self._height - y, radius, stroke=int(edge > 0), fill=1)

    def ring(self, x: float, y: float, radius: float, *, grey: float = 0.6) -> None:
        """A dashed circle."""
        self._state.clear()
        self.canvas.saveState()
        self._set("StrokeGray", grey if self.shades else INK)
        self._set("LineWidth", 0.6)
        self.canvas.setDash([3, 2])
        self.canvas.circle(x, self._height - y, radius)
        self.canvas.restoreState()
        self._state.clear()

    def path(
        self,
        commands: Iterable[Command],
        origin: tuple[float, float],
        scale: float,
        *,
        line: float,
        fill: float | None,
    ) -> None:
        """A path of M, L, C and Z commands in its own units, `scale` points each; `fill` grey or None."""
        x, top = origin
        path = self.canvas.beginPath()
        steps = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for letter, numbers in commands:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            steps[letter](*(n for a, b in pairs for n in (x + a * scale, self._height - top - b * scale)))
        self.canvas.setLineJoin(1)
        self.canvas.setLineCap(1)
        self._set("StrokeGray", INK)
        self._set("LineWidth", line)
        filled = fill is not None and (self.shades or fill == 1)
        self._set("FillGray", fill if fill is not None else 1)
        self.canvas.drawPath(path, stroke=int(line > 0), fill=int(filled))

    def barcode(
        self, x: float, top: float, number: str, *, height: float, module: float, align: Align = "left"
    ) -> float:
        """Code 128 of an ASCII number that begins, is centred or ends at `x`; `module` is the narrow bar.

        Returns its width.
        """
        places, modules = bars(number)
        width = modules * module
        left, low = x - width * SHIFT[align], self._height - top - height
        self._set("FillGray", INK)
        path = self.canvas.beginPath()
        for place, wide in places:
            path.rect(left + place * module, low, wide * module, height)
        self.canvas.drawPath(path, stroke=0, fill=1)
        return width

    def picture(
        self, data: bytes, x: float, top: float, width: float, height: float, *, align: Align = "left"
    ) -> float:
        """A PNG or JPEG scaled into the box; returns the width used, 0 for a broken file."""
        from PIL import UnidentifiedImageError  # noqa: PLC0415 - see fonts.register
        from reportlab.lib.utils import ImageReader  # noqa: PLC0415

        try:
            image = ImageReader(io.BytesIO(data))
            wide, high = image.getSize()
        except (OSError, UnidentifiedImageError):
            return 0.0
        if data.startswith(_JPEG):
            # ReportLab embeds a JPEG as it is, yet decodes the whole of it merely to tell it from others.
            image._data, image._dataA = data, None  # noqa: SLF001 - what it would keep of the decoded picture
        scale = min(width / wide, height / high)
        space = (height - high * scale) / 2
        self.canvas.drawImage(
            image,
            x + (width - wide * scale) * SHIFT[align],
            self._height - top - height + space,
            wide * scale,
            high * scale,
            mask="auto",
        )
        return float(wide * scale)

    def stamp(self, words: str, style: Style, width: float) -> None:
        """Large see-through letters across the page."""
        self._state.clear()
        self.canvas.saveState()
        self._set("FillGray", INK)
        self.canvas.setFillAlpha(0.11)
        self.canvas.translate(width / 2, self._height / 2)
        self.canvas.rotate(30)
        self.canvas.setFont(style.font, style.size)
        self.canvas.drawString(-text_width(words, style) / 2, -style.size * 0.36, words)
        self.canvas.restoreState()
        self._state.clear()

    def _set(self, what: str, value: float) -> None:
        """Change one thing of the canvas that is not so already: half of a form's changes change nothing."""
        if self._state.get(what) != value:
            self._state[what] = value
            getattr(self.canvas, f"set{what}")(value)

    def _check_box(self, x: float, baseline: float, style: Style, *, ticked: bool) -> None:
        side = style.size * 0.8
        low, left = self._height - baseline - style.size * 0.06, x + style.size * 0.1
        self._set("StrokeGray", INK)
        self._set("LineWidth", max(0.5, style.size / 16))
        self.canvas.rect(left, low, side, side)
        if ticked:
            self._set("LineWidth", style.size / 8)
            path = self.canvas.beginPath()
            path.moveTo(left + side * 0.18, low + side * 0.52)
            path.lineTo(left + side * 0.42, low + side * 0.24)
            path.lineTo(left + side * 0.86, low + side * 0.86)
            self.canvas.drawPath(path)
