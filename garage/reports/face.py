"""The tables of our two fonts, unpacked at once; ReportLab goes through them glyph by glyph, for a fifth of a second."""

from itertools import chain
from struct import iter_unpack, unpack_from
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

_GROUPS = 12
"""Format of the character map that names runs of characters (OpenType, cmap)."""


class Face(TTFontFace):  # type: ignore[misc]  # ReportLab ships no types
    """A face that knows the same as ReportLab's own, for fonts with a map of format 12 and long offsets."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - ReportLab's own names
        """Everything about the font; about its characters only when asked."""
        super().extractInfo(charInfo=0)
        if charInfo:
            self._read_characters()

    def _read_characters(self) -> None:
        (wide,) = unpack_from(">H", self.get_table("hhea"), 34)  # glyphs with a width of their own
        metrics = self.get_table("hmtx")
        full: list[tuple[int, int]] = list(iter_unpack(">HH", metrics[: wide * 4]))
        last = full[-1][0]
        narrow = ((last, bearing) for (bearing,) in iter_unpack(">H", metrics[wide * 4 :]))
        self.hmetrics = [*full, *narrow][: self.numGlyphs]
        self.glyphPos = list(chain.from_iterable(iter_unpack(">L", self.get_table("loca"))))
        self.charToGlyph = self._map()
        self.charToGlyph[0xA0] = self.charToGlyph[0x20]
        widths = [self._pdfScale(width) for width, _bearing in self.hmetrics]
        self.defaultWidth = widths[0]
        self.charWidths = {char: widths[glyph] for char, glyph in self.charToGlyph.items()}

    def _map(self) -> dict[int, int]:
        """Character to glyph. Raises ValueError for a font whose last map is of another format."""
        table: Any = self.get_table("cmap")
        (count,) = unpack_from(">H", table, 2)
        (start,) = unpack_from(">L", table, 8 * count)  # of the last map, which knows most characters
        kind, groups = unpack_from(">H10xL", table, start)
        if kind != _GROUPS:
            raise ValueError(kind)
        found: dict[int, int] = {}
        for first, end, glyph in iter_unpack(">LLL", table[start + 16 : start + 16 + 12 * groups]):
            found.update(zip(range(first, end + 1), range(glyph, glyph + end + 1 - first), strict=True))
        return found
