"""Several computers on one database: which areas another seat has changed."""

import peewee

from garage.models import database
from garage.services.command import Area, area_versions, subscribe


class Watch:
    """Remembers the version of every area, counting this seat's own acts, to tell what others did."""

    def __init__(self) -> None:
        self._seen = area_versions()
        self._stop = subscribe(self._count_own)

    def news(self) -> frozenset[Area]:
        """Areas that another seat changed since the last call.

        Raises MachineError when the database does not answer or its file was taken away.
        """
        database.require_file()
        try:
            versions = area_versions()
        except peewee.DatabaseError as error:
            if (known := database.machine_error(error)) is None:
                raise
            raise known from error
        changed = {area for area, version in versions.items() if version != self._seen.get(area, 0)}
        self._seen = versions
        return frozenset(Area(area) for area in changed)

    def close(self) -> None:
        """Stop counting."""
        self._stop()

    def _count_own(self, areas: frozenset[Area]) -> None:
        for area in areas:
            self._seen[area] = self._seen.get(area, 0) + 1
