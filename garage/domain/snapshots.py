"""Frozen documents as compressed JSON and back: what was signed or settled stays what it was."""

import functools
import json
import types
import typing
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from garage.domain.snapshot_words import WORDS_1

T = TypeVar("T")

_DICTIONARIES = {1: WORDS_1}
"""By the number in the first byte of what was packed; a document without one is the bare JSON of schema 1."""
_NEWEST = max(_DICTIONARIES)


def freeze(document: object) -> bytes:
    """A document as it is kept in the database."""
    return pack(dump(document))


def thaw(kind: type[T], kept: bytes) -> T:
    """The document that `freeze` kept; raises ValueError when it is not one of `kind`."""
    return load(kind, unpack(kept))


def pack(text: str) -> bytes:
    """Text compressed with a checksum, behind the number of its dictionary."""
    packing = zlib.compressobj(memLevel=6, zdict=_DICTIONARIES[_NEWEST])
    return bytes([_NEWEST]) + packing.compress(text.encode()) + packing.flush()


def unpack(kept: bytes) -> str:
    """The text that `pack` compressed; raises ValueError when it is none."""
    if kept[:1] == b"{":
        return kept.decode()
    words = _DICTIONARIES.get(kept[0]) if kept else None
    if words is None:
        raise ValueError("no dictionary")
    packed = zlib.decompressobj(zdict=words)
    try:
        text = packed.decompress(kept[1:])
    except zlib.error as error:
        raise ValueError("damaged") from error
    if not packed.eof:
        raise ValueError("cut short")
    return text.decode()


def dump(document: object) -> str:
    """A dataclass of plain values, dates, enums, bytes, tuples and dataclasses as JSON."""
    return json.dumps(document, default=_plain, ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The document that `dump` wrote; raises ValueError when the text is not one of `kind`."""
    try:
        result = _build(kind, json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError(kind.__name__) from error
    return typing.cast(T, result)


def _plain(value: Any) -> Any:
    """What JSON does not know by itself; it knows our enums, which are all strings."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return {name: getattr(value, name) for name in _names(value.__class__)}


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
