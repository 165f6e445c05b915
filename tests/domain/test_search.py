import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.domain.search import TAIL_LENGTH, fold, name_terms, normalise_query, suffixes

TERMS = st.text(alphabet="京沪粤张王李曾单" + string.ascii_letters + string.digits + " ·-.Ｚ１", max_size=30)


@given(TERMS, st.data())
def test_every_fragment_of_a_term_begins_one_of_its_tails(term: str, data: st.DataObject) -> None:
    folded = fold(term)
    if not folded:
        assert suffixes(term) == set()
        return
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    query = normalise_query(folded[start:end])
    assert any(tail.startswith(query) for tail in suffixes(term))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1))
def test_any_name_has_terms_in_folded_form(name: str) -> None:
    terms = name_terms(name)
    assert (fold(name) in terms) == bool(fold(name))
    assert {fold(term) for term in terms} == terms


@pytest.mark.parametrize("typed", ["京a·12345", "京A 12345", "京Ａ１２３４５", "京A-12345", "京A12345\x00"])
def test_a_plate_is_the_same_however_it_is_typed(typed: str) -> None:
    assert normalise_query(typed) == "京a12345"


def test_a_long_term_is_found_by_what_a_person_would_type_of_it() -> None:
    term = "".join(chr(0x4E00 + place) for place in range(100))
    tails = suffixes(term)
    assert len(tails) == 100
    assert max(map(len, tails)) == TAIL_LENGTH
    assert normalise_query(term[30:90]) in tails


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("单田芳", {"shantianfang", "dantianfang", "stf", "dtf"}),
        ("仇英", {"qiuying", "chouying", "qy", "cy"}),
        ("解缙", {"xiejin", "jiejin", "xj", "jj"}),
        ("曾志伟", {"zengzhiwei", "cengzhiwei", "zzw", "czw"}),
        ("查良镛", {"zhaliangyong", "zly"}),
        ("区楚良", {"ouchuliang", "ocl", "qcl"}),
        ("盖叫天", {"gejiaotian", "gaijiaotian", "gjt"}),
        ("翟天临", {"zhaitianlin", "ztl"}),
        ("缪荃孙", {"miaoquansun", "mqs"}),
        ("朴树", {"piaoshu", "pushu", "ps"}),
        ("吕布", {"lvbu", "lb"}),
        ("万俟丑奴", {"moqichounu", "mqcn"}),
    ],
)
def test_a_surname_is_found_by_every_reading(name: str, spellings: set[str]) -> None:
    assert spellings | {name} <= name_terms(name)


def test_letters_and_digits_of_a_name_stay() -> None:
    assert name_terms("诚信4S店") == {"诚信4s店", "chengxin4sdian", "cx4sd"}
    assert name_terms("John Smith") == {"johnsmith"}
    assert name_terms("  ") == set()


def test_brackets_and_commas_of_a_name_need_not_be_typed() -> None:
    assert {"机滤(原厂)", "机滤原厂", "jlyc", "jilvyuanchang"} <= name_terms("机滤（原厂）")
    assert name_terms("K&N filter") == {"k&nfilter", "knfilter"}


def test_emoji_and_rare_characters_do_no_harm() -> None:
    assert "😀王" in name_terms("😀王")
    assert "𠮷yejia" in name_terms("𠮷野家")
