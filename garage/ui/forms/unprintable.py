"""What is said of a character that no paper can show, while it is being typed and not when it is printed."""

from garage.i18n import _
from garage.reports.fonts import missing_glyphs


def unprintable(text: str) -> str:
    """Names the characters of `text` that the papers' font lacks; "" when all of them print."""
    missing = missing_glyphs(text)
    if not missing:
        return ""
    return _("{characters} cannot be printed; papers show □ in its place.").format(characters=missing[:12])
