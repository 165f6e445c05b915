"""The lists of the dispute pack that have no paper of their own: chronology, claims, talks, photos."""

from collections.abc import Sequence

from garage.domain.documents_dispute import ClaimFact, Happening, PackedPhoto, SaidTalk
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Drawing, Stack, Text
from garage.reports.grid import Cell, Column, Grid, Row
from garage.reports.papers import Paper
from garage.reports.pen import Pen
from garage.reports.pieces import day, moment
from garage.reports.tables import Heading, described, table, word

_IN_A_ROW = 2
_PHOTO = 192.0
"""Height of a photo in points: three rows of two and their captions fill a page."""


def chronology(history: Sequence[Happening], paper: Paper, words: Words) -> Block:
    """Who did what when, and why; the oldest first."""
    _ = words
    headings = [
        Heading(_("When"), 30),
        Heading(_("Who"), 20),
        Heading(_("What was done"), 42),
        Heading(_("What changed"), 58),
        Heading(_("Reason"), 36),
    ]
    rows = [
        Row(
            [
                word(paper, moment(one.at)),
                word(paper, one.who),
                word(paper, one.act),
                word(paper, one.text),
                word(paper, one.reason),
            ]
        )
        for one in history
    ]
    return table(paper, headings, rows)


def claims(facts: Sequence[ClaimFact], paper: Paper, words: Words) -> Block:
    """What was claimed from suppliers about the parts of the job; no money."""
    _ = words
    headings = [
        Heading(_("Number"), 30),
        Heading(_("Parts"), 50),
        Heading(_("Symptoms"), 48),
        Heading(_("Submitted on"), 20),
        Heading(_("Decided on"), 20),
        Heading(_("State"), 22),
    ]
    rows = [
        Row(
            [
                word(paper, fact.number),
                word(paper, "\n".join(fact.parts)),
                word(paper, fact.symptoms),
                word(paper, day(fact.submitted_at.date()) if fact.submitted_at else ""),
                word(paper, day(fact.decided_at.date()) if fact.decided_at else ""),
                word(paper, label(fact.state, words)),
            ]
        )
        for fact in facts
    ]
    return table(paper, headings, rows)


def talks(said: Sequence[SaidTalk], paper: Paper, words: Words) -> Block:
    """Every call and visit about the job, the oldest first."""
    _ = words
    headings = [
        Heading(_("When"), 30),
        Heading(_("How"), 26),
        Heading(_("Result"), 24),
        Heading(_("Spoken by"), 20),
        Heading(_("Spoke with"), 22),
        Heading(_("What was said"), 64),
    ]
    rows = [_talk(one, paper, words) for one in said]
    return table(paper, headings, rows)


def _talk(one: SaidTalk, paper: Paper, words: Words) -> Row:
    _ = words
    given = _(", ").join(f"{topic} {score}/5" for topic, score in one.scores)
    way = f"{label(one.direction, words)} · {label(one.channel, words)}"
    return Row(
        [
            word(paper, moment(one.at)),
            word(paper, way),
            word(paper, label(one.outcome, words)),
            word(paper, one.staff),
            word(paper, one.spoke_with),
            described(paper, one.said, given),
        ]
    )


def photos(taken: Sequence[PackedPhoto], paper: Paper) -> Block:
    """Six on a page, each with what it shows, what it belongs to and when it was kept."""
    rows = []
    for first in range(0, len(taken), _IN_A_ROW):
        cells = [Cell(_photo(photo, paper)) for photo in taken[first : first + _IN_A_ROW]]
        cells += [Cell(Text("", paper.small), bare=True)] * (_IN_A_ROW - len(cells))
        rows.append(Row(cells))
    return Grid([Column(1)] * _IN_A_ROW, rows)


def _photo(photo: PackedPhoto, paper: Paper) -> Block:
    def paint(pen: Pen, x: float, top: float, width: float) -> None:
        pen.picture(photo.picture, x, top, width, _PHOTO, align="centre")

    below = " · ".join((photo.of, moment(photo.at)))
    caption = [Text(photo.caption, paper.body, "centre")] if photo.caption else []
    return Stack([Drawing(_PHOTO + 3, paint), *caption, Text(below, paper.small, "centre")], whole=True)
