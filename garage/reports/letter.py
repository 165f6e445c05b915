"""信函, letters for envelopes with a window, many in one file and each on pages of its own: A4."""

from dataclasses import dataclass, replace

from garage import i18n
from garage.domain.documents_letters import LetterBatch, LetterPaper
from garage.domain.labels import label
from garage.domain.letter_texts import spelled
from garage.domain.letters import LetterState
from garage.i18n import Words
from garage.reports.blocks import Block, Drawing, Space, Stack, Text
from garage.reports.frame import Frame, head, kept_to
from garage.reports.layout import Watch, build_copies
from garage.reports.papers import Paper
from garage.reports.pen import MM, Pen
from garage.reports.pieces import signatures
from garage.reports.text import GREY, Style

_TEXT = Style(10.5, leading=1.65)
_WINDOW = (23 * MM, 47 * MM, 78 * MM, 34 * MM)
"""Left, top, width and height of what shows through the window, from the corner of the sheet (DL: 45 mm from the top)."""
_TEXT_LEFT = 11 * MM
"""What a letter keeps free at each side beyond the margin of the paper."""
_FOLD = 99 * MM
_SIGNING = 82 * MM
_INDENT = "\u3000\u3000"
_CLOSED = ("敬礼", "此致", "sincerely", "regards", "faithfully", "商祺", "顺颂")


def render(
    batch: LetterBatch,
    paper: Paper,
    words: Words,  # noqa: ARG001 - each speaks its own language
    watch: Watch = lambda _done, _all: None,
) -> bytes:
    """The letters as one PDF; `watch` is told how far it is, and may raise to stop."""
    return build_copies([_letter(batch, one, paper) for one in batch.letters], watch)


def _letter(batch: LetterBatch, letter: LetterPaper, paper: Paper) -> tuple[Frame, list[Block]]:
    words = i18n.words(letter.language)
    frame = Frame(
        paper=paper,
        title=label(letter.kind, words),
        number=letter.number,
        date=spelled(letter.on, letter.language),
        garage=batch.garage,
        imprint=replace(batch.imprint, copy=0, voided=letter.state is LetterState.VOID),
        words=words,
    )
    above = paper.top_mm * MM + head(frame).height(paper.inner)
    subject = Text(letter.subject, _TEXT.but(size=12, bold=True))
    blocks: list[Block] = [_window(letter, paper, above), _inset(Stack([subject, *_about(letter, words)]))]
    blocks += [Space(8), *(_inset(one) for one in _paragraphs(letter)), Space(6)]
    closing = [_inset(one) for one in _closing(letter, words)]
    return frame, [*blocks, Stack([*closing, _signed(batch, letter, paper, words)], whole=True)]


def _window(letter: LetterPaper, paper: Paper, above: float) -> Block:
    """The address where the window of the envelope is, and a mark where the sheet is folded."""
    left, top, width, height = _WINDOW
    chinese = letter.language == "zh_CN"
    name = Text(_reader(letter, chinese=chinese), Style(12, bold=True, leading=1.5))
    room = height - name.height(width)
    where = _as_high(letter.address, Style(10.5, leading=1.5), width, room)
    lines = [where, name] if chinese else [name, where]

    def paint(pen: Pen, x: float, start: float, _width: float) -> None:
        shift = x - paper.side_mm * MM
        y = start - above + top
        for line in lines:
            line.draw(pen, shift + left, y, width)
            y += line.height(width)
        pen.rule(shift + 5 * MM, start - above + _FOLD, shift + 9 * MM, start - above + _FOLD, width=0.3)

    return Drawing(top + height - above + 3 * MM, paint)


def _reader(letter: LetterPaper, *, chinese: bool) -> str:
    return f"{letter.addressee}\u3000收" if chinese else letter.addressee


def _as_high(text: str, style: Style, width: float, room: float) -> Block:
    """A text in as many lines as fit."""
    return kept_to(text, style, width, most=max(int(room / style.line_height), 1))


def _about(letter: LetterPaper, words: Words) -> list[Block]:
    """What the letter refers to, under its subject."""
    _ = words
    said = [
        _("Your car: {plate}").format(plate=letter.plate) if letter.plate else "",
        _("Your complaint: {number}").format(number=letter.complaint_no) if letter.complaint_no else "",
    ]
    line = "   ".join(filter(None, said))
    return [Text(line, Style(9, ink=GREY, leading=1.5))] if line else []


def _paragraphs(letter: LetterPaper) -> list[Block]:
    """The salutation as it is, then each paragraph as its language sets it."""
    first, *rest = letter.body.split("\n")
    chinese = letter.language == "zh_CN"
    made: list[Block] = [Text(first, _TEXT)]
    for line in rest:
        if not line:
            made.append(Space(_TEXT.line_height * 0.6))
        else:
            made += [Text(f"{_INDENT}{line}", _TEXT)] if chinese else [Space(4), Text(line, _TEXT)]
    return made


def _closing(letter: LetterPaper, words: Words) -> list[Block]:
    """The greeting at the end, unless the text has one of its own."""
    last = letter.body.split("\n")[-2:]
    if any(word in line.lower() for line in last for word in _CLOSED):
        return []
    _ = words
    if letter.language != "zh_CN":
        return [Text(_("Yours sincerely,"), _TEXT)]
    return [Text(f"{_INDENT}此致", _TEXT), Text("敬礼！", _TEXT)]


def _signed(batch: LetterBatch, letter: LetterPaper, paper: Paper, words: Words) -> Block:
    """Whose letter it is, and a line to sign on, at the right."""
    _ = words
    larger = replace(paper, size=_TEXT.size - 1)
    name = Text(batch.garage.name, _TEXT.but(bold=True))
    line = signatures(larger, [(_("Signature and stamp"), "")], words)
    by = Text(letter.signed_by, Style(9, ink=GREY), "right")
    return _Inset(
        Stack([Space(8), name, Space(14), line, by]), paper.inner - _SIGNING - _TEXT_LEFT, _TEXT_LEFT
    )


def _inset(block: Block) -> Block:
    return _Inset(block, _TEXT_LEFT, _TEXT_LEFT)


@dataclass
class _Inset(Block):
    """A block with free room at its left and right, in points."""

    block: Block
    left: float
    right: float

    def height(self, width: float) -> float:
        """Of the block in what is left of the width."""
        return self.block.height(width - self.left - self.right)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw it further right."""
        self.block.draw(pen, x + self.left, top, width - self.left - self.right)

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Cut the block inside."""
        parts = self.block.split(width - self.left - self.right, room)
        return parts and (replace(self, block=parts[0]), replace(self, block=parts[1]))
