"""Appointments: a day by bays or by mechanics or a week by days, moved with the mouse or the arrows; the car that comes opens its order (A1)."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from garage.domain.appointments import AppointmentState, Load
from garage.domain.dates import monday
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import appointment_rows, callers, shop, shop_load, staff, working_days
from garage.services.appointment_rows import AppointmentRow
from garage.services.appointments import AppointmentData
from garage.services.command import Area
from garage.ui.desk import Desk
from garage.ui.forms import print_appointments
from garage.ui.forms.appointment_words import load_tone, say_load, say_parts
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.time_grid import TimeGrid
from garage.ui.pages import appointment_blocks
from garage.ui.pages.appointment_acts import AppointmentActs
from garage.ui.pages.appointment_blocks import WEEK, Sheet, weekday
from garage.ui.pages.appointment_detail import AppointmentDetail
from garage.ui.pages.customer_parts import action_button, plain_label, set_tone
from garage.ui.pages.fresh import FreshPage

BY_BAY, BY_MECHANIC, BY_DAY = "bays", "mechanics", "week"
"""What the columns stand for."""


class AppointmentsPage(FreshPage):
    """The grid at the left, what is chosen in it at the right."""

    areas = frozenset({Area.CARE, Area.ORDERS, Area.SHOP, Area.STAFF, Area.CUSTOMERS})

    order_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("appointments_page")
        self.day = desk.today()
        self.view = BY_BAY
        self._day_view = BY_BAY
        self._rows: list[AppointmentRow] = []
        self._columns: list[int] = []
        self.grid = TimeGrid("appointment_grid", _("Appointments"))
        self.title = plain_label("appointments_day", "title")
        self.load = plain_label("appointments_load", "muted")
        self.chips = ChipBar(name="appointment_views")
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

    @property
    def by_week(self) -> bool:
        """Whether the columns are the days of a week."""
        return self.view == BY_DAY

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
        loads = shop_load.loads(first, last, now.date())
        if self.by_week:
            sheet = appointment_blocks.of_week(first, self._rows, loads, calendar, now)
            self.title.setText(f"{first:%Y-%m-%d} – {last:%m-%d}")
        else:
            sheet = self._day_sheet(first, now)
            self.title.setText(f"{weekday(first)} {first:%Y-%m-%d}")
        self._say_load(loads, free=not self.by_week and not calendar.is_working(first))
        self.grid.show_grid(sheet.heads, sheet.blocks, sheet.first, sheet.last, sheet.now)
        self._show_chosen()

    def spot(self) -> AppointmentData:
        """What a new appointment begins with: the time and the bay or the mechanic chosen."""
        column, minute = self.grid.spot()
        start = datetime.combine(self._day_of(column), time()) + timedelta(minutes=minute)
        who = self._ref_of(column)
        if self.view == BY_MECHANIC:
            return AppointmentData(start, mechanic_id=who)
        return AppointmentData(start, bay_id=who)

    # Inside

    def _day_sheet(self, day: date, now: datetime) -> Sheet:
        """The day in columns of bays or of mechanics."""
        if self.view == BY_MECHANIC:
            people = [(one.id, one.name) for one in staff.people(Role.MECHANIC)]
            away = {row.staff_id for row in callers.absences(day) if row.first_on <= day}
            self._columns = [ref for ref, _name in people]
            return appointment_blocks.of_mechanics(day, self._rows, people, away, now)
        bays = [(ref, name) for ref, _version, name, _active in shop.bays()]
        self._columns = [ref for ref, _name in bays]
        return appointment_blocks.of_bays(day, self._rows, bays, now)

    def _say_load(self, loads: list[Load], *, free: bool) -> None:
        if self.by_week:
            room = sum(load.room_centi for load in loads)
            expected, here = (
                sum(load.expected_centi for load in loads),
                sum(load.here_centi for load in loads),
            )
            whole = Load(self.day, room, expected, here)
        else:
            [whole] = loads
        text = _("{load} booked · {percent} %").format(load=say_load(whole), percent=whole.percent)
        self.load.setText(_("{load} · no working day").format(load=text) if free else text)
        self.load.setToolTip(say_parts(whole))
        tone = load_tone(whole)
        set_tone(self.load, "muted" if tone == "ok" else tone)

    def _day_of(self, column: int) -> date:
        return monday(self.day) + timedelta(days=column) if self.by_week else self.day

    def _ref_of(self, column: int) -> int | None:
        """The bay or the mechanic of a column; None in the last one, and in the week."""
        return self._columns[column] if not self.by_week and column < len(self._columns) else None

    def _show_chosen(self) -> None:
        row = next((row for row in self._rows if row.id == self.grid.key()), None)
        self.acts.fit(row)
        start = self.spot().planned_at
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
        start, bay_id, mechanic_id = row.planned_at + timedelta(minutes=minutes), row.bay_id, row.mechanic_id
        block = self.grid.block(key)
        over = column - block.column if block is not None else 0
        if self.by_week:
            start += timedelta(days=over)
        elif over and self.view == BY_MECHANIC:
            mechanic_id = self._ref_of(column)
        elif over:
            bay_id = self._ref_of(column)
        guarded(self, lambda: self.acts.move(row, start, bay_id, mechanic_id))()

    def _walk(self, days: int) -> None:
        self.show_day(self.day + timedelta(days=days * (WEEK if self.by_week else 1)))

    def show_view(self, view: str) -> None:
        """The day by bays or by mechanics, or its week; what is chosen stays chosen."""
        key, start = self.grid.key(), self.spot().planned_at
        self.day, self.view = start.date(), view
        self._day_view = self._day_view if self.by_week else view
        self.chips.chip(view).setChecked(True)
        self.refresh()
        if key is not None:
            self.grid.choose(key)
        else:
            self.grid.choose_spot(start.weekday() if self.by_week else 0, start.hour * 60 + start.minute)
        self.grid.setFocus()

    def turn_round(self) -> None:
        """From the day to its week and back."""
        self.show_view(self._day_view if self.by_week else BY_DAY)

    def change_columns(self) -> None:
        """From bays to mechanics and back."""
        self.show_view(BY_MECHANIC if self.view == BY_BAY else BY_BAY)

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
        print_appointments.print_day(self, self._desk, self.spot().planned_at.date())

    def _make_ways(self) -> None:
        self.paper = make_action(
            self, _("Day list…"), self.print_day, "Ctrl+P", "print", name="print_appointment_day"
        )
        self.back = make_action(self, _("Backward"), self.go_back, "PgUp", "back", name="day_before")
        self.today = make_action(self, _("Today"), self.go_home, "Ctrl+Home", "calendar", name="day_today")
        self.on = make_action(self, _("Forward"), self.go_on, "PgDown", "arrow-right", name="day_next")
        self.turn = make_action(
            self, _("Day or week"), self.turn_round, "Ctrl+W", "calendar", name="day_or_week"
        )
        self.columns = make_action(
            self, _("Bays or mechanics"), self.change_columns, "Ctrl+T", "person", name="bays_or_mechanics"
        )
        self.chips.set_chips(
            [(BY_BAY, _("Bays"), None), (BY_MECHANIC, _("Mechanics"), None), (BY_DAY, _("Week"), None)]
        )
        for view, action in ((BY_BAY, self.columns), (BY_MECHANIC, self.columns), (BY_DAY, self.turn)):
            self.chips.chip(view).setToolTip(action.toolTip())
        self.chips.chosen.connect(self.show_view)
        self.all = QAction(_("Called off too"), self)
        self.all.setObjectName("show_called_off")
        self.all.setCheckable(True)
        self.all.toggled.connect(lambda _on: self.refresh())
        self.addAction(self.all)

    def _build(self) -> None:
        called_off = action_button(self.all)
        called_off.setCheckable(True)
        called_off.setProperty("chip", True)
        self.all.toggled.connect(called_off.setChecked)
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (action_button(self.back), action_button(self.today), action_button(self.on)):
            head.addWidget(part)
        head.addSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.load)
        head.addLayout(words)
        head.addStretch(1)
        head.addWidget(self.chips)
        head.addWidget(called_off)
        paper = action_button(self.paper)
        paper.setText("")
        paper.setFixedWidth(40)
        head.addWidget(paper)
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
