"""Levels of members with what they ask for, and the customers whose bills reach another one (C8)."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent

from garage.domain.decimals import format_decimal
from garage.domain.money import format_yuan
from garage.i18n import _, ngettext
from garage.services import member_levels, member_settings
from garage.services.command import Area
from garage.services.member_levels import LevelRow, Standing
from garage.ui.desk import Desk
from garage.ui.forms.member_settings import LevelForm, MemberRulesForm, PointsForm
from garage.ui.forms.order_head import words
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column


class LevelsPanel(ListSection):
    """Enter changes the level under the bar."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "member_levels", _("Member levels"), bare=True)
        self._rules = words("", "muted")
        self._rules.setObjectName("member_rules_said")
        self.top.addWidget(self._rules, 1)
        self.add_button(_("Rules…"), self.change_rules, "Ctrl+R", "gear")
        self.add_button(_("Correct points…"), self.correct_points, "Ctrl+Shift+P", "pencil")
        self._retire, self._retire_button = self.add_button(
            _("Take out of use"), self.retire, "Delete", "close"
        )
        self._change = self.add_button(_("Change…"), self.open_current, "Ctrl+E", "pencil")
        self.add_button(_("New level…"), self.add_level, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(
            _(
                "Regular customers are members: each level says what it takes to reach it, "
                "and how many points its members earn."
            ),
            _("New level…"),
            self.add_level,
        )
        self.setFocusProxy(self.list)
        self.show_columns(_level_columns(), lambda row: row.id)

    def rows(self) -> Sequence[LevelRow]:
        self._say_rules()
        return member_levels.rows()

    def add_level(self) -> None:
        """A new level."""
        self.open_form(LevelForm(self.window(), self.desk))

    def open_current(self) -> None:
        if (row := self._row()) is not None:
            self.open_form(LevelForm(self.window(), self.desk, row.id))

    def change_rules(self) -> None:
        """What points are worth, and over how many months levels are reckoned."""
        self.open_form(MemberRulesForm(self.window(), self.desk))

    def correct_points(self) -> None:
        """Give a customer points, or take some away."""
        self.open_form(PointsForm(self.window(), self.desk))

    def retire(self) -> None:
        """Take the level under the bar out of use, or back."""
        if (row := self._row()) is not None:
            member_levels.retire(self.desk.by(), row.id, row.version, active=not row.active)
            self.refresh(row.id)

    def refresh_actions(self) -> None:
        row = self._row()
        for part in (self._retire, self._retire_button, *self._change):
            part.setEnabled(row is not None)
        text = _("Take out of use") if row is None or row.active else _("Back into use")
        self._retire_button.setText(text)
        self._retire_button.setAccessibleName(text)

    def _row(self) -> LevelRow | None:
        row: LevelRow | None = self.list.current_row()
        return row

    def _say_rules(self) -> None:
        rules = member_settings.rules()
        count = rules.months
        months = ngettext("the last {n} month", "the last {n} months", count).format(n=count)
        text = _("Levels by {months} · 100 points are worth {worth}, at most {share} % of a bill")
        share = format_decimal(rules.most_bp, 2)
        self._rules.setText(text.format(months=months, worth=format_yuan(rules.worth_100_fen), share=share))


def _level_columns() -> list[Column]:
    def faded(row: LevelRow) -> str | None:
        return None if row.active else "muted"

    def asks(row: LevelRow) -> str:
        if row.min_spend_fen or row.min_visits:
            return ""
        return _("given by the owner's word")

    def state(row: LevelRow) -> str:
        return asks(row) if row.active else _("out of use")

    def spend(row: LevelRow) -> str:
        return format_yuan(row.min_spend_fen) if row.min_spend_fen else ""

    def visits(row: LevelRow) -> str:
        return f"{row.min_visits:,}" if row.min_visits else ""

    def earned(row: LevelRow) -> str:
        return f"{row.points_per_100_yuan:,}" if row.points_per_100_yuan else "–"

    return [
        Column("name", _("Level"), 0, "left", lambda row: row.name, faded, bold=True),
        Column("place", _("Place in the order"), 140, "right", lambda row: str(row.place or "–"), faded),
        Column("spend", _("Spend from"), 120, "right", spend, faded),
        Column("visits", _("Paid visits from"), 130, "right", visits, faded),
        Column("points", _("Points per ¥100"), 140, "right", earned, faded),
        Column("members", _("Members"), 90, "right", lambda row: f"{row.members:,}", faded),
        Column("state", _("How"), 220, "left", state, faded),
    ]


RAISE, LOWER = "raise", "lower"


class DuePanel(ListSection):
    """Who has reached a higher level, and who no longer reaches theirs; an owner raises and lowers."""

    areas = frozenset({Area.CARE, Area.CUSTOMERS, Area.MONEY, Area.SHOP})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "member_due", _("Level reached"), bare=True)
        self._unread = True
        self.chips = ChipBar(self, "member_due_chips")
        self._counts: dict[str, int] = {}
        self._say_counts()
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips, 1)
        self._one = self.add_button(_("Raise this one"), self.move_one, "Ctrl+E", "check")
        self._all = self.add_button(_("Raise all"), self.raise_all, "Ctrl+Return", "check", primary=True)
        self.setFocusProxy(self.list)
        self.show_columns(_due_columns(), lambda row: row.customer_id)

    @property
    def raising(self) -> bool:
        """Whether those to be raised are shown."""
        return self.chips.current() == RAISE

    def rows(self) -> Sequence[Standing]:
        """Every bill of the window is added up: only for whoever looks."""
        self._unread = not self.isVisible()
        if self._unread:
            return ()
        if self.raising:
            self.list.set_empty(_("Nobody has reached a higher level than theirs."))
            found = member_levels.due(self.desk.today())
        else:
            self.list.set_empty(_("Everybody reaches the level they have."))
            found = member_levels.below(self.desk.today())
        self._counts = {self.chips.current(): len(found)}  # that of the other chip may have changed meanwhile
        self._say_counts()
        return found

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unread:
            self.refresh()

    def open_current(self) -> None:
        """Nothing is raised by a slip of the finger."""

    def move_one(self) -> None:
        """Raise or lower the customer under the bar."""
        row: Standing | None = self.list.current_row()
        if row is None:
            return
        by = self.desk.by()
        if self.raising:
            member_levels.raise_due(by, [row.customer_id])
        else:
            member_levels.lower(by, [row.customer_id])
        self.refresh()
        said = row.reached or _("no member")
        toast(self, _("{name} is now {level}.").format(name=row.name, level=said))

    def raise_all(self) -> None:
        """Raise everybody who has reached a higher level."""
        count = member_levels.raise_due(self.desk.by())
        self.refresh()
        toast(self, ngettext("{n} customer raised", "{n} customers raised", count).format(n=count))

    def refresh_actions(self) -> None:
        row = self.list.current_row()
        text = _("Raise this one") if self.raising else _("Lower this one")
        self._one[1].setText(text)
        self._one[1].setAccessibleName(text)
        for part in self._one:
            part.setEnabled(row is not None)
        self._all[1].setVisible(self.raising)
        for part in self._all:
            part.setEnabled(self.raising and row is not None)

    def _say_counts(self) -> None:
        """Only what was just read is counted."""
        names = {RAISE: _("To be raised"), LOWER: _("Below their level")}
        self.chips.set_chips([(key, words, self._counts.get(key)) for key, words in names.items()])


def _due_columns() -> list[Column]:
    def level(name: str) -> str:
        return name or _("no member")

    return [
        Column("name", _("Customer"), 0, "left", lambda row: row.name, bold=True),
        Column("level", _("Level"), 160, "left", lambda row: level(row.level)),
        Column("reached", _("Reaches"), 160, "left", lambda row: level(row.reached)),
        Column("spend", _("Spent"), 150, "right", lambda row: format_yuan(row.spend_fen)),
        Column("visits", _("Paid visits"), 120, "right", lambda row: f"{row.visits:,}"),
    ]
