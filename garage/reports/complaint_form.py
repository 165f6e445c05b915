"""投诉处理表, one complaint through every round of the loop, room to write where a step is not done yet: A4."""

from garage.domain.complaints import ComplaintCategory, ComplaintLevel
from garage.domain.documents_complaints import ComplaintPaper, HandledRound, Signed
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, checks, day, facts, moment, phone, section, signatures

_ROOM = 26.0
"""Height in points that is left for writing by hand."""


def render(sheet: ComplaintPaper, paper: Paper, words: Words) -> bytes:
    """The form as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Complaint Form"),
        number=sheet.number,
        date=day(sheet.received.at.date()) if sheet.received.at else "",
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Handled by"), sheet.assigned_to), (_("Manager"), ""), (_("Customer"), "")]
    blocks: list[Block] = [
        _head(sheet, paper, words),
        Space(4),
        section(paper, _("What the customer says"), _said(sheet, paper, words)),
    ]
    for turn in sheet.rounds:
        blocks += _round(turn, paper, words, many=len(sheet.rounds) > 1, inside=sheet.inside)
    blocks += [
        Space(4),
        section(paper, _("End"), _end(sheet, paper, words)),
        Space(8),
        Stack([signatures(paper, names, words)], whole=True),
    ]
    return build(frame, blocks)


def _head(sheet: ComplaintPaper, paper: Paper, words: Words) -> Block:
    _ = words
    categories = checks((one is sheet.category, label(one, words)) for one in ComplaintCategory)
    levels = checks((one is sheet.level, label(one, words)) for one in ComplaintLevel)
    potential = checks([(sheet.potential, _("potential complaint"))])
    rows: list[list[Field]] = [
        [
            (_("Customer"), Text(sheet.customer.name, paper.strong)),
            (_("Complainant"), sheet.complainant),
            (_("Phone"), phone(sheet.customer.phone)),
        ],
        [
            (_("Plate"), Text(sheet.plate, paper.strong)),
            (_("Model"), sheet.model),
            (_("Order no."), sheet.order_no),
        ],
        [
            (_("Complained at"), moment(sheet.received.at)),
            (_("Taken down by"), sheet.received.who),
            (_("How it came"), label(sheet.channel, words)),
        ],
        [(_("What it is about"), categories)],
        [(_("Level"), f"{levels}   {potential}"), (_("Told above"), _signed(sheet.escalated))],
    ]
    return facts(paper, rows)


def _said(sheet: ComplaintPaper, paper: Paper, words: Words) -> Block:
    _ = words
    return facts(
        paper,
        [[(_("Content"), _room(sheet.content, paper))], [(_("Demand"), _room(sheet.demand, paper))]],
        values=163,
    )


def _round(turn: HandledRound, paper: Paper, words: Words, *, many: bool, inside: bool) -> list[Block]:
    _ = words
    which = _("Round {n}: ").format(n=turn.round) if many else ""
    verify = which + _("verification, by {moment} ({hours} h)").format(
        moment=moment(turn.verify_due_at), hours=turn.verify_hours
    )
    tell = which + _("result to the customer, by {day} ({days} working days)").format(
        day=day(turn.result_due_on), days=turn.result_days
    )
    parts = [
        (verify[:1].upper() + verify[1:], _verification(turn, paper, words, inside=inside)),
        (which + _("Cause and measures"), _measures(turn, paper, words)),
        (tell[:1].upper() + tell[1:], _result(turn, paper, words)),
        (which + _("Revisit"), _revisit(turn, paper, words)),
    ]
    blocks: list[Block] = []
    for title, block in parts:
        blocks += [Space(4), section(paper, title, block)]
    return blocks


def _verification(turn: HandledRound, paper: Paper, words: Words, *, inside: bool) -> Block:
    _ = words
    yes, no = _("our fault"), _("not our fault")
    rows: list[list[Field]] = [[(_("Begun anew"), turn.reopen_reason)]] if turn.reopen_reason else []
    rows.append([(_("Findings"), _room(turn.findings, paper))])
    if inside:
        fault = checks([(turn.our_fault is True, yes), (turn.our_fault is False, no)])
        rows.append([(_("Answerable"), fault), (_("Whose work"), turn.responsible)])
    rows.append([(_("Verified by"), turn.verified.who), (_("When"), moment(turn.verified.at))])
    return facts(paper, rows, values=72)


def _measures(turn: HandledRound, paper: Paper, words: Words) -> Block:
    _ = words
    money = format_yuan(turn.compensation_fen) if turn.compensation_fen else ""
    rows: list[list[Field]] = [
        [(_("Why it happened"), _room(turn.cause, paper))],
        [(_("Measures"), _room(turn.measures, paper))],
        [(_("Compensation"), money), (_("Decided by"), _signed(turn.planned))],
        [
            (_("What was carried out"), turn.implemented_note),
            (_("Carried out by"), _signed(turn.implemented)),
        ],
    ]
    return facts(paper, rows, values=72)


def _result(turn: HandledRound, paper: Paper, words: Words) -> Block:
    _ = words
    how = label(turn.informed_how, words) if turn.informed_how is not None else ""
    rows: list[list[Field]] = [
        [(_("Who was told"), turn.informed_who), (_("How"), how)],
        [(_("Told by"), turn.informed.who), (_("When"), moment(turn.informed.at))],
    ]
    return facts(paper, rows, values=72)


def _revisit(turn: HandledRound, paper: Paper, words: Words) -> Block:
    _ = words
    moods = [(turn.satisfied is True, _("content")), (turn.satisfied is False, _("still unhappy"))]
    rows: list[list[Field]] = [
        [(_("Customer is"), checks(moods)), (_("Asked by"), _signed(turn.revisited))],
        [(_("Customer's answer"), _room(turn.revisit_note, paper))],
    ]
    return facts(paper, rows, values=72)


def _end(sheet: ComplaintPaper, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [(_("State"), label(sheet.state, words)), (_("Ended by"), _signed(sheet.closed))],
    ]
    if sheet.closed_reason:
        rows.append([(_("Reason"), sheet.closed_reason)])
    return facts(paper, rows, values=72)


def _signed(done: Signed) -> str:
    return "  ".join(filter(None, (done.who, moment(done.at))))


def _room(text: str, paper: Paper) -> Block:
    """What was written, or room to write it."""
    return Text(text, paper.body) if text else Space(_ROOM)
