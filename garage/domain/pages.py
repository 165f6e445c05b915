"""A page of a long list and the place where the next one starts."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list; `next_cursor` goes back to whoever made the page, None after the last row."""

    rows: tuple[T, ...]
    next_cursor: Any = None
