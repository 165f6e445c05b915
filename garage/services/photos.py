"""Photos of anything that has a row: added, put in order, described, and taken away with a word in the log."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.photos import Photo
from garage.models.statements import statement
from garage.services import trainings
from garage.services.command import Area, By, audit, command, create, refuse_stale, update

MOST_PHOTOS = 24
"""Photos of one row."""
MOST_BYTES = 2 * 1024 * 1024
MOST_THUMBNAIL_BYTES = 64 * 1024

_KEPT_BY = {"training": trainings.check_keeps}
"""Rows whose photos not everybody may change, and what refuses: RuleError."""

_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True)
class PhotoRow:
    """A photo in a list: the small picture; `size` in bytes is that of the large one."""

    id: int
    version: int
    position: int
    caption: str
    thumbnail: bytes
    size: int


@command(Area.STOCK, Area.ORDERS)
def add(by: By, noun: str, ref: int, picture: bytes, thumbnail: bytes, *, caption: str = "") -> int:
    """Add a JPEG to the row `ref` of the table `noun`, behind the others; returns its id.

    FieldError("picture") when it is no JPEG or too large, RuleError("many") when there are enough, or for who may not.
    """
    _refuse_others(by, noun)
    for data, most in ((picture, MOST_BYTES), (thumbnail, MOST_THUMBNAIL_BYTES)):
        if not data.startswith(_JPEG) or len(data) > most:
            raise FieldError("picture", _("This picture cannot be kept: not a photo, or too large."))
    count, last = _extent.first(noun, ref) or (0, None)
    if count >= MOST_PHOTOS:
        text = _("There are {most} photos already: take one away first.").format(most=MOST_PHOTOS)
        raise RuleError(Reason("many", text, "photos"))
    row = create(
        by,
        Photo,
        noun=noun,
        ref=ref,
        position=(last or 0) + 1,
        caption=one_line("caption", caption, 200),
        picture=picture,
        thumbnail=thumbnail,
    )
    audit(by, "photo added", noun, ref, after={"photo": row.id, "bytes": len(picture)})
    return int(row.id)


@command(Area.STOCK, Area.ORDERS)
def describe(by: By, photo_id: int, version: int, caption: str) -> None:
    """Write what a photo shows; KeyError when there is none, StaleError as any document."""
    row = _photo(photo_id)
    _refuse_others(by, row.noun)
    update(by, row, version, caption=one_line("caption", caption, 200))


@command(Area.STOCK, Area.ORDERS)
def move(by: By, photo_id: int, places: int) -> None:
    """Put a photo so many places further back, or forward when negative; at the ends nothing happens."""
    row = _photo(photo_id)
    _refuse_others(by, row.noun)
    order = [ref for ref, *_rest in _of.rows(row.noun, row.ref)]
    at = order.index(photo_id)
    to = min(max(at + places, 0), len(order) - 1)
    if to == at:
        return
    order.insert(to, order.pop(at))
    for position, ref in enumerate(order, start=1):
        _place.run(position, ref)
    audit(by, "photo moved", row.noun, row.ref, before={"place": at + 1}, after={"place": to + 1})


@command(Area.STOCK, Area.ORDERS)
def remove(by: By, photo_id: int, version: int) -> None:
    """Take a photo away; the log keeps that it was there, what it showed and how large it was."""
    row = _photo(photo_id)
    _refuse_others(by, row.noun)
    refuse_stale(row, version)
    told = {"photo": photo_id, "caption": row.caption, "bytes": len(row.picture), "added": row.created_at}
    _delete.run(photo_id)
    audit(by, "photo removed", row.noun, row.ref, before=told)


def of(noun: str, ref: int) -> list[PhotoRow]:
    """The photos of a row in their order, without the large pictures."""
    return [PhotoRow(*row) for row in _of.rows(noun, ref)]


def picture(photo_id: int) -> bytes:
    """The large picture, a JPEG; KeyError when there is no such photo."""
    data = _picture.value(photo_id)
    if data is None:
        raise KeyError(photo_id)
    return bytes(data)


def _refuse_others(by: By, noun: str) -> None:
    if noun in _KEPT_BY:
        _KEPT_BY[noun](by)


def _photo(photo_id: int) -> Any:
    row = Photo.get_or_none(Photo.id == photo_id)
    if row is None:
        raise KeyError(photo_id)
    return row


@statement
def _of(noun: Any, ref: Any) -> Any:
    query = Photo.select(
        Photo.id, Photo.version, Photo.position, Photo.caption, Photo.thumbnail, fn.LENGTH(Photo.picture)
    )
    return query.where((Photo.noun == noun) & (Photo.ref == ref)).order_by(Photo.position, Photo.id)


@statement
def _extent(noun: Any, ref: Any) -> Any:
    query = Photo.select(fn.COUNT(Photo.id), fn.MAX(Photo.position))
    return query.where((Photo.noun == noun) & (Photo.ref == ref))


@statement
def _picture(photo_id: Any) -> Any:
    return Photo.select(Photo.picture).where(Photo.id == photo_id)


@statement
def _place(position: Any, photo_id: Any) -> Any:
    return Photo.update(position=position).where(Photo.id == photo_id)


@statement
def _delete(photo_id: Any) -> Any:
    return Photo.delete().where(Photo.id == photo_id)
