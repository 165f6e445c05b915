"""Recommended work on paper: what should be done, what may follow, and the signature of who declines it (G8)."""

from collections.abc import Sequence

from garage.domain.documents import Advice
from garage.domain.labels import label
from garage.domain.orders import SPOKEN
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Space, Stack, Text
from garage.reports.grid import Cell, Column, Grid, Row
from garage.reports.papers import Paper
from garage.reports.pieces import day, moment, notes, section, signatures, spoken_with


def told(advice: Sequence[Advice], title: str, paper: Paper, words: Words) -> list[Block]:
    """A numbered list under `title`; nothing where there is no advice."""
    if not advice:
        return []
    lines = [_sentence(item, words) for item in advice]
    return [Space(4), section(paper, title, notes(paper.body, lines))]


def signed_for(advice: Sequence[Advice], title: str, paper: Paper, words: Words) -> list[Block]:
    """A table under `title` in which what was declined is signed for."""
    if not advice:
        return []
    rows = [
        Row([Cell(Text(str(place), paper.body, "centre")), Cell(_advised(item, paper, words))])
        for place, item in enumerate(advice, start=1)
    ]
    return [Space(4), section(paper, title, Grid([Column(8), Column(178)], rows, pad_y=1.6))]


def _named(item: Advice, words: Words) -> str:
    _ = words
    return _("[Safety] {text}").format(text=item.text) if item.safety else item.text


def _danger(item: Advice, words: Words) -> str:
    _ = words
    return (
        _("If it is not done: {consequence}").format(consequence=item.consequence) if item.consequence else ""
    )


def _sentence(item: Advice, words: Words) -> str:
    """All of it in one line: the work, the danger, who declined it before."""
    _ = words
    refused = ""
    if item.declined:
        refused = _("declined {day} {who}").format(
            day=day(item.declined_at.date()) if item.declined_at else "", who=item.signed_by
        )
    parts = (_named(item, words), _danger(item, words), " ".join(refused.split()))
    return "  ".join(part for part in parts if part)


def _advised(item: Advice, paper: Paper, words: Words) -> Block:
    _ = words
    work = Text(_named(item, words), paper.strong if item.safety else paper.body)
    danger = [Text(_danger(item, words), paper.small)] if item.consequence else []
    if not item.declined:
        return Stack([work, *danger])
    if item.safety:
        said = _("I was told why this is necessary for safety and what may follow; I decline it for now.")
    else:
        said = _("I decline this work for now.")
    signer = (_("Customer's signature"), item.signed_by if item.channel not in SPOKEN else "")
    sign = signatures(paper, [signer], words, dated=True)
    how = [Text(_spoken(item, words), paper.small)] if item.channel in SPOKEN else []
    left = Stack([work, *danger, Text(said, paper.small), *how])
    return Beside([left, sign], shares=(1, 1), gap=10, middle=True)


def _spoken(item: Advice, words: Words) -> str:
    """How it was declined where nobody signed."""
    _ = words
    when = _("Declined {time}").format(time=moment(item.declined_at))
    how = label(item.channel, words) if item.channel else ""
    return "  ".join(filter(None, (when, how, item.note, spoken_with(item.signed_by, item.taken_by, words))))
