"""Every warranty of a car with its sum, and the verdict on each: one key, a line of the order, a word of why (A5)."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.labels import label
from garage.domain.verdicts import Coverage, Subject, Verdict, say_hints, say_left, say_sum
from garage.errors import FieldError, RuleError, StaleError
from garage.i18n import _
from garage.services import coverages, vehicles, verdicts
from garage.ui.desk import Desk
from garage.ui.forms import print_verdicts
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.warranty_panel import KEYS, SIGNS, may_be, say_light, say_same
from garage.ui.kit import messages
from garage.ui.kit.actions import make_action
from garage.ui.kit.fields import ChoiceField, KilometreField, LineField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

MANY = 20
"""More warranties than fit on the screen can be searched."""


class VerdictForm(FormDialog):
    """`decided` is sent after each verdict; without an order nothing can be decided yet.

    `odometer_km` is a reading that is typed but not saved. Without an order the form asks for it: the verdict follows
    what is typed, and nothing of it goes on record.
    """

    decided = Signal(object)
    """The Verdict that was said."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        vehicle_id: int,
        about: str,
        order_id: int | None = None,
        odometer_km: int | None = None,
        *,
        may_decide: bool = True,
    ) -> None:
        day = coverages.day_judged(order_id, desk.today())
        if day != desk.today():
            about = f"{about} · " + _("judged at its arrival, {day}").format(day=day.isoformat())
        super().__init__(parent, _("Warranties of this car"), about, width=1200)
        self.setObjectName("verdict_form")
        self._desk = desk
        self._vehicle_id, self._order_id, self._km = vehicle_id, order_id, odometer_km
        self._may_decide = may_decide and order_id is not None
        self._buttons: dict[Verdict, QPushButton] = {}
        self._places: dict[Subject, int] = {}
        if order_id is None:
            self._add_odometer()
        self._add_find()
        self._add_list()
        self._add_choice()
        self._add_buttons()
        self.save_button.hide()
        self.back_button.setText(_("Close"))

    # What it shows

    def _add_odometer(self) -> None:
        """What the customer reads out; the last reading stands there already."""
        last = vehicles.last_reading(self._vehicle_id)
        told = _("No reading yet")
        if last is not None:
            words = _("Last reading {km} km on {day}")
            told = words.format(km=f"{last.km:,}", day=last.on.isoformat())
            self._km = last.km if self._km is None else self._km
        hint = _("{last} · not kept until the car is received").format(last=told)
        self.odo = self.add_field("odo", _("Odometer"), KilometreField(), hint)
        self.odo.setMaximumWidth(260)
        self.odo.set_km(self._km)
        self.odo.textEdited.connect(lambda _text: self._judge_again())

    def _add_find(self) -> None:
        """The one of hundreds: a taxi has a line for every week."""
        self.find = LineField(limit=60, placeholder=_("Find work, a part or an order"))
        self.find.setObjectName("verdict_find")
        self.find.setAccessibleName(_("Find work, a part or an order"))
        self.find.setMaximumWidth(420)
        self.find.textEdited.connect(lambda _text: self._read_list())
        self.find.hide()
        self.add_widget(self.find)

    def _add_list(self) -> None:
        self.list = ListView(name="verdict_list", title=_("Warranties of this car"))
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.subject, parent=self))
        self.list.set_empty(
            _("Nothing was promised on this car yet: neither by us, nor by a supplier or the maker.")
        )
        self.list.setMinimumHeight(260)
        self.list.selected.connect(lambda _row: self._show_row())
        self.add_widget(self.list, 1)
        self._sum = QLabel()
        self._sum.setObjectName("verdict_sum")
        self._sum.setTextFormat(Qt.TextFormat.PlainText)
        self._sum.setWordWrap(True)
        self._sum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sum.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self._sum.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add_widget(self._sum)

    def _add_choice(self) -> None:
        self.line = self.add_field("line", _("Line of this order"), ChoiceField(), stretch=2)
        why = LineField(limit=200, placeholder=_("needed when it has run out"))
        self.note = self.add_field("note", _("Why"), why, beside=True, stretch=3)
        self.approver = self.add_field(
            "approved_by",
            _("Approved by"),
            approver_field(self._desk),
            _("It is more than anybody may give."),
            beside=True,
            stretch=2,
        )
        for name in ("line", "note", "approved_by"):
            self.body.boxes[name].setVisible(self._may_decide and name != "approved_by")

    def _add_buttons(self) -> None:
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(8)
        for verdict, symbol in _SYMBOLS.items():
            words, key = label(verdict), KEYS[verdict]
            button = QPushButton(icon(symbol), f"{words}  {key}")
            button.setObjectName(f"verdict_{verdict.value.lower()}")
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({key})")
            button.setAutoDefault(False)
            button.clicked.connect(self._decider(verdict))
            button.setVisible(self._may_decide)
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
            self._buttons[verdict] = button
            buttons.addWidget(button)
        buttons.addStretch(1)
        printing = make_action(self, _("Print for the customer…"), self.print_slip, "Ctrl+P", "print")
        slip = QPushButton(printing.icon(), printing.text())
        slip.setObjectName("print_slip_button")
        slip.setAccessibleName(printing.text())
        slip.setToolTip(printing.toolTip())
        slip.setAutoDefault(False)
        slip.clicked.connect(printing.trigger)
        buttons.addWidget(slip)
        self.add_widget(row)

    def load(self) -> None:
        self._offer_lines()
        self.list.rows().reload()
        self.find.setVisible(self.list.rows().rowCount() > MANY)
        if self.list.rows().rowCount():
            self.list.selectRow(0)
        self._show_row()
        (self.list if self._order_id is not None else self.odo).setFocus()

    def show_row(self, row: Coverage) -> None:
        """Put the bar on a warranty."""
        self.list.select_key(row.subject)

    def decide_now(self, row: Coverage, verdict: Verdict) -> bool:
        """Take a verdict without being shown; where something is missing the form opens, and says what."""
        self.start()
        self.show_row(row)
        if self.decide(verdict):
            return True
        self.exec()
        return False

    # What happens

    def decide(self, verdict: Verdict) -> bool:
        """Take the verdict on the row under the bar; says whether it stands. What is missing is marked."""
        row = self._row()
        if row is None or not self._may_decide or self._order_id is None:
            return False
        self.clear_errors()
        try:
            verdicts.decide(
                self._desk.by(),
                self._order_id,
                row.subject,
                verdict,
                line_id=self.line.value(),
                note=self.note.value(),
                version=row.version or 0,
                approved_by=self.approver.value(),
                odometer_km=self._km,
            )
        except FieldError as error:
            self.show_error(error.field, error.text)
            return False
        except RuleError as error:
            self.show_reasons(error.reasons)
            return False
        except StaleError as error:
            messages.warn(self, _("Changed by somebody else meanwhile"), error.text)
            self._read_again(row)
            return False
        self.note.set_value("")
        self.body.boxes["approved_by"].hide()
        self._read_again(row)
        self.decided.emit(verdict)
        return True

    def print_slip(self) -> None:
        """The slip for the customer."""
        if self._order_id is not None:
            print_verdicts.print_slip(self, self._desk, self._order_id, self._km)
        else:
            print_verdicts.print_car(self, self._desk, self._vehicle_id, self._km)

    def show_error(self, field: str, text: str) -> None:
        if field == "approved_by":
            self.body.boxes[field].show()
            self.grow_soon()
        super().show_error(field, text)

    # Inside

    def _read_again(self, row: Coverage) -> None:
        """As it stands now, the bar where it was."""
        self._offer_lines()
        self.mark_clean()
        self.list.rows().reload(row.subject)
        self._show_row()
        self.list.setFocus()

    def _judge_again(self) -> None:
        """The verdict at what is typed; half a number is none."""
        self._km = self.odo.value_if_read()
        self._places = {}
        self._read_list()
        self.mark_clean()

    def _read_list(self) -> None:
        """What fits what is looked for, the bar where it was."""
        row = self._row()
        self.list.rows().reload(None if row is None else row.subject)
        if self._row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        self._show_row()

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        today = self._desk.today()
        rows = verdicts.of_vehicle(self._vehicle_id, today, self._km, self._order_id)
        for row in rows:  # a verdict moves no row from under the bar
            self._places.setdefault(row.subject, len(self._places))
        words = self.find.text().casefold().split()
        fitting = [row for row in rows if all(word in _named(row) for word in words)]
        return Page(sorted(fitting, key=lambda row: self._places[row.subject]), None)

    def _offer_lines(self) -> None:
        lines = verdicts.choices(self._order_id) if self._order_id is not None and self._may_decide else []
        offered = [(None, _("As it was, or a new line"))]
        self.line.set_choices(
            [*offered, *((line.id, f"{line.name} · {label(line.pay_type)}") for line in lines)]
        )

    def _row(self) -> Coverage | None:
        row: Coverage | None = self.list.current_row()
        return row

    def _show_row(self) -> None:
        row = self._row()
        said = [] if row is None else [say_sum(row), *say_hints(row), row.note]
        self._sum.setText("\n".join(filter(None, said)))
        fitting = [] if row is None else may_be(row.subject.source)
        for verdict, button in self._buttons.items():
            button.setEnabled(verdict in fitting)

    def _decider(self, verdict: Verdict) -> Callable[[], object]:
        return lambda: self.decide(verdict)


def _named(row: Coverage) -> str:
    return f"{row.subject.name} {row.order_no}".casefold()


_SYMBOLS = {
    Verdict.REWORK: "wrench",
    Verdict.CLAIM: "box",
    Verdict.NORMAL: "money",
    Verdict.UNCLEAR: "search",
}


def _columns() -> list[Column]:
    def ink(row: Coverage) -> str:
        return SIGNS[row.light][1]

    def name(row: Coverage) -> str:
        return row.subject.name

    def attempts(row: Coverage) -> str:
        return f"{row.attempts}" if row.attempts else ""

    return [
        Column(
            "light",
            _("Verdict"),
            118,
            "left",
            say_light,
            ink,
            icon=lambda row: SIGNS[row.light][0],
        ),
        Column("what", _("Work or part"), 0, "left", name, None, name, bold=True),
        Column("source", _("Promised by"), 104, "left", lambda row: label(row.subject.source)),
        Column("left", _("Left"), 182, "left", say_left, ink, say_left),
        Column("same", _("As today"), 236, "left", say_same, None, say_same),
        Column("attempts", _("Tries"), 56, "right", attempts, lambda row: "bad" if row.refer else None),
        Column(
            "decided", _("Our verdict"), 106, "left", lambda row: label(row.decided) if row.decided else ""
        ),
        Column("order", _("Order"), 138, "left", lambda row: row.order_no),
    ]
