"""Phone numbers of China: mobile, landline and service numbers, one stored and one printed form."""

import re
from enum import StrEnum
from functools import lru_cache

from garage.domain.text import half_width
from garage.errors import FieldError
from garage.i18n import _


class PhoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"


_NOISE = re.compile(r"[\s()·.]")
_COUNTRY = re.compile(r"^(?:\+|00)86-?")
_EXTENSION = re.compile(r"(?:转|EXT|#)-?")
_MOBILE = re.compile(r"(1[3-9]\d)-?(\d{4})-?(\d{4})", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))-?([2-8]\d{6,7})(?:-(\d{1,6}))?", re.ASCII)
_SERVICE = re.compile(r"([48]00)-?(\d{3})-?(\d{4})", re.ASCII)
_FORMS = ((PhoneKind.MOBILE, _MOBILE), (PhoneKind.LANDLINE, _LANDLINE), (PhoneKind.SERVICE, _SERVICE))


def normalise_phone(text: str) -> str:
    """Stored form: digits alone, an extension after "-": "13800138000", "01062345678-801", "4008001234".

    Accepts +86/0086, spaces, brackets and hyphens, and 转 or # before an extension.
    Raises FieldError("phone") otherwise.
    """
    kind, groups = _parse(text)
    if kind is PhoneKind.LANDLINE:
        area, subscriber, *extension = groups
        return "-".join((area + subscriber, *extension))
    return "".join(groups)


def phone_kind(number: str) -> PhoneKind:
    """Kind of a number in any accepted form; raises FieldError("phone") for others."""
    return _parse(number)[0]


@lru_cache(maxsize=1024)  # a search describes the same customers key after key
def display_phone(number: str) -> str:
    """As printed: "138 0013 8000", "010-62345678-801", "400-800-1234"; an unknown form stays as it is."""
    try:
        kind, groups = _read(number) or _parse(number)  # what is stored has its form already
    except FieldError:
        return number
    return (" " if kind is PhoneKind.MOBILE else "-").join(groups)


def _parse(text: str) -> tuple[PhoneKind, tuple[str, ...]]:
    """Kind and its groups of digits: mobile 3-4-4, landline area-number[-extension], service 3-3-4."""
    typed = _EXTENSION.sub("-", _NOISE.sub("", half_width(text)).upper())
    if not typed:
        raise FieldError("phone", _("Enter a phone number."))
    local = _COUNTRY.sub("", typed)
    # Abroad one dials +86 510 …: the 0 of the area code is left out.
    candidates = (local,) if local == typed else (local, f"0{local}")
    for candidate in candidates:
        if found := _read(candidate):
            return found
    raise FieldError("phone", _explain(local))


def _read(number: str) -> tuple[PhoneKind, tuple[str, ...]] | None:
    for kind, form in _FORMS:
        if match := form.fullmatch(number):
            return kind, tuple(filter(None, match.groups()))
    return None


def _explain(number: str) -> str:
    digits = number.replace("-", "")
    if not re.fullmatch(r"[0-9]+", digits):
        return _("Enter a Chinese phone number: digits, with or without +86.")
    if digits.startswith("1"):
        return _("A mobile number has 11 digits and begins with 13 to 19, like 138 0013 8000.")
    return _("Enter a landline with its area code, like 0510-86512345.")
