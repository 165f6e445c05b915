"""Lists read by keyset: a page costs the same at the start and at the end of any table."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from peewee import Tuple

from garage.domain.pages import Page

T = TypeVar("T")

Cursor = tuple[Any, ...]
"""Values of the order columns in the last row shown."""


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """All rows of a query as plain tuples."""
    return list(query.tuples())


def keyset(
    query: Any,
    order: Sequence[Any],
    cursor: Cursor | None,
    limit: int,
    make: Callable[[list[tuple[Any, ...]]], Sequence[T]],
) -> Page[T]:
    """One page, highest `order` columns first; together they must be unique and come first in the query.

    `make` turns the rows of the whole page at once, so that it can look up what belongs to them in one go.
    """
    if cursor is not None:
        query = query.where(Tuple(*order) < Tuple(*cursor))
    rows = tuples(query.order_by(*(column.desc() for column in order)).limit(limit + 1))
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(tuple(make(shown)), shown[-1][: len(order)] if more else None)
