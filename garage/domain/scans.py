"""What a scanner typed, read: a code, or a quantity and a code; anything else is quoted, never believed."""

import re
from dataclasses import dataclass

from garage.domain.quantities import parse_quantity
from garage.domain.text import clean_line, excerpt, half_width
from garage.errors import FieldError
from garage.i18n import _

LONGEST = 60
"""Characters of a code; what is longer is several codes in one, or a web address."""

_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z](?=.)")  # some scanners say first which kind of code it was
_TIMES = re.compile(r"(?P<qty>\d{1,6}(?:[.,]\d{1,3})?)\s*[*×](?P<code>.+)")


@dataclass(frozen=True)
class Scan:
    """A code, and how many were said to be of it ("4*6901234567892"); None when only the code was read."""

    code: str
    qty_milli: int | None = None


def read_scan(text: str, field: str = "scan") -> Scan:
    """The code in what was scanned or typed; FieldError(field) quotes what is none.

    Full-width figures of a Chinese keyboard count as figures; control characters never get any further.
    """
    shown = "".join(char for char in text if char.isprintable())
    clean = _SYMBOLOGY.sub("", half_width(clean_line(shown, len(shown))))
    if not clean:
        raise FieldError(field, _("Nothing that can be read was scanned."))
    if len(clean) > LONGEST:
        raise FieldError(field, _("This is no code: {text}").format(text=excerpt(clean)))
    times = _TIMES.fullmatch(clean)
    if times is None:
        return Scan(clean)
    return Scan(times["code"].strip(), parse_quantity(times["qty"], field) or None)
