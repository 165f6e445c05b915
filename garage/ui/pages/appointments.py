"""Appointments: a day by bays or a week by days, moved with the mouse or the arrows; the car that comes opens its order (A1)."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from garage.domain.appointments import AppointmentState, Load
from garage.i18n import _
from garage.services import appointment_rows, shop, working_days
from garage.services.appointment_rows import AppointmentRow
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms import print_appointments
from garage.ui.forms.appointment_words import load_tone, say_load
from garage.ui.kit.actions import call, guarded, make_action
from garage.ui.kit.time_grid import TimeGrid
from garage.ui.pages import appointment_blocks
from garage.ui.pages.appointment_acts import AppointmentActs
from garage.ui.pages.appointment_blocks import WEEK, monday, weekday
from garage.ui.pages.appointment_detail import AppointmentDetail
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone
from garage.ui.pages.fresh import FreshPage


class AppointmentsPage(FreshPage):
    """The grid at the left, what is chosen in it at the right."""

    areas = frozenset({Area.CARE, Area.SHOP, Area.STAFF, Area.CUSTOMERS})

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("appointments_page")
        self.day = desk.today()
        self.by_week = False
        self._rows: list[AppointmentRow] = []
        self._bays: list[tuple[int, str]] = []
        self.grid = TimeGrid("appointment_grid", _("Appointments"))
        self.title = plain_label("appointments_day", "title")
        self.load = plain_label("appointments_load", "muted")
        self.acts = AppointmentActs(self, desk, self.spot)
        self.detail = AppointmentDetail(desk, self.acts.here, self.acts.others)
        self._make_ways()
        self.grid.chosen.connect(lambda _key: self._show_chosen())
        self.grid.opened.connect(lambda _key: self.acts.change() if self._may_change() else None)
        self.grid.spot_opened.connect(self.acts.new.trigger)
        self.grid.moved.connect(self._on_moved)
        self.detail.order_opened.connect(self.order_opened)
        self.acts.order_opened.connect(self.order_opened)
        self.acts.booked.connect(self.show_appointment)
        self.setFocusProxy(self.grid)
        self._build()
        self.grid.choose_spot(0, (desk.now().hour + 1) * 60)

    # What the rest of the program asks for

    def show_day(self, day: date) -> None:
        """Go to a day."""
        self.day = day
        self.refresh()

    def show_appointment(self, appointment_id: int) -> None:
        """Show this one on its day; raises KeyError when there is none."""
        row = appointment_rows.one(appointment_id)
        self.day, self._outdated = row.planned_at.date(), False
        if not row.expected:
            self.all.setChecked(True)
        self.refresh()
        self.grid.choose(appointment_id)
        self.grid.setFocus()

    def show_document(self, no: str) -> bool:
        """Show the appointment with that number; False when there is none."""
        row = appointment_rows.by_number(no)
        if row is not None:
            self.show_appointment(row.id)
        return row is not None

    def refresh(self) -> None:
        """Read the day or the week anew; what is chosen stays chosen."""
        super().refresh()
        now, calendar = self._desk.now(), working_days.calendar()
        first = monday(self.day) if self.by_week else self.day
        last = first + timedelta(days=WEEK - 1) if self.by_week else first
        found = appointment_rows.days(first, last)
        self._rows = [
            row for row in found if self.all.isChecked() or row.state is not AppointmentState.CANCELLED
        ]
        self._bays = [(ref, name) for ref, _version, name, _active in shop.bays()]
        loads = appointment_rows.loads(first, last)
        if self.by_week:
            sheet = appointment_blocks.of_week(first, self._rows, loads, calendar, now)
            self.title.setText(f"{first:%Y-%m-%d} – {last:%m-%d}")
        else:
            sheet = appointment_blocks.of_day(first, self._rows, self._bays, now)
            self.title.setText(f"{weekday(first)} {first:%Y-%m-%d}")
        self._say_load(loads, free=not self.by_week and not calendar.is_working(first))
        self.grid.show_grid(sheet.heads, sheet.blocks, sheet.first, sheet.last, sheet.now)
        self._show_chosen()

    def spot(self) -> tuple[datetime, int | None]:
        """Where a new appointment begins: the time and the bay chosen."""
        column, minute = self.grid.spot()
        start = datetime.combine(self._day_of(column), time()) + timedelta(minutes=minute)
        return start, self._bay_of(column)

    # Inside

    def _say_load(self, loads: list[Load], *, free: bool) -> None:
        if self.by_week:
            room = sum(load.room_centi for load in loads)
            whole = Load(self.day, room, sum(load.booked_centi for load in loads))
        else:
            [whole] = loads
        text = _("{load} booked · {percent} %").format(load=say_load(whole), percent=whole.percent)
        self.load.setText(_("{load} · no working day").format(load=text) if free else text)
        tone = load_tone(whole)
        set_tone(self.load, "muted" if tone == "ok" else tone)

    def _day_of(self, column: int) -> date:
        return monday(self.day) + timedelta(days=column) if self.by_week else self.day

    def _bay_of(self, column: int) -> int | None:
        if self.by_week or column >= len(self._bays):
            return None
        return self._bays[column][0]

    def _show_chosen(self) -> None:
        row = next((row for row in self._rows if row.id == self.grid.key()), None)
        self.acts.fit(row)
        start, _bay = self.spot()
        words = (
            _("{time} is free.\nCtrl+N makes an appointment.")
            if self._rows
            else _("No car is expected. Ctrl+N makes an appointment at the time that is chosen: {time}.")
        )
        self.detail.show_row(row, words.format(time=f"{start:%m-%d %H:%M}"))

    def _may_change(self) -> bool:
        return self.detail.row is not None and self.detail.row.expected

    def _on_moved(self, key: int, column: int, minutes: int) -> None:
        row = next(row for row in self._rows if row.id == key)
        start, bay_id = row.planned_at + timedelta(minutes=minutes), row.bay_id
        if self.by_week:
            block = self.grid.block(key)
            start += timedelta(days=column - (block.column if block is not None else column))
        elif (block := self.grid.block(key)) is not None and column != block.column:
            bay_id = self._bay_of(column)
        guarded(self, lambda: self.acts.move(row, start, bay_id))()

    def _walk(self, days: int) -> None:
        self.show_day(self.day + timedelta(days=days * (WEEK if self.by_week else 1)))

    def _turn(self, *, by_week: bool) -> None:
        key, (start, _bay) = self.grid.key(), self.spot()
        self.day, self.by_week = start.date(), by_week
        call(self.turn, _("By bays") if by_week else _("Whole week"))
        self._turn_button.setText(self.turn.text())
        self._turn_button.setToolTip(self.turn.toolTip())
        self.refresh()
        if key is not None:
            self.grid.choose(key)
        else:
            self.grid.choose_spot(start.weekday() if by_week else 0, start.hour * 60 + start.minute)

    def turn_round(self) -> None:
        """From the day to its week and back."""
        self._turn(by_week=not self.by_week)

    def go_back(self) -> None:
        """The day or the week before."""
        self._walk(-1)

    def go_on(self) -> None:
        """The next day or week."""
        self._walk(1)

    def go_home(self) -> None:
        """Today."""
        self.show_day(self._desk.today())

    def print_day(self) -> None:
        """The cars expected on the day in sight; of a week, on the day that is chosen."""
        print_appointments.print_day(self, self._desk, self.spot()[0].date())

    def _make_ways(self) -> None:
        self.paper = make_action(
            self, _("Day list…"), self.print_day, "Ctrl+P", "print", name="print_appointment_day"
        )
        self.back = make_action(self, _("Backward"), self.go_back, "PgUp", "back", name="day_before")
        self.today = make_action(self, _("Today"), self.go_home, "Ctrl+Home", "calendar", name="day_today")
        self.on = make_action(self, _("Forward"), self.go_on, "PgDown", "arrow-right", name="day_next")
        self.turn = make_action(self, _("Whole week"), self.turn_round, "Ctrl+W", "list", name="day_or_week")
        self.all = QAction(_("Called off too"), self)
        self.all.setObjectName("show_called_off")
        self.all.setCheckable(True)
        self.all.toggled.connect(lambda _on: self.refresh())
        self.addAction(self.all)

    def _build(self) -> None:
        self._turn_button = action_button(self.turn)
        called_off = action_button(self.all)
        called_off.setCheckable(True)
        called_off.setProperty("chip", True)
        self.all.toggled.connect(called_off.setChecked)
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (action_button(self.back), action_button(self.today), action_button(self.on)):
            head.addWidget(part)
        head.addSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.load)
        head.addStretch(1)
        head.addWidget(called_off)
        paper = action_button(self.paper)
        paper.setText("")
        paper.setFixedWidth(40)
        head.addWidget(paper)
        head.addWidget(self._turn_button)
        head.addWidget(action_button(self.acts.new))
        area = QScrollArea()
        area.setObjectName("appointment_scroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.grid)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(area, 1)
        body.addWidget(self.detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(body, 1)
