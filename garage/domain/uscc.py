"""Unified social credit codes of organisations (GB 32100)."""

import re

from garage.domain.text import excerpt, normalise
from garage.errors import FieldError
from garage.i18n import _

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18
_FORM = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")


def check_uscc(text: str) -> str:
    """Stored form of a credit code.

    Raises FieldError("uscc") when length, letters or check character are wrong.
    """
    code = normalise(text)
    if len(code) != _LENGTH:
        message = _("A credit code has 18 characters; this one has {count}.")
        raise FieldError("uscc", message.format(count=len(code)))
    if wrong := "".join(dict.fromkeys(char for char in code if char not in _ALPHABET)):
        message = _("A credit code has only digits and letters without I, O, S, V, Z; check {characters}.")
        raise FieldError("uscc", message.format(characters=excerpt(wrong)))
    if not _FORM.fullmatch(code):
        raise FieldError("uscc", _("Characters 3 to 8 of a credit code are digits, the region."))
    if code[-1] != _check_character(code):
        raise FieldError("uscc", _("The last character of the credit code does not fit: a typing error?"))
    return code


def _check_character(code: str) -> str:
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:-1]))
    return _ALPHABET[-total % 31]
