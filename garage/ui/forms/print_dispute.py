"""The dispute pack of an order on its way to the printer: read at once, drawn in the background."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import dispute_packs
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.printing import TITLES, Paper, show_drawn, take_back
from garage.ui.kit import task
from garage.ui.kit.actions import make_action

KIND = dispute_packs.KIND


def menu(parent: QWidget, desk: Desk, page: OrderPage) -> list[QAction]:
    """The pack under a line of its own, for whoever may see money; those of an earlier call leave `parent`."""
    take_back(parent, KIND)
    if not dispute_packs.may_make(desk.person.roles):
        return []
    line = QAction(parent)
    line.setSeparator(True)
    line.setProperty("menu", KIND)
    parent.addAction(line)
    words = f"{_(TITLES[KIND])}…"
    pack = make_action(
        parent, words, lambda: print_pack(parent, desk, page.id), "Ctrl+Alt+0", "print", name="print_pack"
    )
    pack.setProperty("menu", KIND)
    return [line, pack]


def print_pack(parent: QWidget, desk: Desk, order_id: int) -> task.Task:
    """Put the pack together and show it; it can be stopped while it is drawn. RuleError, KeyError."""
    language = desk.paper_language
    pack = dispute_packs.of_order(desk.by(), order_id, language)

    def work(progress: task.Progress) -> bytes:
        from garage.reports import render  # noqa: PLC0415 - slow to load, off the main thread

        return render.bind(pack, language, progress.report)

    paper = Paper(KIND, pack.number, lambda _imprint: pack)
    title = _("Putting the papers of {number} together…").format(number=pack.number)
    return task.run(parent, title, work, lambda pdf: show_drawn(parent, desk, paper, pdf))
