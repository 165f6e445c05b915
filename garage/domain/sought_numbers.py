"""Document numbers as people type them: in full, without dashes or zeros, or only the end of one."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from garage.domain.numbers import Series, document_number
from garage.domain.text import half_width

Lasts = Mapping[tuple[Series, int], int]
"""The last count of each series and year."""


@dataclass(frozen=True)
class Sought:
    """What was typed of a number: of which series, of which year (None for any), digits of the count ("" for all)."""

    series: tuple[Series, ...]
    year: int | None
    count: str

    def numbers(self, lasts: Lasts, limit: int) -> list[str]:
        """Numbers that are taken and fit, the newest first of each series, at most `limit` of each."""
        found: list[str] = []
        for series in self.series:
            years = sorted((year for of, year in lasts if of is series), reverse=True)
            mine: list[str] = []
            for year in years:
                if self.year in {None, year}:
                    last = lasts[series, year]
                    mine += [document_number(series, year, n) for n in self._counts(last, limit)]
            found += mine[:limit]
        return found

    def _counts(self, last: int, limit: int) -> list[int]:
        """Counts up to `last` that the digits are, then those they begin when a year stands before them."""
        if not self.count:
            return list(range(last, max(last - limit, 0), -1))
        counts = [int(self.count)]
        if self.year is not None and len(self.count) < _DIGITS:
            first = int(self.count.ljust(_DIGITS, "0"))
            top = min(int(self.count.ljust(_DIGITS, "9")), last)
            counts += range(top, max(first - 1, top - limit), -1)
        return [n for n in dict.fromkeys(counts) if 0 < n <= last]


_DIGITS = 5
_LETTERS = re.compile(
    r"(?P<series>[A-Z]{2})[-_ ]*(?:(?P<year>20\d\d)(?:[-_ ]*(?P<rest>\d{0,8}))|(?P<count>\d{1,8}))"
)
_BARE = re.compile(r"(?:(?P<year>20\d\d)-(?P<rest>\d{1,8})|(?P<count>\d{5}))")


def sought(text: str, series: Collection[Series]) -> Sought | None:
    """What `text` asks for among these series; None when it is no number of theirs.

    Letters alone ask for nothing, for they are initials as well; digits alone only as the whole count.
    """
    typed = half_width(text).strip().upper()
    if found := _LETTERS.fullmatch(typed):
        named = tuple(one for one in series if one.value == found["series"])
        if not named:
            return None
    elif found := _BARE.fullmatch(typed):
        named = tuple(sorted(series))
    else:
        return None
    year = int(found["year"]) if found["year"] else None
    return Sought(named, year, (found["rest"] if year else found["count"]) or "")
