"""出门证, the exit pass that the gate takes once: A6, an 80 mm roll or a third of a continuous form."""

from dataclasses import replace

from garage.domain.documents import GatePass
from garage.domain.exit_passes import TRIPS, PassKind
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Beside, Block, Space, Stack
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import Field, band, day, facts, moment, plate_box, signatures

_VIN_TAIL = 6
_KIND = 17
"""Letters of the kind, in points: the gate reads it from its window."""


def render(gate_pass: GatePass, paper: Paper, words: Words) -> bytes:
    """The pass as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Exit Pass"),
        number=gate_pass.number,
        date=_("Valid on {date} only, once").format(date=day(gate_pass.valid_on)),
        garage=gate_pass.garage,
        imprint=gate_pass.imprint,
        words=words,
    )
    wide = paper.width_mm > 150
    return build(frame, (_wide if wide else _narrow)(gate_pass, paper, words))


def _narrow(gate_pass: GatePass, paper: Paper, words: Words) -> list[Block]:
    car = gate_pass.car
    named = replace(gate_pass, car=replace(car, model=f"{car.model} {car.colour}".strip(), colour=""))
    fields = facts(paper, [[field] for field in _fields(named, words)], names=24, values=58)
    signs = [signatures(paper, [sign], words) for sign in _signs(gate_pass, words)]
    return [*_plate(gate_pass, 22, 36, words), Space(4), fields, *signs]


def _wide(gate_pass: GatePass, paper: Paper, words: Words) -> list[Block]:
    """Plate and kind beside the fields, these in two columns."""
    _ = words
    fields = _fields(gate_pass, words)
    rows = [fields[at : at + 2] for at in range(0, len(fields), 2)]
    plate = Stack(_plate(gate_pass, 26, 50, words))
    stamp = [(_("Stamp"), "")] if gate_pass.settlement_no else []
    signs = [*_signs(gate_pass, words), *stamp]
    beside = Beside([plate, facts(paper, rows)], shares=(64, 140), gap=8)
    return [beside, Space(4), signatures(paper, signs, words)]


def _signs(gate_pass: GatePass, words: Words) -> list[tuple[str, str]]:
    _ = words
    if PassKind(gate_pass.kind) in TRIPS:
        return [(_("Out: time / km"), ""), (_("Back: time / km"), "")]
    return [(_("Issued by"), gate_pass.issued_by), (_("Gate keeper / time"), "")]


def _plate(gate_pass: GatePass, size: float, high: float, words: Words) -> list[Block]:
    return [
        plate_box(gate_pass.car.plate, size=size, high=high),
        Space(4),
        band(label(PassKind(gate_pass.kind), words), size=_KIND),
    ]


def _fields(gate_pass: GatePass, words: Words) -> list[Field]:
    _ = words
    car = gate_pass.car
    trip = PassKind(gate_pass.kind) in TRIPS
    optional: tuple[Field, ...] = (
        (_("Settlement no."), gate_pass.settlement_no),
        (_("Approved by"), gate_pass.approved_by),
        (_("Driver"), gate_pass.driver),
        (_("Other shop"), gate_pass.vendor),
        (_("What for") if trip else _("Reason"), gate_pass.purpose),
        (_("Back by"), moment(gate_pass.return_at)),
    )
    return [
        (_("Make and model"), car.model),
        *([(_("Colour"), car.colour)] if car.colour else []),
        (_("VIN, last six"), car.vin[-_VIN_TAIL:]),
        (_("Order no."), gate_pass.order_no),
        (_("Issued at"), f"{moment(gate_pass.issued_at)}  {gate_pass.issued_by if trip else ''}".strip()),
        *(field for field in optional if field[1]),
    ]
