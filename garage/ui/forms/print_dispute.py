"""The dispute pack of an order on its way to the printer: read at once, drawn in the background."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.documents_dispute import DisputePack
from garage.i18n import _
from garage.services import dispute_packs, papers
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import print_habits
from garage.ui.forms.printing import TITLES, take_back
from garage.ui.kit import messages, task
from garage.ui.kit.actions import make_action
from garage.ui.kit.pdf_preview import PdfPreview

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

    title = _("Putting the papers of {number} together…").format(number=pack.number)
    return task.run(parent, title, work, lambda pdf: _show(parent, desk, pack, pdf))


def _show(parent: QWidget, desk: Desk, pack: DisputePack, pdf: bytes) -> None:
    """The pack as it will print; a print or a saved file is recorded, so that the next one says 重印."""
    from garage.reports import render  # noqa: PLC0415 - loaded by now

    title = f"{_(TITLES[KIND])} {pack.number}"
    preview = PdfPreview(parent, pdf, title, render.file_name(pack), KIND, usual=print_habits.usual(KIND))

    def finish(words: str) -> None:
        papers.printed(desk.by(), KIND, pack.number)
        preview.accept()
        messages.toast(parent, words)

    preview.printed.connect(lambda printer, _copies: finish(_("Sent to {printer}").format(printer=printer)))
    preview.saved.connect(lambda path: finish(_("Saved: {path}").format(path=path)))
    preview.exec()
    preview.deleteLater()
