"""The settings: one window, its sections in a list at the left."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from garage.i18n import _
from garage.ui.desk import Desk
from garage.ui.forms.bay import BaySection
from garage.ui.forms.care_settings import AbsenceSection, CareSection
from garage.ui.forms.deadline_settings import DeadlinesSection
from garage.ui.forms.fault_times import FaultTimesSection
from garage.ui.forms.labour_rate import LabourRateSection
from garage.ui.forms.operation import OperationSection
from garage.ui.forms.print_section import PrintSection
from garage.ui.forms.profile import ShopSection
from garage.ui.forms.reminder_settings import RemindersSection
from garage.ui.forms.rework_setting import ReworkSection
from garage.ui.forms.settings_section import FormSection
from garage.ui.forms.staff import StaffSection
from garage.ui.forms.stock_limits import StockLimitsSection
from garage.ui.forms.vat import VatSection
from garage.ui.forms.warranty_policy import WarrantySection
from garage.ui.forms.working_days import WorkingDaysSection
from garage.ui.kit import messages
from garage.ui.kit.icons import icon
from garage.ui.kit.theme import ROW_HEIGHT

SECTIONS = (
    "shop",
    "staff",
    "bays",
    "labour_rate",
    "vat",
    "operations",
    "warranty",
    "rework",
    "fault_times",
    "working_days",
    "care",
    "absences",
    "deadlines",
    "reminders",
    "stock",
    "printing",
)


class SettingsDialog(QDialog):
    """Sections are built when first shown; Ctrl+Up and Ctrl+Down go through them, Esc closes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(_("Settings"))
        self.setAccessibleName(_("Settings"))
        self._desk = desk
        self._built: dict[str, QWidget] = {}
        self.names = QListWidget()
        self.names.setObjectName("settings_sections")
        self.names.setAccessibleName(_("Sections"))
        self.names.setToolTip(_("Next section: Ctrl+Down, the one before: Ctrl+Up"))
        self.names.setFixedWidth(190)
        for section, (symbol, words, _make) in self._known().items():
            item = QListWidgetItem(icon(symbol, "muted"), words, self.names)
            item.setData(Qt.ItemDataRole.UserRole, section)
            item.setSizeHint(QSize(0, ROW_HEIGHT + 4))
        self.pages = QStackedWidget()
        self.names.currentRowChanged.connect(lambda row: self.show_section(SECTIONS[row]))
        for keys, by in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self._walk(by))
        side = QVBoxLayout()
        side.setContentsMargins(16, 18, 0, 18)
        side.addWidget(self.names)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(side)
        layout.addWidget(self.pages, 1)
        room = self.screen().availableSize()
        self.resize(min(1060, room.width() - 40), min(700, room.height() - 60))
        self.names.setCurrentRow(0)

    def _known(self) -> dict[str, tuple[str, str, Callable[[Desk], QWidget]]]:
        return {
            "shop": ("gear", _("Shop profile"), ShopSection),
            "staff": ("person", _("Staff"), StaffSection),
            "bays": ("car", _("Bays"), BaySection),
            "labour_rate": ("clock", _("Labour rate"), LabourRateSection),
            "vat": ("money", _("VAT"), VatSection),
            "operations": ("wrench", _("Operations"), OperationSection),
            "warranty": ("check", _("Repair warranty"), WarrantySection),
            "rework": ("undo", _("Rework"), ReworkSection),
            "fault_times": ("clock", _("Repair times"), FaultTimesSection),
            "working_days": ("calendar", _("Working days"), WorkingDaysSection),
            "care": ("phone", _("Customer care"), CareSection),
            "absences": ("person", _("Away"), AbsenceSection),
            "deadlines": ("clock", _("Deadlines"), DeadlinesSection),
            "reminders": ("clock", _("Reminders"), RemindersSection),
            "stock": ("box", _("Stock"), StockLimitsSection),
            "printing": ("print", _("Printing"), PrintSection),
        }

    def show_section(self, section: str) -> QWidget:
        """Show a section of SECTIONS and give it; raises KeyError."""
        _symbol, _words, make = self._known()[section]
        if section not in self._built:
            self._built[section] = make(self._desk)
            self.pages.addWidget(self._built[section])
        self.names.setCurrentRow(SECTIONS.index(section))
        self.pages.setCurrentWidget(self._built[section])
        return self._built[section]

    def _walk(self, by: int) -> None:
        row = self.names.currentRow() + by
        if 0 <= row < len(SECTIONS):
            self.names.setCurrentRow(row)
            self.names.setFocus()

    def reject(self) -> None:
        forms = [page for page in self._built.values() if isinstance(page, FormSection)]
        if not any(form.is_dirty() for form in forms) or messages.confirm(
            self, _("Leave without saving?"), _("What you typed here would be lost."), _("Discard")
        ):
            super().reject()
