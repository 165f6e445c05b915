"""The shop profile: who the garage is on its papers, how it works, which language it speaks."""

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.decimals import format_decimal, parse_decimal
from garage.domain.phones import display_phone
from garage.domain.plates import PlateKind, normalise_plate, plate_kind
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import deposits, shop
from garage.ui.desk import Desk
from garage.ui.forms.screen_choices import LANGUAGE_NAMES, scheme_choices
from garage.ui.forms.settings_section import FormSection
from garage.ui.kit import fields
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import NumberField

LOGO_BOX = QSize(180, 64)
LOGO_WIDEST = QSize(900, 400)
"""Dots enough for any paper; larger pictures are made smaller so that they always fit."""

"""Each language in its own words, so that everybody finds the way back."""


class LogoField(QWidget):
    """The picture at the head of every paper, with a preview."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field_name = "logo"
        self._data = b""
        self._preview = QLabel()
        self._preview.setFixedSize(LOGO_BOX)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setProperty("tone", "muted")
        self._preview.setProperty("card", True)
        self._preview.setObjectName("logo_preview")
        self.choose_button = QPushButton(_("Choose a picture…"))
        self.choose_button.setObjectName("logo_choose")
        self.choose_button.clicked.connect(self.choose)
        self.remove_button = QPushButton(icon("close", "accent"), _("Remove"))
        self.remove_button.setObjectName("logo_remove")
        self.remove_button.setProperty("link", True)
        self.remove_button.clicked.connect(self.remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._preview)
        for button in (self.choose_button, self.remove_button):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            layout.addWidget(button)
        layout.addStretch(1)
        self.setFocusProxy(self.choose_button)
        self.set_value(b"")

    def value(self) -> bytes:
        """PNG or JPEG, empty for none."""
        return self._data

    def set_value(self, data: bytes) -> None:
        """Show this picture."""
        self._data = data
        picture = QPixmap()
        if data and picture.loadFromData(data):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._preview.setPixmap(picture.scaled(LOGO_BOX, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        else:
            self._preview.setText(_("No logo yet"))
        self.remove_button.setVisible(bool(data))

    def choose(self) -> None:
        """Ask for a picture file and take it."""
        patterns = _("Pictures") + " (*.png *.jpg *.jpeg *.bmp *.webp)"
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a picture…"), "", patterns)
        if path:
            self.take_file(path)

    def take_file(self, path: str) -> None:
        """Take a picture file, made smaller when it is larger than any paper needs; else leave all as it was."""
        picture = QImage(path)
        if picture.isNull():
            self._preview.setText(_("This is no picture"))
            return
        if picture.width() > LOGO_WIDEST.width() or picture.height() > LOGO_WIDEST.height():
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(LOGO_WIDEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        written = QByteArray()
        buffer = QBuffer(written)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        self.set_value(bytes(written.data()))
        self.edited.emit()

    def remove(self) -> None:
        """No logo."""
        self.set_value(b"")
        self.edited.emit()


class ShopSection(FormSection):
    """Everything the garage says about itself, in one form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Shop profile"),
            _("This stands on every paper. Only the name is needed; add the rest when you like."),
        )
        self.setObjectName("shop")
        self._desk = desk
        self._version = 0
        self._add_papers()
        self._add_work()
        self._add_looks()

    def _add_papers(self) -> None:
        self.add_field("name", _("Shop name"), fields.LineField(limit=80), required=True)
        self.add_field("contact", _("Contact person"), fields.LineField(limit=40), beside=True)
        self.add_field("phone", _("Phone"), fields.LineField(limit=40))
        self.add_field("hotline", _("24-hour hotline"), fields.LineField(limit=40), beside=True)
        self.add_field("address", _("Address"), fields.LineField(limit=160))
        self.add_field(
            "uscc", _("Unified social credit code"), fields.LineField(limit=40), _("18 characters")
        )
        self.add_field("bank_name", _("Bank"), fields.LineField(limit=80))
        self.add_field("bank_account", _("Account number"), fields.LineField(limit=40), beside=True)
        self.add_field("logo", _("Logo"), LogoField())

    def _add_work(self) -> None:
        self.add_section(_("How you work"))
        self.add_field(
            "one_man_shop",
            "",
            fields.TickField(_("I work alone")),
            _("The one who did the work may then do the final inspection as well."),
        )
        standards = (("INDUSTRY", _("Industry standard")), ("MAKER", _("Vehicle maker's standard")))
        self.add_field(
            "hours_standard",
            _("Flat-rate hours follow"),
            fields.ChoiceField(choices=standards),
            _("Ticked on the settlement slip (JT/T 1133)."),
        )
        percent = NumberField(lambda text, field: parse_decimal(text, places=0, limit=100, field=field), str)
        self.add_field(
            "overrun_percent",
            _("Estimate may be exceeded by %"),
            percent,
            _("More than this needs the customer's consent first."),
            beside=True,
        )
        self.add_field(
            "discount_limit_bp",
            _("Anybody may give discounts up to %"),
            NumberField(
                lambda text, field: parse_decimal(text, places=2, limit=10_000, field=field),
                lambda rate_bp: format_decimal(rate_bp, 2),
            ),
            _("Of the whole bill; above it an owner approves."),
        )
        self.add_field(
            "plate_prefix",
            _("Plates here begin with"),
            fields.LineField(limit=2, placeholder="粤B"),
            _("Filled in when a new plate is typed."),
            beside=True,
        )
        self.add_field(
            deposits.SETTING,
            _("Ask again about a deposit above"),
            fields.MoneyField(),
            _("While there is no estimate; with one, above twice the estimate."),
        )

    def _add_looks(self) -> None:
        self.add_section(_("Language and looks"))
        languages = (("", _("As the system")), *LANGUAGE_NAMES)
        self.add_field("screen_language", _("Language of the screen"), fields.ChoiceField(choices=languages))
        self.add_field(
            "paper_language", _("Language of papers"), fields.ChoiceField(choices=LANGUAGE_NAMES), beside=True
        )
        self.add_field("scheme", _("Colours"), fields.ChoiceField(choices=scheme_choices()), beside=True)

    def load(self) -> None:
        profile = shop.profile()
        self._version = profile.version
        for name, box in self.body.boxes.items():
            value: Any = deposits.limit_fen() if name == deposits.SETTING else getattr(profile, name)
            box.field.set_value(display_phone(value) if name in {"phone", "hotline"} else value)

    def keep_mine(self, error: StaleError) -> None:
        self._version = shop.profile().version

    def check(self) -> None:
        prefix = normalise_plate(self.widget("plate_prefix").value())
        if prefix and plate_kind(f"{prefix}12345") is not PlateKind.ORDINARY:
            raise FieldError("plate_prefix", _("A province and a letter, such as 粤B."))

    def save(self) -> object:
        values = {name: box.field.value() for name, box in self.body.boxes.items()}
        for share in ("overrun_percent", "discount_limit_bp"):
            values[share] = values[share] or 0
        values["plate_prefix"] = normalise_plate(values["plate_prefix"])
        limit_fen = values.pop(deposits.SETTING) or 0
        shop.change_profile(self._desk.by(), self._version, **values)
        deposits.set_limit(self._desk.by(), limit_fen)
        return None
