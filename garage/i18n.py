"""Words in the user's language: gettext over resources/locale; knows nothing of Qt."""

import gettext as _gettext
import locale
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from garage.paths import resources

LANGUAGES = ("zh_CN", "en")
DOMAIN = "garage"

Words = Callable[[str], str]


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, resources() / "locale", languages=[language])


_current = "en"
_spoken: ContextVar[str] = ContextVar("spoken", default="")
"""What this thread speaks for a moment, whatever the screen does."""


def use(language: str) -> None:
    """Set the language of the screen; raises ValueError for one that is not in LANGUAGES."""
    global _current  # noqa: PLW0603 - the screen has one language at a time, set by the composition root
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


def current() -> str:
    """Language of the screen now."""
    return _current


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For a moment sentences are made in the language of a paper, in this thread alone."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def system_language() -> str:
    """'zh_CN' on a Chinese system, else 'en'."""
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    first = next((name for name in names if name and name not in {"C", "POSIX", "C.UTF-8"}), "")
    return "zh_CN" if first.lower().startswith(("zh", "chinese")) else "en"


def _(message: str) -> str:
    """`message` in the language of the screen, or of the paper that is spoken for."""
    return _catalogue(_spoken.get() or _current).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a counted sentence for `count`, in the same language as `_`."""
    return _catalogue(_spoken.get() or _current).ngettext(one, many, count)


def N_(message: str) -> str:
    """Mark a msgid for translation at a later time."""
    return message


def words(language: str) -> Words:
    """A translator into a fixed language: papers name it `_` so that the words are collected."""
    return _catalogue(language).gettext
