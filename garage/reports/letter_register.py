"""信函登记表, every letter of some days: to whom, about what, who sent it, what was answered: A4."""

from garage.domain.documents_letters import LetterRegister, RegisteredLetter
from garage.domain.labels import label
from garage.domain.letters import LetterState
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import DAY, Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, signatures
from garage.reports.tables import Heading, described, table, word


def render(sheet: LetterRegister, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Register of Letters"),
        number=sheet.number,
        date=f"{sheet.first.strftime(DAY)} – {sheet.last.strftime(DAY)}",
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Kept by"), ""), (_("Manager"), "")]
    blocks: list[Block] = []
    if sheet.letters:
        blocks.append(_table(sheet, paper, words))
    else:
        blocks.append(Text(_("No letter was written in this time."), paper.body))
    blocks += [Space(8), Stack([signatures(paper, names, words, dated=True)], whole=True)]
    return build(frame, blocks)


def _table(sheet: LetterRegister, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 8, "centre"),
        Heading(_("Written"), 26),
        Heading(_("Kind"), 18),
        Heading(_("Customer"), 30),
        Heading(_("About"), 46),
        Heading(_("Sent"), 26),
        Heading(_("Reply"), 32),
    ]
    return table(paper, headings, [_row(n, one, paper, words) for n, one in enumerate(sheet.letters, 1)])


def _row(place: int, letter: RegisteredLetter, paper: Paper, words: Words) -> Row:
    how = label(letter.how, words) if letter.how is not None else ""
    sender = " · ".join(filter(None, (how, letter.sender))) if letter.sent_on else ""
    return Row(
        [
            word(paper, str(place), "centre"),
            described(paper, day(letter.written_on), letter.number),
            word(paper, label(letter.kind, words)),
            word(paper, letter.customer),
            described(paper, letter.subject, letter.about),
            described(paper, day(letter.sent_on), sender),
            word(paper, _answered(letter, words)),
        ]
    )


def _answered(letter: RegisteredLetter, words: Words) -> str:
    """What came of it, with the day."""
    _ = words
    if letter.state is LetterState.VOID:
        return _("void: {reason}").format(reason=letter.void_reason)
    if letter.returned_on is not None:
        return _("came back {day}").format(day=day(letter.returned_on))
    return f"{day(letter.reply_on)} {letter.reply}".strip()
