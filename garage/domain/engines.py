"""Engine numbers: no rule binds all makers, so a strange one is only worth a warning."""

import re
import unicodedata

_FORM = re.compile(r"[A-Z0-9*\-/. ]{3,30}")


def engine_number_plausible(text: str) -> bool:
    """Whether this looks like an engine number; False asks for a second look, it never blocks."""
    return _FORM.fullmatch(unicodedata.normalize("NFKC", text).strip().upper()) is not None
