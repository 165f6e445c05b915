"""Every word of the program is said in Chinese, with the same placeholders, and compiled."""

import ast
import gettext
import re
import string

import pytest
import words
from babel.messages.catalog import Message

CATALOGUE = words.translated()
MESSAGES = [message for message in CATALOGUE if message.id]


def _text(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def _ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _placeholders(text: str) -> set[str]:
    named = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\(\w+\)[sd]", text))


def test_every_word_of_the_program_is_in_the_catalogue_and_nothing_else() -> None:
    used = {message.id for message in words.collect() if message.id}
    known = {message.id for message in MESSAGES}
    assert used - known == set(), "run tools/words.py"
    assert known - used == set(), "run tools/words.py"


def test_no_word_is_left_in_english() -> None:
    assert words.untranslated(CATALOGUE) == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = [
        message.id
        for message in MESSAGES
        for text in _text(message)
        if _placeholders(text) != _placeholders(_ids(message)[-1])
    ]
    assert wrong == []


def test_the_compiled_words_are_those_of_the_catalogue() -> None:
    with words.MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in MESSAGES:
        if isinstance(message.id, tuple):
            assert compiled.ngettext(*message.id, 2) == _text(message)[-1]
        else:
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize("mark", [re.compile(r"&\w"), re.compile("…")])
def test_marks_that_mean_something_are_kept(mark: re.Pattern[str]) -> None:
    """A menu's & before a letter is a key, an … says that a question follows."""
    lost = [
        message.id
        for message in MESSAGES
        if isinstance(message.id, str)
        and bool(mark.search(message.id)) != bool(mark.search(str(message.string)))
    ]
    assert lost == []


def test_no_word_hides_where_the_collector_does_not_look() -> None:
    """Babel passes over `_("…")` inside an f-string: such a word would stay English."""
    known = {text for message in words.collect() if message.id for text in _ids(message)}
    hidden = [
        (path.name, call.lineno, call.args[0].value)
        for path in (words.ROOT / "garage").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "N_"}
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in known
    ]
    assert hidden == []
