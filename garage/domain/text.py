"""Typed text made clean: identifiers folded to one form, lines and notes freed of what no paper can print."""

import unicodedata

from garage.errors import FieldError
from garage.i18n import _, ngettext

_IDENTIFIER_NOISE = frozenset("·•・.-‐‑‒–—−")  # the dots and dashes people put into plates
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs"})  # control, zero-width and BOM, lone surrogates
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}


def normalise(text: str) -> str:
    """Identifier in its one form: NFKC, upper case, no spaces, dots, dashes or invisible characters.

    For plates, VIN and credit codes.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    kept = (char for char in folded if not (char.isspace() or char in _IDENTIFIER_NOISE or _hidden(char)))
    return unicodedata.normalize("NFKC", "".join(kept))


def joined(first: str, second: str) -> str:
    """Two sentences one after the other: Chinese ones stand without a space between them."""
    return first + second if first.endswith(("。", "！", "？", "；", "，")) else f"{first} {second}"


def minus(figure: str) -> str:
    """A figure with the sign of print, which is as wide as a plus, where it is below zero."""
    return figure.replace("-", "−")


def half_width(text: str) -> str:
    """`text` with the full-width letters, digits and signs of a Chinese keyboard as ASCII, trimmed.

    Narrower than NFKC on purpose: "5²" must not become the number 52.
    """
    return text.translate(_HALF_WIDTH).strip()


def clean_line(text: str, limit: int = 200) -> str:
    """One printable line: NFC, no invisible characters, every run of white space one space, trimmed.

    Raises ValueError, with words for the user, when more than `limit` characters remain.
    """
    return _within(_one_line(text), limit)


def clean_text(text: str, limit: int = 2000) -> str:
    """Printable lines, each as in `clean_line`, with plain newlines; blank lines at both ends are dropped.

    Raises ValueError, with words for the user, when more than `limit` characters remain.
    """
    lines = [_one_line(line) for line in text.splitlines()]
    return _within("\n".join(lines).strip("\n"), limit)


def one_line(field: str, text: str, limit: int) -> str:
    """`clean_line` for a field of a form: FieldError on `field` when it is too long, nothing is cut off."""
    try:
        return clean_line(text, limit)
    except ValueError as error:
        raise FieldError(field, str(error)) from error


def several_lines(field: str, text: str, limit: int = 2000) -> str:
    """`clean_text` for a field of a form: FieldError on `field` when it is too long, nothing is cut off."""
    try:
        return clean_text(text, limit)
    except ValueError as error:
        raise FieldError(field, str(error)) from error


def said_why(text: str, limit: int = 200) -> str:
    """The reason that an act asks for, clean; FieldError("reason") when there is none."""
    why = one_line("reason", text, limit)
    if not why:
        raise FieldError("reason", _("Say why."))
    return why


def excerpt(text: str, most: int = 40) -> str:
    """The beginning of what was typed, printable, for a message that quotes it."""
    shown = _one_line(text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


def _one_line(text: str) -> str:
    visible = "".join(char for char in text if char.isspace() or not _hidden(char))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in _UNPRINTABLE


def _within(text: str, limit: int) -> str:
    over = len(text) - limit
    if over > 0:
        message = ngettext(
            "Too long by {over} character: at most {limit} fit.",
            "Too long by {over} characters: at most {limit} fit.",
            over,
        )
        raise ValueError(message.format(over=over, limit=limit))
    return text
