"""The letter of a campaign: its words, with blanks that a button puts in and each letter fills (G4)."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from garage.domain.labels import label
from garage.domain.letter_texts import Blank, written
from garage.domain.letters import BODY, SUBJECT, LetterKind
from garage.errors import StaleError
from garage.i18n import _, words
from garage.services import campaign_rows, campaigns, shop
from garage.services.campaign_rows import CampaignRow
from garage.ui.desk import Desk
from garage.ui.forms.campaign_words import about_campaign
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, TextField

_A_ROW = 5


class CampaignLetterForm(FormDialog):
    """Subject and text in the language of papers; an empty text means that no letters go out."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: CampaignRow) -> None:
        super().__init__(
            parent,
            _("Letter of the campaign"),
            about_campaign(row),
            default_text=_("Save the letter"),
            width=760,
        )
        self.setObjectName("campaign_letter_form")
        self._desk, self._row = desk, row
        self._kind = self.add_field(
            "kind",
            _("Kind of letter"),
            ChoiceField(choices=[(one, label(one)) for one in LetterKind if one is not LetterKind.ANSWER]),
            stretch=2,
        )
        self._subject = self.add_field(
            "subject", _("Subject"), LineField(limit=SUBJECT), beside=True, stretch=5
        )
        self._text = self.add_field(
            "text",
            _("Text"),
            TextField(limit=BODY, lines=10),
            _("Each customer gets it under a salutation of their own. Without a text no letters go out."),
        )
        self.add_widget(self._buttons())

    def load(self) -> None:
        row = self._row
        self._kind.set_value(row.letter_kind)
        if row.letter_text:
            self._subject.set_value(row.letter_subject)
            self._text.set_value(row.letter_text)
        else:
            profile = shop.profile()
            subject, text = draft(profile.paper_language, phone=bool(profile.phone or profile.hotline))
            self._subject.set_value(subject)
            self._text.set_value(text)
        self._text.setFocus()

    def save(self) -> int:
        campaigns.word(
            self._desk.by(),
            self._row.id,
            self._row.version,
            self._kind.value(),
            self._subject.value(),
            self._text.value(),
        )
        return self._row.id

    def renew(self) -> None:
        self._row = campaign_rows.one(self._row.id, self._desk.now())

    def keep_mine(self, error: StaleError) -> None:
        """`renew` has the newer version already."""

    def put(self, blank: Blank) -> None:
        """The blank where the text is being typed: in the subject while it has the keyboard."""
        text = written(blank, self._desk.paper_language)
        field: QLineEdit | QPlainTextEdit = self._subject if self._subject.hasFocus() else self._text
        if isinstance(field, QLineEdit):
            field.insert(text)
        else:
            field.insertPlainText(text)
            field.setFocus()

    def _buttons(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, blank in enumerate(Blank):
            button = QPushButton(label(blank))
            button.setObjectName(f"insert_{blank.name.lower()}")
            button.setAccessibleName(_("Insert: {field}").format(field=label(blank)))
            key = f"Alt+{(place + 1) % 10}"
            button.setToolTip(f"{written(blank, self._desk.paper_language)} ({key})")
            QShortcut(QKeySequence(key), self).activated.connect(lambda one=blank: self.put(one))
            button.setProperty("chip", True)
            button.setAutoDefault(False)
            button.pressed.connect(lambda one=blank: self.put(one))
            button.setFocusPolicy(self._subject.focusPolicy().NoFocus)
            grid.addWidget(button, place // _A_ROW, place % _A_ROW)
        return box


def draft(language: str, *, phone: bool) -> tuple[str, str]:
    """(subject, text) that a letter begins with, in the language of papers; only with blanks that are always known."""
    _ = words(language)
    blanks = {blank.value: written(blank, language) for blank in Blank}
    lines = [
        _("From {starts} to {ends} we invite you to: {title}."),
        _("You find us at: {place}."),
        _("We look forward to seeing you."),
    ]
    if phone:
        lines.append(_("To make an appointment, please call {phone}."))
    return _("Invitation: {title}").format(**blanks), "\n".join(lines).format(**blanks)
