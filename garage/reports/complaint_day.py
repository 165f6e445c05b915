"""抱怨及潜在抱怨汇总表, the complaints and potential ones of a day: A4 landscape (S3 ch. 3)."""

from garage.domain.complaints import ComplaintLevel
from garage.domain.documents_complaints import ComplaintDay, ListedComplaint
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import Frame
from garage.reports.grid import Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import day, phone, signatures
from garage.reports.tables import Heading, described, table, word


def render(sheet: ComplaintDay, paper: Paper, words: Words) -> bytes:
    """The sheet as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Complaints of the Day"),
        number=sheet.number,
        date=day(sheet.day),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    names = [(_("Filled in by"), ""), (_("Manager"), "")]
    blocks: list[Block] = []
    if sheet.complaints:
        blocks += [Text(_summed(sheet, words), paper.body), Space(3), _table(sheet, paper, words)]
    else:
        blocks.append(Text(_("No complaint came in and none was worked on."), paper.body))
    blocks += [Space(8), Stack([signatures(paper, names, words, dated=True)], whole=True)]
    return build(frame, blocks)


def _summed(sheet: ComplaintDay, words: Words) -> str:
    """How many there are, and how many of them came in that day."""
    came = [one for one in sheet.complaints if one.received_at.date() == sheet.day]
    potential = sum(one.potential for one in came)
    _ = words
    text = _("{n} in all; came in that day: {actual} complaints, {potential} potential ones")
    return text.format(n=len(sheet.complaints), actual=len(came) - potential, potential=potential)


def _table(sheet: ComplaintDay, paper: Paper, words: Words) -> Grid:
    _ = words
    headings = [
        Heading(_("Complaint no."), 30),
        Heading(_("Complained at"), 24),
        Heading(_("Customer"), 32),
        Heading(_("Car"), 30),
        Heading(_("What it is about"), 26),
        Heading(_("What the customer says"), 56),
        Heading(_("Done that day"), 30),
        Heading(_("State"), 24),
        Heading(_("Handled by"), 20),
    ]
    return table(paper, headings, [_row(one, paper, words) for one in sheet.complaints])


def _row(one: ListedComplaint, paper: Paper, words: Words) -> Row:
    _ = words
    kind = label(one.category, words) if one.category is not None else ""
    serious = label(one.level, words) if one.level is ComplaintLevel.SERIOUS else ""
    potential = _("potential") if one.potential else ""
    more = " · ".join(filter(None, (serious, potential)))
    asked = _("Asks for: {words}").format(words=one.demand) if one.demand else ""
    measures = _("Measures: {words}").format(words=one.measures) if one.measures else ""
    done = _(", ").join(label(act, words).rstrip("…") for act in one.done)
    return Row(
        [
            word(paper, one.number),
            described(paper, f"{one.received_at:%m-%d %H:%M}", label(one.channel, words)),
            described(paper, one.customer, phone(one.phone)),
            described(paper, one.plate, one.order_no),
            described(paper, kind, more),
            described(paper, one.content, "\n".join(filter(None, (asked, measures)))),
            word(paper, done),
            described(
                paper, label(one.state, words), _("result by {day}").format(day=day(one.result_due_on))
            ),
            word(paper, one.assigned_to),
        ]
    )
