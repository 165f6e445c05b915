"""What a played season wrote, act by act: the rows that the bulk of the demo is copied from."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from peewee import ForeignKeyField

from garage.models.database import database
from garage.models.listing import tuples
from garage.models.schema import TABLES
from garage.models.search import SearchTail
from garage.services import search

HEAD_MARK, TERM_MARK = search._HEAD, search._TERM  # noqa: SLF001 - how the index marks whole terms
_KEPT_APART = {"area_version", "number_series", "search_tail"}


@dataclass(frozen=True)
class Table:
    """A table with its columns, and what each column that holds an id refers to."""

    name: str
    columns: tuple[str, ...]
    refs: dict[str, str]


def _noun_of_names() -> dict[str, str]:
    """What the tables and foreign keys of the schema are called and where they lead: {"order": "work_order", …}."""
    found = {model._meta.table_name: {model._meta.table_name} for model in TABLES}
    for model in TABLES:
        for column in model._meta.sorted_fields:
            if isinstance(column, ForeignKeyField):
                found.setdefault(column.name, set()).add(column.rel_model._meta.table_name)
    return {name: nouns.pop() for name, nouns in found.items() if len(nouns) == 1}


NOUNS = _noun_of_names()


def _table(model: Any) -> Table:
    refs = {}
    for column in model._meta.sorted_fields:
        if isinstance(column, ForeignKeyField):
            refs[column.column_name] = column.rel_model._meta.table_name
        elif column.name.endswith("_id") and column.name.removesuffix("_id") in NOUNS:
            refs[column.name] = NOUNS[column.name.removesuffix("_id")]
    return Table(model._meta.table_name, tuple(c.column_name for c in model._meta.sorted_fields), refs)


BOOKS = tuple(_table(model) for model in TABLES if model._meta.table_name not in _KEPT_APART)
"""Every table whose rows are copied, parents first."""

_HEADS = f"SELECT {', '.join(f'(SELECT MAX(id) FROM {table.name})' for table in BOOKS)}"  # noqa: S608 - our names


def heads() -> tuple[int, ...]:
    """The last id of every table, in the order of BOOKS."""
    return tuple(head or 0 for head in database.execute_sql(_HEADS).fetchone())


@dataclass
class Scene:
    """The rows of one act, {place in BOOKS: rows}."""

    at: datetime
    rows: dict[int, list[dict[str, Any]]] = field(default_factory=dict)


class Tape:
    """Listens while a season is played: whose act began when, and what stood in the tables before it."""

    def __init__(self) -> None:
        self.before = heads()
        self.terms: dict[tuple[str, int], tuple[str, set[str]]] = {}
        self._marks: list[tuple[int, datetime, tuple[int, ...]]] = []

    def mark(self, story: int, at: datetime) -> None:
        """The next act belongs to `story`; -1 for what is nobody's visit."""
        self._marks.append((story, at, heads()))

    def stop(self) -> dict[int, list[Scene]]:
        """The acts of every story in their order."""
        self.terms = _search_terms()
        acts = [Scene(at) for _story, at, _heads in self._marks]
        for place, table in enumerate(BOOKS):
            bounds = [before[place] for *_, before in self._marks]
            for row in _rows(table, self.before[place]):
                acts[bisect_left(bounds, row["id"]) - 1].rows.setdefault(place, []).append(row)
        stories: dict[int, list[Scene]] = {}
        for (story, *_), act in zip(self._marks, acts, strict=True):
            if act.rows and story >= 0:
                stories.setdefault(story, []).append(act)
        return stories


def _rows(table: Table, after: int) -> Iterator[dict[str, Any]]:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    sql = f'SELECT {columns} FROM "{table.name}" WHERE id > {after:d} ORDER BY id'  # noqa: S608 - our names
    for row in database.execute_sql(sql).fetchall():
        yield {
            column: str(value) if isinstance(value, date) else value
            for column, value in zip(table.columns, row, strict=True)
        }


def _search_terms() -> dict[tuple[str, int], tuple[str, set[str]]]:
    """What finds a row, {(table, id): (kind, folded terms)}."""
    found: dict[tuple[str, int], tuple[str, set[str]]] = {}
    mark = TERM_MARK
    marks = SearchTail.select(SearchTail.kind, SearchTail.tail, SearchTail.ref)
    for kind, tail, ref in tuples(marks.where(SearchTail.tail >= mark, SearchTail.tail < chr(ord(mark) + 1))):
        found.setdefault((NOUNS.get(kind, kind), ref), (kind, set()))[1].add(tail.split(mark)[2])
    return found
