"""Papers of the stockroom alike: what they say, on every paper, with names nobody should have, and their barcode."""

from collections.abc import Mapping
from types import ModuleType

import pytest

from garage.domain.documents import Document
from garage.i18n import LANGUAGES
from garage.reports.papers import PAPERS
from garage.reports.render import papers
from tests.reports import (
    test_buying_papers,
    test_call_papers,
    test_claim_papers,
    test_count_papers,
    test_figures_papers,
    test_rework_papers,
    test_sale_papers,
    test_supplier_papers,
)
from tests.reports.samples import BAD_NAME_PRINTED, GARAGE
from tests.reports.test_papers import collisions, outside, pages_of

SAMPLES: dict[str, ModuleType] = {
    "buying": test_buying_papers,
    "calls": test_call_papers,
    "claims": test_claim_papers,
    "count": test_count_papers,
    "figures": test_figures_papers,
    "rework": test_rework_papers,
    "sale": test_sale_papers,
    "supplier": test_supplier_papers,
}
"""Each has documents by name: USUAL, HOSTILE and EMPTY; FACTS are words that a usual one says in each language."""

USUAL = [(name, kind) for name, samples in SAMPLES.items() for kind in samples.USUAL]
CASES = [
    (name, sort, kind, paper)
    for name, samples in SAMPLES.items()
    for sort in ("USUAL", "HOSTILE", "EMPTY")
    for kind, document in getattr(samples, sort).items()
    for paper in papers(type(document))
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "kind"), USUAL)
def test_a_paper_says_what_it_is_for(printed, name: str, kind: str, language: str) -> None:
    words = printed(SAMPLES[name].USUAL[kind], language).flat()
    facts = SAMPLES[name].FACTS[kind][language]
    assert [fact for fact in facts if "".join(fact.split()) not in words] == []
    assert GARAGE.name in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "sort", "kind", "paper"), CASES)
def test_nothing_is_cut_off_and_nothing_stands_on_another(
    printed, name: str, sort: str, kind: str, paper: str, language: str
) -> None:
    documents: Mapping[str, Document] = getattr(SAMPLES[name], sort)
    sheet = printed(documents[kind], language, paper)
    for width, height, words in pages_of(sheet):
        assert words
        assert not outside(PAPERS[paper], width, height, words)
        assert not collisions(words)
    if sort == "HOSTILE":
        assert BAD_NAME_PRINTED in sheet.flat()


NOTHING_TO_OPEN = {"week", "problems"}
"""Lists of a time and a supplier: there is no document that scanning them could open."""


@pytest.mark.parametrize(("name", "kind"), USUAL)
def test_the_barcode_is_the_number(printed, name: str, kind: str) -> None:
    document = SAMPLES[name].USUAL[kind]
    opens = [] if kind in NOTHING_TO_OPEN else [document.number]
    assert printed(document).barcodes() == opens
