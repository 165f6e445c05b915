"""What is said when goods are booked in: the number, or the job on hold whose parts are here now."""

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import supply
from garage.ui.kit.messages import toast


def waiting_now() -> frozenset[int]:
    """Jobs on hold whose parts are here already, before something more comes in."""
    return frozenset(job.id for job in supply.waiting_jobs())


def tell_booked_in(
    parent: QWidget,
    number: str,
    known: Collection[int],
    show: Callable[[str], object],
    open_order: Callable[[int], object],
) -> None:
    """It is booked in; when a job on hold waited for it, its parts are here and one click leads to it.

    `known` are the jobs whose parts were here before.
    """
    waiting = [job for job in supply.waiting_jobs() if job.id not in known]
    if not waiting:
        booked = _("{number} is booked in.").format(number=number)
        toast(parent, booked, "ok", (_("Goods receipts"), lambda: show(number)))
        return
    job, more = waiting[0], len(waiting) - 1
    words = _("{number} is booked in. The parts for {plate} are here.")
    if more:
        words = _("{number} is booked in. The parts for {plate} and for {count} more are here.")
    text = words.format(number=number, plate=job.plate or job.no, count=more)
    toast(parent, text, "ok", (_("Go on with the work"), lambda: open_order(job.id)))
