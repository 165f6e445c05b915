"""Several computers on one database: which areas another seat has changed, and whether all of it is of another time."""

import json
from dataclasses import dataclass
from datetime import datetime

import peewee

from garage.models import database
from garage.models.audit import AuditEntry
from garage.services import backups
from garage.services.command import Area, area_versions, subscribe


@dataclass(frozen=True)
class Restored:
    """A backup took the place of the records: which entry of the log says so, when, by whom, and of when it is."""

    entry: int
    at: datetime
    who: str
    made: datetime


class Watch:
    """Remembers the version of every area, counting this seat's own acts, to tell what others did."""

    def __init__(self) -> None:
        self._seen = area_versions()
        self._restored = last_restore()
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

    def restored(self) -> Restored | None:
        """The restore of another seat since this one began to look; ids that it knows may name other rows now."""
        last = last_restore()
        return None if last == self._restored else last

    def close(self) -> None:
        """Stop counting."""
        self._stop()

    def _count_own(self, areas: frozenset[Area]) -> None:
        for area in areas:
            self._seen[area] = self._seen.get(area, 0) + 1


def last_restore() -> Restored | None:
    """The restore that these records come from, None when they were never put back."""
    of_shop = (AuditEntry.ref == backups.SHOP) & (AuditEntry.noun == "shop") & (AuditEntry.act == "restore")
    row = AuditEntry.select().where(of_shop).order_by(AuditEntry.id.desc()).first()
    if row is None:
        return None
    told = json.loads(row.after)
    return Restored(row.id, row.at, told["who"], datetime.fromisoformat(told["made"]))
