"""What may stand in a log or a fault report: words of the program, no word of a customer."""

import builtins
import re

HIDDEN = "…"

_VALUES = re.compile(r"=\(.*?\)(?= |$)")
"""PostgreSQL's `Key (plate)=(…)`."""
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|«[^»]*»")
_FOREIGN = re.compile(r"[^\x00-\x7f]+(?:[\w ·.-]*[^\x00-\x7f]+)*")
"""Chinese and whatever stands between two pieces of it: names, plates, addresses."""
_NUMBER = re.compile(r"\b(?=\w*\d)[A-Za-z0-9]{5,}\b|\d[\d -]{4,}\d")
"""Plates, VINs and phones; short figures (a row, a port, a count) may stay."""
_TYPES = frozenset(name for name in vars(builtins) if name[0].isupper() or name.islower()) | {"NoneType"}


def redact(text: str, known: frozenset[str] = frozenset()) -> str:
    """`text` without what may be somebody's name, phone, plate or address.

    Quoted words stay only when they are names of Python or in `known`, the names in the program's own code.
    """

    def quoted(match: re.Match[str]) -> str:
        word = match[0][1:-1]
        return match[0] if word in known or word in _TYPES else f"{match[0][0]}{HIDDEN}{match[0][-1]}"

    for pattern, filler in (
        (_VALUES, f"=({HIDDEN})"),
        (_QUOTED, quoted),
        (_FOREIGN, HIDDEN),
        (_NUMBER, HIDDEN),
    ):
        text = pattern.sub(filler, text)
    return text
