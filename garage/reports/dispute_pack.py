"""争议材料, one job's whole paper trail: cover with contents, chronology, every paper, claims, talks, photos. A4."""

from collections.abc import Callable, Sequence

from garage.domain.documents_dispute import DisputePack, PackedPaper
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import Words
from garage.reports import binding, dispute_lists
from garage.reports.blocks import Block, Space, Stack, Text
from garage.reports.frame import DAY, Frame
from garage.reports.grid import Row
from garage.reports.layout import Laid, Watch, lay
from garage.reports.papers import Paper
from garage.reports.pieces import (
    Field,
    brought_by,
    facts,
    kilometres,
    moment,
    phone,
    promised,
    section,
    signatures,
)
from garage.reports.tables import Heading, described, figure, table, word

Lay = Callable[[PackedPaper], Sequence[Laid]]
"""Lays a paper of the pack as it is laid when it is printed alone."""
_Listed = tuple[Laid, str]
"""A paper of the contents and the day it came about."""


def bind(pack: DisputePack, paper: Paper, words: Words, lay_paper: Lay, watch: Watch) -> bytes:
    """The pack as a PDF; `watch` is told how far it is, and may raise to stop."""
    listed: list[_Listed] = _chronology(pack, paper, words)
    steps = len(pack.papers)
    for done, packed in enumerate(pack.papers):
        watch(done, 2 * steps)
        listed += [(laid, packed.at.strftime(DAY)) for laid in lay_paper(packed)]
    listed += _lists(pack, paper, words)
    inner = [laid for laid, _day in listed]
    blank = _front(pack, paper, words, [(laid, day, 0) for laid, day in listed])
    ahead = len(binding.sheets([blank]))
    pages = {ref: page + ahead for ref, page in binding.first_pages(binding.sheets(inner)).items()}
    front = _front(pack, paper, words, [(laid, day, pages[id(laid)]) for laid, day in listed])
    bound = binding.sheets([front, *inner])
    name = f"{front.frame.title} {pack.number}"
    half = max(steps, 1)
    return binding.draw(bound, name, lambda done, all_: watch(half + done * half // all_, 2 * half))


def _frame(pack: DisputePack, paper: Paper, words: Words, title: str) -> Frame:
    return Frame(
        paper=paper,
        title=title,
        number=pack.number,
        date=moment(pack.imprint.printed_at),
        garage=pack.garage,
        imprint=pack.imprint,
        words=words,
    )


def _chronology(pack: DisputePack, paper: Paper, words: Words) -> list[_Listed]:
    _ = words
    if not pack.history:
        return []
    frame = _frame(pack, paper, words, _("Chronology"))
    day = pack.history[0].at.strftime(DAY)
    return [(lay(frame, [dispute_lists.chronology(pack.history, paper, words)]), day)]


def _lists(pack: DisputePack, paper: Paper, words: Words) -> list[_Listed]:
    """What has no paper of its own."""
    _ = words
    made: list[tuple[str, list[Block], str]] = []
    if pack.claims:
        blocks = [dispute_lists.claims(pack.claims, paper, words)]
        made.append((_("Warranty Claims"), blocks, pack.claims[0].drafted_at.strftime(DAY)))
    if pack.talks:
        blocks = [dispute_lists.talks(pack.talks, paper, words)]
        made.append((_("Calls and Visits"), blocks, pack.talks[0].at.strftime(DAY)))
    if pack.photos:
        blocks = [dispute_lists.photos(pack.photos, paper)]
        made.append((_("Photos"), blocks, pack.photos[0].at.strftime(DAY)))
    return [(lay(_frame(pack, paper, words, title), blocks), day) for title, blocks, day in made]


# Cover and contents


def _front(pack: DisputePack, paper: Paper, words: Words, listed: Sequence[tuple[Laid, str, int]]) -> Laid:
    _ = words
    kept = _(
        "What the customer signed or agreed to is shown as it was kept at that moment. The other papers are made "
        "from the records as they stand when the pack is prepared. What the garage itself paid is left out."
    )
    names = [(_("Prepared by"), pack.imprint.operator), (_("Approved by"), "")]
    blocks: list[Block] = [
        section(paper, _("The job"), _job(pack, paper, words)),
        Space(5),
        section(paper, _("Dates"), _dates(pack, paper, words)),
        Space(5),
        section(paper, _("Sums"), _sums(pack, paper, words)),
        Space(6),
        _contents(paper, words, listed),
        Space(6),
        Stack([Text(kept, paper.small), Space(6), signatures(paper, names, words, dated=True)], whole=True),
    ]
    return lay(_frame(pack, paper, words, _("Dispute Pack")), blocks)


def _job(pack: DisputePack, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = pack.head, pack.head.car
    rows: list[list[Field]] = [
        [
            (_("Order no."), Text(head.order_no, paper.strong)),
            (_("State"), Text(label(pack.state, words), paper.strong)),
            (_("Service advisor"), head.advisor),
        ],
        [
            (_("Plate"), Text(car.plate, paper.strong)),
            (_("Make and model"), car.model),
            (_("VIN"), car.vin),
        ],
        [
            (_("Customer"), Text(head.customer.name, paper.strong)),
            (_("Phone"), phone(head.customer.phone)),
            (_("Brought by"), brought_by(head)),
        ],
        [
            (_("Odometer in"), kilometres(head.odometer_km)),
            (_("Odometer out"), kilometres(pack.odometer_out_km)),
            (_("Repair category"), label(head.category, words) if head.category else ""),
        ],
        [(_("Complaint"), head.complaint)],
    ]
    if pack.cancel_reason:
        rows.append([(_("Cancelled because"), pack.cancel_reason)])
    return facts(paper, rows)


def _dates(pack: DisputePack, paper: Paper, words: Words) -> Block:
    _ = words
    dates = pack.dates
    rows: list[list[Field]] = [
        [
            (_("Received"), moment(pack.head.received_at)),
            (_("Authorised"), moment(dates.authorised_at)),
            (_("Promised for"), promised(pack.head)),
        ],
        [
            (_("Customer told"), moment(dates.told_at)),
            (_("Settled"), moment(dates.settled_at)),
            (_("Left on"), moment(dates.left_at)),
        ],
    ]
    return facts(paper, rows)


def _sums(pack: DisputePack, paper: Paper, words: Words) -> Block:
    _ = words
    sums = pack.sums
    rows: list[list[Field]] = [
        [
            (_("Authorised sum"), _yuan(sums.authorised_fen)),
            (_("Supplements"), _yuan(sums.supplements_fen)),
            (_("Billed"), _yuan(sums.billed_fen)),
        ],
        [(_("Paid so far"), _yuan(sums.paid_fen)), (_("Still owed"), _yuan(sums.owed_fen), 2)],
    ]
    return facts(paper, rows)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else format_yuan(fen)


def _contents(paper: Paper, words: Words, listed: Sequence[tuple[Laid, str, int]]) -> Block:
    _ = words
    headings = [
        Heading(_("No."), 10, "centre"),
        Heading(_("Document"), 88),
        Heading(_("Number"), 46),
        Heading(_("Date"), 24),
        Heading(_("Page"), 14, "right"),
    ]
    rows = [
        Row(
            [
                word(paper, str(place), "centre"),
                described(paper, laid.frame.title, _("VOID") if laid.frame.imprint.voided else ""),
                word(paper, laid.frame.number),
                word(paper, day),
                figure(paper, str(page)),
            ]
        )
        for place, (laid, day, page) in enumerate(listed, start=1)
    ]
    return table(paper, headings, rows, name=_("List of contents"))
