"""价目公示, the public price list. A4: the labour rate, work by trade, packages, chosen groups of parts."""

from collections.abc import Sequence
from itertools import groupby

from garage.domain.documents_prices import GoodsPrice, PackagePrice, PublicPrices, WorkPrice
from garage.domain.labels import label
from garage.domain.lines import WorkType
from garage.domain.money import format_plain
from garage.domain.quantities import format_hours
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.grid import Cell, Grid, Row
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import checks, day, facts, notes, phone, section
from garage.reports.tables import Heading, described, figure, table, word


def render(sheet: PublicPrices, paper: Paper, words: Words) -> bytes:
    """The list as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Price List"),
        number=sheet.number,
        date=_("valid from {day}").format(day=day(sheet.day)),
        garage=sheet.garage,
        imprint=sheet.imprint,
        words=words,
    )
    blocks: list[Block] = [_basis(sheet, paper, words), Space(6)]
    if sheet.work:
        blocks += [section(paper, _("Operations"), _work(sheet, paper, words)), Space(7)]
    if sheet.packages:
        blocks += [section(paper, _("Service packages"), _packages(sheet, paper, words)), Space(7)]
    for group, goods in sheet.goods:
        heading = _("Parts: {group}").format(group=group or _("No group"))
        blocks += [section(paper, heading, _goods(goods, sheet, paper, words)), Space(7)]
    blocks.append(notes(paper.small, _notes(sheet, words)))
    return build(frame, blocks)


def _basis(sheet: PublicPrices, paper: Paper, words: Words) -> Grid:
    _ = words
    industry = sheet.garage.hours_standard == "INDUSTRY"
    standard = checks([(industry, _("Industry")), (not industry, _("Vehicle maker"))])
    rate = _("{amount} yuan an hour").format(amount=format_plain(sheet.labour_rate_fen))
    calls = phone(sheet.garage.hotline or sheet.garage.phone)
    return facts(
        paper,
        [
            [(_("Labour rate"), rate), (_("Flat-rate standard"), standard)],
            [(_("Questions and complaints"), calls), (_("Date"), day(sheet.day))],
        ],
        names=32,
        values=61,
    )


def _prices(sheet: PublicPrices, paper: Paper, fen: int, less: int | None, mark: str = "") -> list[Cell]:
    cells = [figure(paper, f"{format_plain(fen)}{mark}", bold=True)]
    if sheet.members:
        cells.append(figure(paper, format_plain(fen if less is None else min(less, fen)) + mark))
    return cells


def _headings(sheet: PublicPrices, words: Words) -> list[Heading]:
    _ = words
    return [
        Heading(_("Price (yuan)"), 24, "right"),
        *([Heading(_("For members"), 24, "right")] if sheet.members else []),
    ]


def _work(sheet: PublicPrices, paper: Paper, words: Words) -> Grid:
    _ = words
    heads = [Heading(_("Code"), 22), Heading(_("Operation"), 96), Heading(_("Hours"), 16, "right")]
    headings = [*heads, *_headings(sheet, words)]
    rows: list[Row] = []
    for trade, some in groupby(sheet.work, key=lambda one: one.trade):
        rows.append(_trade(trade, len(headings), paper, words))
        rows += [_operation(one, sheet, paper) for one in some]
    return table(paper, headings, rows)


def _trade(trade: WorkType, span: int, paper: Paper, words: Words) -> Row:
    return Row([Cell(Text(label(trade, words), paper.strong), span)], shade=paper.greys)


def _operation(one: WorkPrice, sheet: PublicPrices, paper: Paper) -> Row:
    return Row(
        [
            word(paper, one.code),
            word(paper, one.name),
            figure(paper, format_hours(one.hours_centi)),
            *_prices(sheet, paper, one.price_fen, one.member_price_fen),
        ]
    )


def _packages(sheet: PublicPrices, paper: Paper, words: Words) -> Grid:
    _ = words
    heads = [Heading(_("Code"), 22), Heading(_("Package"), 44), Heading(_("Contents"), 68)]
    rows = [_package(one, sheet, paper) for one in sheet.packages]
    return table(paper, [*heads, *_headings(sheet, words)], rows)


def _package(one: PackagePrice, sheet: PublicPrices, paper: Paper) -> Row:
    mark = " *" if one.from_price else ""
    return Row(
        [
            word(paper, one.code),
            word(paper, one.name),
            word(paper, one.contents),
            *_prices(sheet, paper, one.price_fen, one.member_price_fen, mark),
        ]
    )


def _goods(goods: Sequence[GoodsPrice], sheet: PublicPrices, paper: Paper, words: Words) -> Grid:
    _ = words
    heads = [
        Heading(_("Code"), 28),
        Heading(_("Part"), 62),
        Heading(_("Grade"), 30),
        Heading(_("Unit"), 14, "centre"),
    ]
    return table(
        paper, [*heads, *_headings(sheet, words)], [_part(one, sheet, paper, words) for one in goods]
    )


def _part(one: GoodsPrice, sheet: PublicPrices, paper: Paper, words: Words) -> Row:
    detail = " ".join(filter(None, (one.brand, one.spec)))
    return Row(
        [
            word(paper, one.code),
            described(paper, one.name, detail),
            word(paper, label(one.grade, words)),
            word(paper, one.unit, "centre"),
            *_prices(sheet, paper, one.price_fen, one.member_price_fen),
        ]
    )


def _notes(sheet: PublicPrices, words: Words) -> list[str]:
    _ = words
    said = [
        _(
            "Labour costs flat-rate hours × labour rate, or the fixed price that is listed. Prices contain tax."
        ),
        _("Before any work you get an estimate; work and parts beyond it are done only with your consent."),
    ]
    if any(one.from_price for one in sheet.packages):
        said.append(_("* Parts that fit the car are chosen with you and come on top."))
    return said
