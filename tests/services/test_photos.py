"""Photos of a part: in order, described, and never gone without a trace."""

import json

import pytest

from garage.errors import FieldError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.services import photos
from garage.services.command import By

JPEG = b"\xff\xd8\xff\xe0" + bytes(500)
SMALL = b"\xff\xd8\xff\xe0" + bytes(50)


def add(by: By, name: str = "", ref: int = 7) -> int:
    return photos.add(by, "part", ref, JPEG + name.encode(), SMALL, caption=name)


def captions(ref: int = 7) -> list[str]:
    return [one.caption for one in photos.of("part", ref)]


def test_photos_stand_in_the_order_in_which_they_came(boss: By) -> None:
    for name in ("a", "b", "c"):
        add(boss, name)
    add(boss, "other", ref=8)
    assert captions() == ["a", "b", "c"]
    first = photos.of("part", 7)[0]
    assert (bytes(first.thumbnail), first.size, first.version) == (SMALL, len(JPEG) + 1, 1)
    assert photos.picture(first.id) == JPEG + b"a"


@pytest.mark.parametrize(
    ("at", "places", "after"),
    [(2, -1, "acb"), (0, 2, "bca"), (0, -1, "abc"), (1, 99, "acb"), (2, -99, "cab")],
)
def test_a_photo_moves_among_the_others(boss: By, at: int, places: int, after: str) -> None:
    ids = [add(boss, name) for name in "abc"]
    photos.move(boss, ids[at], places)
    assert "".join(captions()) == after


def test_a_photo_is_described_by_whoever_saw_it_last(boss: By) -> None:
    photo = add(boss)
    photos.describe(boss, photo, 1, " 安装 位置 ")
    assert captions() == ["安装 位置"]
    with pytest.raises(StaleError):
        photos.describe(boss, photo, 1, "late")
    with pytest.raises(StaleError):
        photos.remove(boss, photo, 1)


def test_a_photo_taken_away_is_remembered_in_the_log(boss: By) -> None:
    photo = add(boss, "包装")
    photos.remove(boss, photo, 1)
    assert photos.of("part", 7) == []
    with pytest.raises(KeyError):
        photos.picture(photo)
    entry = AuditEntry.get(AuditEntry.act == "photo removed")
    assert (entry.noun, entry.ref) == ("part", 7)
    assert json.loads(entry.before)["caption"] == "包装"


def test_only_photos_of_a_bearable_size_are_kept(boss: By) -> None:
    for picture, small in (
        (b"\x89PNG", SMALL),
        (JPEG + bytes(photos.MOST_BYTES), SMALL),
        (JPEG, JPEG + bytes(photos.MOST_THUMBNAIL_BYTES)),
    ):
        with pytest.raises(FieldError) as refused:
            photos.add(boss, "part", 7, picture, small)
        assert refused.value.field == "picture"
    assert captions() == []


def test_there_are_never_too_many(boss: By) -> None:
    for _ in range(photos.MOST_PHOTOS):
        add(boss)
    with pytest.raises(RuleError, match="24 photos"):
        add(boss)


def test_what_is_not_there_is_said(boss: By) -> None:
    with pytest.raises(KeyError):
        photos.describe(boss, 4711, 1, "")
    with pytest.raises(KeyError):
        photos.move(boss, 4711, 1)
