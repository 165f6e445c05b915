"""质检单, the inspection sheet: every stage of an order and every round of it, item by item. A4."""

from collections.abc import Sequence

from garage.domain.documents_quality import CheckedItem, InspectionRound, InspectionSheet
from garage.domain.inspections import CHECK_ITEMS, DRIVEN, STANDARDS, InspectionResult, InspectionStage
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.fonts import BOX, TICKED
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, facts, kilometres, moment, signatures
from garage.reports.tables import Heading, table, word

_WIDTHS = (57, 53, 30, 46)
"""Item, standard, result, value or note: millimetres of an A4 line."""


def render(sheet: InspectionSheet, paper: Paper, words: Words) -> bytes:
    """The sheet as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Inspection Sheet"),
        number=sheet.head.order_no,
        date=_("Date {date}").format(date=day(sheet.imprint.printed_at)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_head(sheet, paper, words)]
    for one in sheet.rounds:
        blocks += [Space(5), _round(one, sheet.rounds, paper, words)]
    blocks += [Space(6), Stack([signatures(paper, _signs(sheet, words), words)], whole=True)]
    return build(frame, blocks)


def _head(sheet: InspectionSheet, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = sheet.head, sheet.head.car
    back = sum(one.result is InspectionResult.FAIL for one in sheet.rounds)
    return facts(
        paper,
        [
            [
                (_("Plate"), Text(car.plate, paper.strong)),
                (_("Make and model"), car.model),
                (_("VIN"), car.vin),
            ],
            [
                (_("Brought in"), moment(head.received_at)),
                (_("Odometer in"), kilometres(head.odometer_km)),
                (_("Repair category"), label(head.category, words) if head.category else ""),
            ],
            [
                (_("Mechanic"), _(", ").join(sheet.mechanics), 2),
                (_("Sent back"), Text(_("{count} ×").format(count=back) if back else "–", paper.strong)),
            ],
            [(_("Fault described"), head.complaint)],
        ],
    )


def _round(one: InspectionRound, every: Sequence[InspectionRound], paper: Paper, words: Words) -> Block:
    """A table of one inspection, its name and result at the top, what was said at the foot."""
    _ = words
    passed = one.result is InspectionResult.PASS
    name = label(one.stage, words)
    if sum(other.stage is one.stage for other in every) > 1:
        name = _("{stage}, round {round}").format(stage=name, round=one.round)
    verdict = "  ".join((name, label(one.result, words), moment(one.at), one.inspector))
    item, standard, result, note = _WIDTHS
    headings = [
        Heading(_("Item"), item),
        Heading(_("Standard"), standard),
        Heading(_("Result"), result, "centre"),
        Heading(_("Value or note"), note),
    ]
    rows = [_item(item, one.stage, paper, words) for item in one.items]
    foot = _foot(one, paper, words, passed=passed)
    return Stack([table(paper, headings, rows, name=verdict, foot=foot)], whole=True)


def _item(item: CheckedItem, stage: InspectionStage, paper: Paper, words: Words) -> Row:
    _ = words
    names = dict(CHECK_ITEMS[stage])
    ticks = (
        f"{TICKED if item.passed else BOX}{_('Passed')}",
        f"{BOX if item.passed else TICKED}{_('Failed')}",
    )
    return Row(
        [
            word(paper, words(names.get(item.code, item.code))),
            Cell(Text(words(STANDARDS[item.code]) if item.code in STANDARDS else "", paper.small)),
            word(paper, "  ".join(ticks), "centre"),
            word(paper, item.note),
        ],
        middle=True,
        shade=not item.passed,
    )


def _foot(one: InspectionRound, paper: Paper, words: Words, *, passed: bool) -> list[Row]:
    """Odometer after the road test, and the remark or what has to be done again."""
    _ = words
    said = [(_("Remark") if passed else _("To be redone"), one.remark)] if one.remark else []
    if one.road_test_km is not None and one.stage in DRIVEN:
        said.insert(0, (_("Odometer after the road test"), kilometres(one.road_test_km)))
    return [
        Row([Cell(Text(name, paper.strong)), Cell(Text(text, paper.body), len(_WIDTHS) - 1)])
        for name, text in said
    ]


def _signs(sheet: InspectionSheet, words: Words) -> list[tuple[str, str]]:
    """Who signed each stage last: the mechanic, the leader, the inspector."""
    _ = words
    last = {one.stage: one.inspector for one in sheet.rounds}
    return [
        (_("Self-check"), last.get(InspectionStage.SELF, "")),
        (_("Team leader"), last.get(InspectionStage.LEADER, "")),
        (_("Inspector"), last.get(InspectionStage.FINAL, "")),
    ]
