"""What falls due beside the cars of the demo: each errand at its moment, in the order of time."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Errand = Callable[[datetime], object]


class Agenda:
    """Errands by moment; an errand may put further ones on it."""

    def __init__(self) -> None:
        self._due: list[tuple[datetime, int, Errand]] = []
        self._places = count()

    @property
    def next_at(self) -> datetime:
        """When the next errand is due; the end of time when there is none."""
        return self._due[0][0] if self._due else datetime.max

    def add(self, at: datetime, errand: Errand) -> None:
        """Do this at that moment, after what is there for it already."""
        heapq.heappush(self._due, (at, next(self._places), errand))

    def run_until(self, moment: datetime) -> None:
        """Do everything that is due by then."""
        while self.next_at <= moment:
            at, _place, errand = heapq.heappop(self._due)
            errand(at)
