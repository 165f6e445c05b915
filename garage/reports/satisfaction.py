"""满意度报告: scores by topic, by round, adviser and mechanic; low ones with what was said: A4 (S3, FEATURES G7)."""

from collections.abc import Sequence

from garage.domain.contacts import BEST
from garage.domain.documents_summaries import LowScore, SatisfactionReport, ScoreGroup
from garage.domain.money import round_half_up
from garage.domain.summary_problems import topic_words
from garage.domain.summary_words import say, say_period, say_share
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, section, signatures
from garage.reports.tables import Heading, described, figure, table, word

_FULL_BP = 10_000


def render(sheet: SatisfactionReport, paper: Paper, words: Words) -> bytes:
    """The report as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Satisfaction Report"),
        number=sheet.number,
        date=say_period(sheet.period, words),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [Text(_summed(sheet, words), paper.body), Space(5)]
    if sheet.topics:
        blocks += _tables(sheet, paper, words)
        blocks += _low(sheet, paper, words)
    blocks += [
        Space(8),
        Stack([signatures(paper, [(_("Made by"), ""), (_("Manager"), "")], words, dated=True)], whole=True),
    ]
    return build(frame, blocks)


def _summed(sheet: SatisfactionReport, words: Words) -> str:
    _ = words
    answers, points = sum(one.answers for one in sheet.topics), sum(one.points for one in sheet.topics)
    text = _("Follow-up calls that fell due: {calls}, customers reached: {reached}.").format(
        calls=sheet.calls, reached=sheet.reached
    )
    if not answers:
        return text + _(" Nobody gave a score.")
    average = say("score", round_half_up(points * 100, answers))
    told = _(" Scores given: {answers}, on average {average} of {best}.")
    return text + told.format(answers=answers, average=average, best=BEST)


def _tables(sheet: SatisfactionReport, paper: Paper, words: Words) -> list[Block]:
    _ = words
    topics = [
        ScoreGroup(topic_words(one.topic, words), one.answers, one.points, one.low) for one in sheet.topics
    ]
    round_ = _("Round {n}")
    rounds = [ScoreGroup(round_.format(n=one.name), one.answers, one.points, one.low) for one in sheet.rounds]
    parts: list[tuple[str, str, Sequence[ScoreGroup]]] = [
        (_("By topic"), _("Topic"), topics),
        (_("By round of the call"), _("Round"), rounds),
        (_("By adviser"), _("Adviser"), sheet.advisors),
        (_("By mechanic, for the jobs they had a share in"), _("Mechanic"), sheet.mechanics),
    ]
    blocks: list[Block] = []
    for title, named, groups in parts:
        if groups:
            blocks += [section(paper, title, _groups(named, groups, paper, words)), Space(6)]
    return blocks


def _groups(named: str, groups: Sequence[ScoreGroup], paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(named, 70),
        Heading(_("Scores"), 29, "right"),
        Heading(_("Average"), 29, "right"),
        Heading(_("1 or 2"), 29, "right"),
        Heading(_("Share of 1 or 2"), 29, "right"),
    ]
    rows = [
        Row(
            [
                word(paper, one.name),
                figure(paper, f"{one.answers:,}"),
                figure(paper, say("score", round_half_up(one.points * 100, one.answers)), bold=True),
                figure(paper, f"{one.low:,}"),
                figure(paper, say_share(round_half_up(one.low * _FULL_BP, one.answers))),
            ]
        )
        for one in groups
        if one.answers
    ]
    return table(paper, headings, rows)


def _low(sheet: SatisfactionReport, paper: Paper, words: Words) -> list[Block]:
    _ = words
    if not sheet.low:
        return [Text(_("Nobody gave 1 or 2."), paper.body)]
    headings = [
        Heading(_("Day"), 22),
        Heading(_("Order"), 32),
        Heading(_("Customer"), 40),
        Heading(_("Topic"), 24),
        Heading(_("Score"), 14, "right"),
        Heading(_("What the customer said"), 54),
    ]
    rows = [_low_row(one, paper, words) for one in sheet.low]
    return [section(paper, _("Scores of 1 or 2"), table(paper, headings, rows))]


def _low_row(one: LowScore, paper: Paper, words: Words) -> Row:
    return Row(
        [
            word(paper, day(one.on)),
            word(paper, one.order_no),
            described(paper, one.customer, one.plate),
            word(paper, topic_words(one.topic, words)),
            figure(paper, str(one.score), bold=True),
            word(paper, one.said),
        ]
    )
