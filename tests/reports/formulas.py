"""A small reckoner of the formulas our workbooks use: what Excel would show, without Excel."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<ref>(?:'(?:[^']|'')*'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"""
    r"""|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Z]+(?=\())|(?P<sign><=|>=|<>|[-+*/(),=<>]))"""
)


class FormulaError(Exception):
    """What Excel shows as #DIV/0! or #VALUE!."""


class Reckoner:
    """The cells of a workbook with their formulas worked out."""

    def __init__(self, path: Path) -> None:
        self.book: Workbook = load_workbook(path)
        self._known: dict[tuple[str, str], Any] = {}

    @cached_property
    def formulas(self) -> list[tuple[str, str]]:
        """(sheet, cell) of every formula."""
        return [
            (sheet.title, cell.coordinate)
            for sheet in self.book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]

    def value(self, sheet: str, cell: str) -> Any:
        """What stands in a cell; raises FormulaError where Excel shows an error."""
        key = (sheet, cell.replace("$", ""))
        if key not in self._known:
            found = self.book[sheet][key[1]]
            self._known[key] = (
                _Formula(self, sheet, str(found.value)[1:]).value() if found.data_type == "f" else found.value
            )
        return self._known[key]

    def cells(self, sheet: str, name: str) -> Iterator[Any]:
        """The values of a range."""
        left, top, right, bottom = range_boundaries(name.replace("$", ""))
        for row in self.book[sheet].iter_rows(top, bottom, left, right):
            for cell in row:
                yield self.value(sheet, cell.coordinate)


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, book: Reckoner, sheet: str, text: str) -> None:
        self._book, self._sheet = book, sheet
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            assert found, f"not understood: {text[at:]}"
            self._tokens.append((str(found.lastgroup), str(found.group(found.lastgroup or 0))))
            at = found.end()
        self._at = 0

    def value(self) -> Any:
        found = self._compared()
        assert self._at == len(self._tokens), self._tokens
        return found

    def _next(self, *signs: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at][1] in signs:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def _compared(self) -> Any:
        left = self._sum()
        sign = self._next("=", "<>", "<", ">", "<=", ">=")
        if not sign:
            return left
        right = self._sum()
        left, right = ("" if one is None else one for one in (left, right))
        if sign in {"=", "<>"}:
            return (left == right) is (sign == "=")
        left, right = _number(left), _number(right)
        return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign]

    def _sum(self) -> Any:
        left = self._product()
        while sign := self._next("+", "-"):
            right = _number(self._product())
            left = _number(left) + (right if sign == "+" else -right)
        return left

    def _product(self) -> Any:
        left = self._one()
        while sign := self._next("*", "/"):
            right = _number(self._one())
            if sign == "/" and not right:
                raise FormulaError("#DIV/0!")
            left = _number(left) * right if sign == "*" else _number(left) / right
        return left

    def _one(self) -> Any:
        if self._next("-"):
            return -_number(self._one())
        if self._next("("):
            found = self._compared()
            assert self._next(")")
            return found
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "name":
            return self._call(text)
        return self._book.value(*self._place(text))

    def _place(self, text: str) -> tuple[str, str]:
        sheet, _mark, cell = text.rpartition("!")
        return (sheet[1:-1].replace("''", "'") if sheet else self._sheet), cell

    def _call(self, name: str) -> Any:
        assert self._next("(")
        if name == "SUM":
            place = self._place(self._tokens[self._at][1])
            self._at += 1
            assert self._next(")")
            return sum(value for value in self._book.cells(*place) if isinstance(value, (int, float)))
        if name == "IFERROR":
            return self._if_error()
        values = [self._compared()]
        while self._next(","):
            values.append(self._compared())
        assert self._next(")")
        if name == "IF":
            return values[1] if values[0] else values[2]
        if name == "HYPERLINK":
            return values[1]
        if name == "ABS":
            return abs(_number(values[0]))
        assert name == "ROUND", name
        return round(_number(values[0]) + 1e-12, int(values[1]))

    def _if_error(self) -> Any:
        start, depth = self._at, 1
        try:
            found = self._compared()
        except FormulaError:
            found, self._at = None, start
            while depth > 1 or self._tokens[self._at][1] != ",":
                depth += {"(": 1, ")": -1}.get(self._tokens[self._at][1], 0)
                self._at += 1
            self._at += 1
            instead = self._compared()
            assert self._next(")")
            return instead
        assert self._next(",")
        end, depth = self._at, 1
        while depth:
            depth += {"(": 1, ")": -1}.get(self._tokens[end][1], 0)
            end += 1
        self._at = end
        return found


def _number(value: Any) -> float:
    if value is None:
        return 0.0
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, date):
        return float(value.toordinal())
    raise FormulaError("#VALUE!")
