"""回访登记表, every call and visit of some days as it is filed month by month: A4 landscape."""

from collections import Counter

from garage.domain.documents_calls import CallRegister, RegisteredCall
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import DAY, Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import phone, signatures
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: CallRegister, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Register of Calls"),
        number=sheet.number,
        date=f"{sheet.first.strftime(DAY)} – {sheet.last.strftime(DAY)}",
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Caller"), ""), (_("Manager"), "")]
    blocks: list[Block] = []
    if sheet.calls:
        blocks += [Text(_summed(sheet, words), paper.body), Space(3), _table(sheet, paper, words)]
    else:
        blocks.append(Text(_("Nobody was spoken to in this time."), paper.body))
    blocks += [Space(8), Stack([signatures(paper, names, words, dated=True)], whole=True)]
    return build(frame, blocks)


def _summed(sheet: CallRegister, words: Words) -> str:
    """How many there were, by what came of them."""
    _ = words
    counted = Counter(call.outcome for call in sheet.calls)
    parts = [f"{label(outcome, words)} {count}" for outcome, count in counted.most_common()]
    total = _("{n} in all").format(n=len(sheet.calls))
    return f"{total}: {_(', ').join(parts)}"


def _table(sheet: CallRegister, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 9, "centre"),
        Heading(_("When"), 26),
        Heading(_("Customer"), 38),
        Heading(_("Car"), 32),
        Heading(_("How"), 30),
        Heading(_("Result"), 26),
        Heading(_("What was said"), 72),
        Heading(_("Score"), 14, "right"),
        Heading(_("Caller"), 20),
    ]
    return table(paper, headings, [_row(n, call, paper, words) for n, call in enumerate(sheet.calls, 1)])


def _row(place: int, call: RegisteredCall, paper: Paper, words: Words) -> Row:
    _ = words
    which = ""
    if call.round is not None:
        which = _("1st call") if call.round == 1 else _("2nd call")
    mean = "" if call.mean_tenths is None else f"{call.mean_tenths / 10:.1f}"
    return Row(
        [
            word(paper, str(place), "centre"),
            word(paper, f"{call.at:%m-%d %H:%M}"),
            described(paper, call.customer, phone(call.phone)),
            described(paper, call.plate, call.order_no),
            described(paper, label(call.direction, words), label(call.channel, words)),
            described(paper, label(call.outcome, words), which),
            word(paper, call.said),
            figure(paper, mean),
            word(paper, call.caller),
        ]
    )
