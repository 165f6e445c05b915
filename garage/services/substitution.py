"""At the bench: a part that is short is replaced on its line by one that may be fitted instead of it (A6, B3)."""

from typing import Any

from garage.domain.labels import label
from garage.domain.lines import COUNTING, LineKind, LineStatus, PartGrade
from garage.domain.orders import OrderState
from garage.domain.stock import RESERVING
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.orders import OrderLine, WorkOrder
from garage.services import substitutes
from garage.services.command import Area, By, command, update
from garage.services.order_moves import elsewhere
from garage.services.part_rows import PartRow
from garage.services.substitutes import Substitute


@command(Area.ORDERS, Area.STOCK)
def fit_instead(by: By, line_id: int, part_id: int) -> None:
    """The line draws `part_id`, a substitute of its part; the paper of the customer's consent stays as it was.

    Name, quantity and price are what was agreed to; code, brand and size on the bill become those of the part that
    is fitted. RuleError when something was drawn already, the part is no substitute, or its grade is another one:
    the customer chose the grade (transparency rules, DOMAIN §1.1), so that goes through a supplement.
    """
    row = OrderLine.get_by_id(line_id)
    order = WorkOrder.get_by_id(row.order_id)
    if OrderState(order.state) not in RESERVING:
        raise elsewhere(by, order)
    if row.kind != LineKind.PART.value or row.customer_supplied or LineStatus(row.status) not in COUNTING:
        raise RuleError(Reason("not_a_part", _("Only a part line is drawn from stock."), "lines"))
    if row.issued_milli:
        raise RuleError(Reason("issued", _("Parts are issued on this line already."), "parts"))
    part = _offered(row, part_id)
    if row.grade and PartGrade(row.grade) is not part.grade:
        text = _("The customer agreed to {agreed}; {part} is {grade}. Propose it as a supplement.")
        words = text.format(agreed=label(PartGrade(row.grade)), part=part.code, grade=label(part.grade))
        raise RuleError(Reason("grade", words, "supplements"))
    fitted = {"code": part.code, "brand": part.brand, "spec": part.spec}
    update(by, row, row.version, act="substitute", part=part.id, **fitted)


def _offered(row: Any, part_id: int) -> PartRow:
    offered = substitutes.substitutes(row.part_id) if row.part_id else []
    for one in offered:
        if one.part.id == part_id:
            return one.part
    raise RuleError(Reason("no_substitute", _("This part is not on file as a substitute of it."), "stock"))


def for_parts(part_ids: list[int]) -> dict[int, list[Substitute]]:
    """{part id: substitutes of which some is free}, for lines that are short of their part."""
    offered = substitutes.substitutes_of(sorted(set(part_ids)))
    there = {ref: [one for one in some if one.part.available_milli > 0] for ref, some in offered.items()}
    return {ref: some for ref, some in there.items() if some}
