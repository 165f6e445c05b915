"""返修记录, why a repair came back and what was done about it, with every attempt and the evidence: A4."""

from garage.domain.documents_rework import RecordedAttempt, ReworkRecord
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.rework import TRIES, ReworkState, is_ours, must_refer
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.claim_application import pictures
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import (
    Field,
    brought_by,
    checks,
    day,
    facts,
    kilometres,
    moment,
    notes,
    phone,
    section,
    signatures,
)
from garage.reports.tables import Heading, figure, table, word


def render(record: ReworkRecord, paper: Paper, words: Words) -> bytes:
    """The record as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Rework Record"),
        number=record.number,
        date=day(record.opened_at.date()),
        garage=record.garage,
        imprint=record.imprint,
        words=words,
    )
    names = [
        (_("Customer"), ""),
        (_("Mechanic"), ""),
        (_("Inspector"), ""),
        (_("Decided by"), record.decided_by),
    ]
    signing = [signatures(paper, names[at : at + 2], words, dated=True) for at in (0, 2)]
    blocks: list[Block] = [
        _head(record, paper, words),
        Space(4),
        section(paper, _("What did not hold"), _claimed(record, paper, words)),
        Space(4),
        section(paper, _("Attempts"), _attempts(record, paper, words)),
        Space(4),
        section(paper, _("Evidence"), _evidence(record, paper, words)),
        *pictures(record.photos, paper, words),
        Space(4),
        section(paper, _("Decision"), _decision(record, paper, words)),
        Space(5),
        Stack([notes(paper.small, _terms(words)), *signing], gap=4, glue=len(signing)),
    ]
    return build(frame, blocks)


def _head(record: ReworkRecord, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = record.head, record.head.car
    rows: list[list[Field]] = [
        [
            (_("Customer (owner)"), Text(head.customer.name, paper.strong)),
            (_("Phone"), phone(head.customer.phone)),
            (_("Brought by"), brought_by(head)),
        ],
        [
            (_("Plate"), Text(car.plate, paper.strong)),
            (_("Model"), car.model),
            (_("Order no."), head.order_no),
        ],
        [
            (_("VIN"), car.vin),
            (_("Odometer"), kilometres(head.odometer_km)),
            (_("Brought in"), moment(head.received_at)),
        ],
    ]
    return facts(paper, rows)


def _claimed(record: ReworkRecord, paper: Paper, words: Words) -> Block:
    _ = words
    until = " / ".join(filter(None, (day(record.covered_to), kilometres(record.covered_km))))
    drives = checks([(record.undrivable, _("cannot be driven")), (not record.undrivable, _("can be driven"))])
    rows: list[list[Field]] = [
        [(_("Earlier work"), record.line), (_("First repair"), record.first_no), (_("Warranty to"), until)],
        [(_("Fault"), record.fault)],
        [(_("The car"), drives)],
        [(_("Rework no."), str(record.earlier + 1)), (_("Evidence by"), day(record.due_on), 2)],
    ]
    return facts(paper, rows)


def _attempts(record: ReworkRecord, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("No."), 10, "centre"),
        Heading(_("Order no."), 32),
        Heading(_("Work done"), 50),
        Heading(_("Came on"), 23),
        Heading(_("Left on"), 23),
        Heading(_("Odometer"), 24, "right"),
        Heading(_("Done by"), 30),
    ]
    rows = [_attempt(place, one, paper, words) for place, one in enumerate(record.attempts)]
    return table(paper, headings, rows)


def _attempt(place: int, one: RecordedAttempt, paper: Paper, words: Words) -> Row:
    _ = words
    who = ", ".join(filter(None, (one.mechanics, one.elsewhere)))
    cells = [
        word(paper, _("first") if place == 0 else str(place), "centre"),
        word(paper, one.order_no),
        word(paper, one.line),
        word(paper, day(one.came_on)),
        word(paper, day(one.left_on)),
        figure(paper, kilometres(one.odometer_km)),
        word(paper, who),
    ]
    return Row(cells, middle=True)


def _evidence(record: ReworkRecord, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [
            (_("Recorded"), moment(record.evidence_at)),
            (_("By"), record.evidence_by),
            (_("Cause"), label(record.cause, words) if record.cause else ""),
        ],
        [(_("What shows it"), record.evidence)],
    ]
    return facts(paper, rows)


def _verdict(record: ReworkRecord) -> ReworkState:
    """Whose fault it was; until somebody says so, and when nobody did, how the case stands."""
    if record.state is not ReworkState.CLOSED or record.decided_at is None:
        return record.state
    return ReworkState.OUR_FAULT if is_ours(record.cause) else ReworkState.NOT_OURS


def _decision(record: ReworkRecord, paper: Paper, words: Words) -> Block:
    _ = words
    said = label(_verdict(record), words)
    rows: list[list[Field]] = [
        [
            (_("Result"), said),
            (_("Decided on"), moment(record.decided_at)),
            (_("By"), record.decided_by),
        ],
        [(_("Because"), record.reason or record.note)],
    ]
    if record.referred_at is not None:
        away: list[Field] = [
            (_("Other garage"), record.referred_to),
            (_("Since"), day(record.referred_at.date())),
        ]
        if record.referral_cost_fen is not None:
            away.append((_("Our cost"), format_yuan(record.referral_cost_fen)))
        rows.append(away)
        rows.append([(_("What they did"), record.referral_result)])
    elif record.referral_result:
        rows.append([(_("No other garage"), record.referral_result)])
    elif must_refer(record.earlier):
        told = _("Reworked {n} times without success: another garage repairs it at our cost.")
        rows.append([(_("Next step"), told.format(n=max(record.earlier, TRIES)))])
    return facts(paper, rows)


def _terms(words: Words) -> list[str]:
    _ = words
    return [
        _("What fails within the warranty through the quality of the repair is put right free of charge."),
        _(
            "If the garage shows no other cause within three days, it repairs free of charge and without delay."
        ),
        _("After two repairs of the same fault without success, the garage pays for another garage."),
    ]
