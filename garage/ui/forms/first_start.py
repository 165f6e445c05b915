"""The first start: the shop's name and the owner's are enough to work with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from garage import i18n
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import operations, shop, staff
from garage.services.command import By
from garage.ui.forms.screen_choices import LANGUAGE_NAMES
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog

USUAL_RATE_FEN = 10_000


class FirstStartForm(FormDialog):
    """Asks the least; `now` is the clock. Another language closes it with `language_wanted`, keeping `typed`."""

    language_wanted = Signal(str)

    def __init__(
        self,
        now: Callable[[], datetime],
        typed: dict[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            parent,
            _("Welcome"),
            _("Two names, and you can begin. Everything else can be changed later under Settings."),
            _("Begin"),
            width=540,
        )
        self.setObjectName("first_start")
        self._now = now
        self._typed = typed or {}
        self.back_button.setText(_("Quit"))
        language = fields.ChoiceField(choices=LANGUAGE_NAMES)
        language.edited.connect(lambda: self._change_language(language.value()))
        self.add_field("shop_name", _("Name of the shop"), fields.LineField(limit=80), required=True)
        self.add_field(
            "owner_name", _("Your name"), fields.LineField(limit=60), _("You are the owner."), True
        )
        self.add_field("language", "语言 · Language", language)
        self.add_field("labour_rate", _("Labour rate, yuan an hour"), fields.MoneyField(), beside=True)
        self.add_field(
            "one_man_shop",
            "",
            fields.TickField(_("I work alone")),
            _("You may then inspect your own work before a car leaves."),
        )
        self.add_field(
            "starter",
            "",
            fields.TickField(_("Add the usual operations")),
            _("Nearly fifty with their flat-rate hours, in Chinese; change or remove them as you like."),
        )

    def load(self) -> None:
        first = {"labour_rate": USUAL_RATE_FEN, "starter": True}
        for name, value in {**first, **self._typed, "language": i18n.current()}.items():
            self.widget(name).set_value(value)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, for the same form in another language."""
        read = {name: box.field for name, box in self.body.boxes.items()}
        return {
            name: field.value_if_read() if isinstance(field, fields.ParsedField) else field.value()
            for name, field in read.items()
        }

    def save(self) -> object:
        values = {name: box.field.value() for name, box in self.body.boxes.items()}
        now = self._now()
        if not shop.is_set_up():  # a former try may have come this far
            shop.set_up(
                now,
                shop_name=values["shop_name"],
                owner_name=values["owner_name"],
                labour_rate_fen=values["labour_rate"] or USUAL_RATE_FEN,
                one_man_shop=values["one_man_shop"],
                paper_language=values["language"],
                screen_language=values["language"],
            )
        if values["starter"]:
            operations.add_starter(By(staff.people(Role.OWNER)[0].id, now))
        return None

    def _change_language(self, language: str) -> None:
        if language != i18n.current():
            self.language_wanted.emit(language)
            self.done(0)
