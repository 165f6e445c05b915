"""What a search finds, as a line shows it: the words of one hit."""

from dataclasses import dataclass
from typing import Any

MOST_SHOWN = 10
"""Lines of the list that are seen at once."""


@dataclass(frozen=True)
class Hit:
    """One thing found: `ref` identifies it, `code` is what a scanner may read for it."""

    ref: Any
    title: str
    subtitle: str = ""
    trailing: str = ""
    code: str = ""

    def is_exactly(self, text: str) -> bool:
        """Whether `text` names this hit and no other."""
        wanted = text.strip().casefold()
        return wanted in {part.casefold() for part in (self.title, self.code, self.trailing) if part}
