"""The two embedded fonts: registering them once, what they can print, how wide it is."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from garage.paths import resources

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
REPLACEMENT = "□"
"""Stands on paper for a character that the fonts lack."""
BOX, TICKED = "\ue000", "\ue001"
"""Check boxes inside a text, drawn by the pen; private characters, which `printable` takes from users."""

KEPT = 4096
"""Texts whose look is remembered: the words of a form are the same on every paper."""
_BOX_WIDTH = 1.25
"""In ems, with the space to the words that follow."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@cache
def register() -> Mapping[str, Any]:
    """Load both fonts into ReportLab, once per process; name → its face."""
    # ReportLab costs a quarter of a second: nobody pays it before the first paper.
    from reportlab import rl_config  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics, ttfonts  # noqa: PLC0415

    rl_config.useA85 = 0  # what is drawn as seven bits, for printers of another time: slow and a fifth larger
    from garage.reports.face import Face  # noqa: PLC0415

    ttfonts.TTFontFace = Face
    ttfonts.makeToUnicodeCMap = _with_utf16(ttfonts.makeToUnicodeCMap)
    faces = {}
    for name in (REGULAR, BOLD):
        font = ttfonts.TTFont(name, str(resources() / "fonts" / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        faces[name] = font.face
    return faces


def _with_utf16(make: Any) -> Any:
    """ReportLab writes U+20BB7 as <20BB7>; a ToUnicode map wants UTF-16, else copied text is wrong."""

    def to_unicode(name: str, subset: list[int]) -> str:
        cmap: str = make(name, subset)
        for point in (point for point in subset if point > 0xFFFF):
            cmap = cmap.replace(f"<{point:04X}>", f"<{chr(point).encode('utf-16-be').hex().upper()}>")
        return cmap

    return to_unicode


def missing_glyphs(text: str) -> str:
    """The visible characters of `text`, each once, that would print as □; forms warn when not empty."""
    rare = [char for char in dict.fromkeys(text) if not _common(char) and not _hidden(char)]
    if not rare:
        return ""
    known = register()[REGULAR].charToGlyph
    return "".join(char for char in rare if ord(char) not in known and not char.isspace())


@lru_cache(maxsize=KEPT)
def printable(text: str) -> str:
    """`text` as it can be printed: line ends kept, invisible characters gone, missing glyphs as □."""
    flat = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if all(map(_common, flat)):
        return flat
    seen = "".join(char for char in flat if char == "\n" or not _hidden(char))
    missing = set(missing_glyphs(seen))
    plain = "".join(" " if char.isspace() and char not in "\n\u3000" else char for char in seen)
    return "".join(REPLACEMENT if char in missing else char for char in plain)


def advance(name: str, size: float) -> Mapping[str, float]:
    """Width in points of each character at `size`, filled in as they are asked for."""
    return _advances(name, size)


@cache
def _advances(name: str, size: float) -> "_Advances":
    return _Advances(name, size)


class _Advances(dict[str, float]):
    def __init__(self, name: str, size: float) -> None:
        super().__init__()
        self._face = register()[name]
        self._size = size

    def __missing__(self, char: str) -> float:
        if char in {BOX, TICKED}:
            return self._size * _BOX_WIDTH
        width: float = self._face.charWidths.get(ord(char), self._face.defaultWidth) * self._size / 1000
        self[char] = width
        return width


def _common(char: str) -> bool:
    """ASCII or one of the 20 902 first ideographs: known to be in both fonts without opening them."""
    return " " <= char <= "~" or "\u4e00" <= char <= "\u9fa5" or char == "\n"


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f"
