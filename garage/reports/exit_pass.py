"""出门证, the exit pass that the gate takes once: A6 portrait or an 80 mm roll."""

from garage.domain.documents import GatePass
from garage.domain.exit_passes import PassKind
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import band, day, facts, moment, plate_box, signatures

_VIN_TAIL = 6


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
    car = gate_pass.car
    fields = facts(
        paper,
        [
            [(_("Make and model"), car.model)],
            [(_("Colour"), car.colour)],
            [(_("VIN, last six"), car.vin[-_VIN_TAIL:])],
            [(_("Order no."), gate_pass.order_no)],
            *([[(_("Settlement no."), gate_pass.settlement_no)]] if gate_pass.settlement_no else []),
            [(_("Issued at"), moment(gate_pass.issued_at))],
            *([[(_("Approved by"), gate_pass.approved_by)]] if gate_pass.approved_by else []),
        ],
        names=24,
        values=58,
    )
    blocks: list[Block] = [
        plate_box(car.plate, size=22, high=36),
        Space(4),
        band(label(PassKind(gate_pass.kind), words), size=11),
        Space(4),
        fields,
        signatures(paper, [(_("Issued by"), gate_pass.issued_by)], words),
        signatures(paper, [(_("Gate keeper / time"), "")], words),
    ]
    return build(frame, blocks)
