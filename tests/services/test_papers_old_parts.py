"""The list of old parts that a customer signs: what they took, what they left, and that it stays so on a reprint (E2)."""

from datetime import timedelta

import pytest

from garage.domain.documents import Imprint
from garage.domain.old_parts import OldPartPurpose as Purpose
from garage.errors import FieldError
from garage.services import old_parts, papers_old_parts
from garage.services.command import By
from garage.services.old_part_tags import TagData
from tests.services.stockroom import Stockroom
from tests.services.test_old_parts import drawn


@pytest.fixture
def room(boss: By, mechanic: int) -> Stockroom:
    return Stockroom(boss, mechanic)


def test_the_list_to_sign_names_what_was_taken_and_what_was_left(room: Stockroom) -> None:
    order, line = drawn(room, choice="TAKE", old_part_back=False)
    took = old_parts.tag(room.by, order, line)
    stays, asked = (old_parts.tag(room.by, order, None, TagData(name=name)) for name in ("旧皮带", "旧水管"))
    imprint = Imprint("张三", room.by.at)
    assert papers_old_parts.to_sign(order) == []
    old_parts.part_with(room.by, {took: None}, {stays: None}, "王女士")
    assert papers_old_parts.to_sign(order) == [took, stays]
    sheet = papers_old_parts.handed_over([took, stays], imprint)
    assert ([one.tag.name for one in sheet.left], len(sheet.entries)) == (["旧皮带"], 1)
    assert (sheet.taken_by, sheet.left_by) == ("王女士", "王女士 · Signed on paper")
    old_parts.decide(room.by, {stays: None}, Purpose.CUSTOMER, "客户又要了")
    assert papers_old_parts.to_sign(order) == [took]
    room.by = By(room.by.staff_id, room.by.at + timedelta(days=3))
    old_parts.part_with(room.by, {}, {asked: None}, "王女士")
    sheet = papers_old_parts.handed_over([asked], Imprint("张三", room.by.at + timedelta(days=9)))
    assert (sheet.entries, sheet.taken_by, sheet.handed_at) == ((), "", room.by.at)


def test_what_two_people_took_on_two_days_is_said_of_each(room: Stockroom) -> None:
    order, line = drawn(room, choice="TAKE", old_part_back=False)
    first = old_parts.tag(room.by, order, line)
    second, stays = (old_parts.tag(room.by, order, None, TagData(name=name)) for name in ("旧皮带", "旧水管"))
    day = room.by.at
    old_parts.hand_over(room.by, {first: None}, "王女士")
    room.by = By(room.by.staff_id, day + timedelta(days=5))
    old_parts.part_with(room.by, {second: None}, {stays: None}, "李先生")
    sheet = papers_old_parts.handed_over(papers_old_parts.to_sign(order), Imprint("张三", room.by.at))
    assert [(one.who, one.at) for one in sheet.entries] == [("王女士", day), ("李先生", room.by.at)]
    assert [(one.who, one.at) for one in sheet.left] == [("李先生 · Signed on paper", room.by.at)]
    assert (sheet.taken_by, sheet.handed_at) == ("王女士, 李先生", room.by.at)


def test_the_customer_takes_or_leaves_at_least_one_part(room: Stockroom) -> None:
    with pytest.raises(FieldError):
        old_parts.part_with(room.by, {}, {}, "王女士")
