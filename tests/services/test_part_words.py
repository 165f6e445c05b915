"""A part of an older file is found by every word that the program knows for it today."""

import pytest

from garage.models.parts import Part
from garage.models.search import SearchTail
from garage.services import part_words, parts, search
from garage.services.command import By
from garage.services.parts import PartData
from tests.services.stockroom import Stockroom

Old = dict[str, int]


@pytest.fixture
def old(boss: By, mechanic: int) -> Old:
    """Parts as an older program wrote them: found by name, code and numbers alone."""
    room = Stockroom(boss, mechanic)
    made = {
        name: room.part(code=f"A{place}", name=name, barcode=f"69{place}", oe_no=f"OE{place}")
        for place, name in enumerate(("机油滤清器", "前轮轴承（原厂）", "雨刮片"))
    }
    for name, ref in made.items():
        row = Part.get_by_id(ref)
        search.index("part", ref, {name, row.code, row.barcode, row.oe_no})
    return made


def test_short_words_and_words_without_brackets_find_the_parts_of_an_older_file_once(
    boss: By, old: Old
) -> None:
    assert search.refs("part", "机滤") == search.refs("part", "qlzcyc") == []
    assert part_words.refresh(boss) == 2
    assert search.refs("part", "机滤") == search.refs("part", "jilv") == [old["机油滤清器"]]
    assert search.refs("part", "qlzcyc") == [old["前轮轴承（原厂）"]]
    assert search.refs("part", "690") == search.refs("part", "oe0") == [old["机油滤清器"]]
    assert part_words.refresh(boss) == 0


def test_a_part_keeps_its_other_names_and_one_out_of_use_stays_hidden(boss: By, old: Old) -> None:
    named = parts.add(boss, PartData(code="B1", name="制动液", aliases=("油壶水",)))
    Part.update(active=False).where(Part.id == old["机油滤清器"]).execute()
    search.index("part", old["机油滤清器"], ())
    part_words.refresh(boss)
    assert search.refs("part", "yhs") == [named]
    assert search.refs("part", "机滤") == []


def test_a_newer_number_of_words_makes_them_again(
    boss: By, old: Old, monkeypatch: pytest.MonkeyPatch
) -> None:
    part_words.refresh(boss)
    monkeypatch.setattr(part_words, "WORDS", 99)
    assert part_words.refresh(boss) == 2
    kept = SearchTail.select(SearchTail.ref).where(SearchTail.kind == "part words").tuples()
    assert list(kept) == [(99,)]


def test_the_bin_finds_the_parts_of_an_older_file(boss: By, mechanic: int) -> None:
    part = Stockroom(boss, mechanic).part(name="雨刮片", bin="A-03", second_bin="库房2")
    search.index("part", part, {"雨刮片"})
    assert part_words.refresh(boss) == 1
    assert search.refs("part", "a-03") == search.refs("part", "库房2") == [part]
