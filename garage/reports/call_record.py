"""回访记录表, one call to a customer: how satisfied, what was said, what was asked and answered. A4."""

from garage.domain.contacts import BEST
from garage.domain.documents_calls import CallRecord
from garage.domain.followups import Purpose
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, checks, day, facts, kilometres, moment, phone, section, signatures

_WHOLE = 167
"""Width of a value that stands alone in its line, in mm."""


def render(record: CallRecord, paper: Paper, words: Words) -> bytes:
    """The record as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Follow-up Record"),
        number=record.number,
        date=day(record.called_at.date()),
        garage=record.garage,
        imprint=record.imprint,
        words=words,
    )
    names = [(_("Caller"), record.caller), (_("Manager"), "")]
    blocks: list[Block] = [
        _head(record, paper, words),
        Space(4),
        section(paper, _("The call"), _call(record, paper, words)),
        Space(4),
        section(paper, _("Satisfaction"), _scores(record, paper)),
        Space(4),
        section(paper, _("What was said"), _said(record, paper, words)),
    ]
    if record.questions:
        blocks += [Space(4), section(paper, _("Questions"), _questions(record, paper, words))]
    blocks += [
        Space(4),
        section(paper, _("From here on"), _next(record, paper, words)),
        Space(8),
        Stack([signatures(paper, names, words, dated=True)], whole=True),
    ]
    return build(frame, blocks)


def _head(record: CallRecord, paper: Paper, words: Words) -> Block:
    _ = words
    car = record.car
    rows: list[list[Field]] = [
        [
            (_("Customer"), Text(record.customer.name, paper.strong)),
            (_("Contact"), record.customer.contact),
            (_("Phone"), phone(record.customer.phone)),
        ],
        [
            (_("Plate"), Text(car.plate if car else "", paper.strong)),
            (_("Model"), car.model if car else ""),
            (_("VIN"), car.vin if car else ""),
        ],
        [
            (_("Order no."), record.order_no),
            (_("Left on"), day(record.left_on)),
            (_("Round"), _round(record, words)),
        ],
    ]
    if record.work:
        rows.append([(_("Work done"), words(", ").join(record.work))])
    return facts(paper, rows)


def _round(record: CallRecord, words: Words) -> str:
    """Which call it was, and which attempt at it."""
    _ = words
    if record.purpose is None:
        return f"{label(record.direction, words)} · {label(record.channel, words)}"
    which = label(record.purpose, words)
    if record.purpose is Purpose.REPAIR:
        which = _("1st call") if record.round == 1 else _("2nd call")
    return _("{call}, attempt {n}").format(call=which, n=record.attempt) if record.attempt else which


def _call(record: CallRecord, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [
            (_("Called at"), moment(record.called_at)),
            (_("Telephone"), phone(record.phone)),
            (_("Spoke with"), record.spoke_with),
        ],
        [
            (_("Result"), Text(label(record.outcome, words), paper.strong)),
            (_("How"), label(record.channel, words)),
            (_("Call back at"), moment(record.call_back_at)),
        ],
    ]
    return facts(paper, rows)


def _scores(record: CallRecord, paper: Paper) -> Block:
    """Each topic with its five boxes, two in a row."""
    given = dict(record.scores)
    fields: list[Field] = [
        (topic, checks((given.get(topic) == score, str(score)) for score in range(1, BEST + 1)))
        for topic in record.topics
    ]
    rows = [fields[at : at + 2] for at in range(0, len(fields), 2)]
    if rows and len(rows[-1]) == 1 and len(rows) > 1:
        rows[-1].append(("", ""))
    return facts(paper, rows, names=26, values=62)


def _said(record: CallRecord, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = [
        [(_("How the car runs"), record.car_use)],
        [(_("Opinion"), record.opinion)],
        [(_("Wishes"), record.needs)],
        [(_("Advice given"), record.advice)],
    ]
    if record.note:
        rows.append([(_("Note"), record.note)])
    return facts(paper, rows, values=_WHOLE)


def _questions(record: CallRecord, paper: Paper, words: Words) -> Block:
    _ = words
    rows: list[list[Field]] = []
    for one in record.questions:
        rows.append([(_("Question"), one.text)])
        told = _("told {when}").format(when=moment(one.told_at)) if one.told_at else _("not told yet")
        rows.append([(_("Answer"), f"{one.answer} ({told})" if one.answer else _("not answered yet"))])
    return facts(paper, rows, values=_WHOLE)


def _next(record: CallRecord, paper: Paper, words: Words) -> Block:
    _ = words
    service = " / ".join(filter(None, (day(record.next_service_on), kilometres(record.next_service_km))))
    return facts(
        paper, [[(_("Next service"), service)], [(_("To talk about"), record.next_topic)]], values=_WHOLE
    )
