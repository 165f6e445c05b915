"""Frozen documents as JSON text and back: what was signed or settled stays what it was."""

import functools
import json
import types
import typing
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def dump(document: object) -> str:
    """A dataclass of plain values, dates, enums, bytes, tuples and dataclasses as JSON."""
    return json.dumps(_plain(document), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The document that `dump` wrote; raises ValueError when the text is not one of `kind`."""
    try:
        result = _build(kind, json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError(kind.__name__) from error
    return typing.cast(T, result)


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(kind):
        return {name: _plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value


_PLAIN = frozenset({str, int, bool, type(None)})


@functools.cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _build(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        if value is None:
            return None
        return _build(next(arm for arm in typing.get_args(kind) if arm is not type(None)), value)
    if origin is tuple:
        arms = typing.get_args(kind)
        if len(arms) == 2 and arms[1] is Ellipsis:
            return tuple(_build(arms[0], item) for item in value)
        return tuple(_build(arm, item) for arm, item in zip(arms, value, strict=True))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _build(hints[name], value[name]) for name in hints if name in value})
    return _scalar(kind, value)


def _scalar(kind: Any, value: Any) -> Any:
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    if kind is bytes:
        return b64decode(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value
