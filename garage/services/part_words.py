"""Parts are made findable anew when the program has come to know more words for them than the file was written with."""

from typing import Any

from garage.models.search import SearchTail
from garage.models.statements import insert_many, statement
from garage.services.command import By, command

WORDS = 3
"""Raised with every change of what a part is found by; 2: short names (机滤), names without their
brackets; 3: bins."""
_KIND = "part words"
"""Of the row of the index that remembers the number: nobody looks there for anything."""


def refresh(by: By) -> int:
    """For the start of the program; returns how many parts were looked at, none when the file knows the words."""
    return 0 if _knows_them() else _refresh(by)


@command()
def _refresh(_by: By) -> int:
    from garage.services import parts  # noqa: PLC0415 - once in the life of a file

    if _knows_them():  # another seat was quicker
        return 0
    SearchTail.delete().where(SearchTail.kind == _KIND).execute()
    insert_many(SearchTail, [{"kind": _KIND, "tail": "", "ref": WORDS}])
    return parts.index_anew()


def _knows_them() -> bool:
    """A newer program at another seat may have written more words."""
    return (_known.value() or 0) >= WORDS


@statement
def _known() -> Any:
    return SearchTail.select(SearchTail.ref).where((SearchTail.kind == _KIND) & (SearchTail.tail == ""))
