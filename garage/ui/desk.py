"""The desk: who acts now, what time it is, and which areas of the data just changed."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from garage.services import shop, staff
from garage.services.command import Area, By, subscribe


class Desk(QObject):
    """Passed to every page and form: the acting person, the clock, the languages.

    `changed` carries the frozenset of Areas that an act changed; pages refresh themselves on it.
    """

    changed = Signal(object)
    person_changed = Signal()

    def __init__(self, staff_id: int, clock: Callable[[], datetime] = datetime.now) -> None:
        super().__init__()
        self._staff_id = staff_id
        self._clock = clock
        self._unsubscribe = subscribe(self._publish)

    def _publish(self, areas: frozenset[Area]) -> None:
        self.changed.emit(areas)

    def close(self) -> None:
        """Stop listening to acts."""
        self._unsubscribe()

    def now(self) -> datetime:
        """Local time to the second."""
        return self._clock().replace(microsecond=0)

    def today(self) -> date:
        """Local day."""
        return self.now().date()

    def by(self) -> By:
        """Who acts and when: the first argument of every act."""
        return By(self._staff_id, self.now())

    @property
    def person(self) -> staff.Person:
        """The acting person."""
        return staff.person(self._staff_id)

    def act_as(self, staff_id: int) -> None:
        """Another person takes the seat."""
        self._staff_id = staff_id
        self.person_changed.emit()

    @property
    def paper_language(self) -> str:
        """Language of everything printed: the shop's setting."""
        return shop.profile().paper_language
