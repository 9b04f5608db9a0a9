"""On which line each key of a TOML file stands. The standard reader tells values only, never places."""

import re

Path = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]+")


def lines_of(text: str) -> dict[Path, int]:
    """The line, from 1, of each table, key and array element of a file that was already read without an error."""
    scan = _Scan(text.replace("\r\n", "\n"))
    scan.document()
    return scan.lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of this key, or of the nearest table around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.arrays: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        self.take(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.key_and_value(table)
            self.take(_BLANK)

    def header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self.dotted_key()
        self.at += 2 if many else 1
        table: Path = ()
        for place, key in enumerate(keys, start=1):
            table = (*table, key)
            self.lines.setdefault(table, self.line)
            if place < len(keys) and table in self.arrays:
                table = (*table, self.arrays[table])
        if many:
            self.arrays[table] = self.arrays.get(table, -1) + 1
            table = (*table, self.arrays[table])
        self.lines.setdefault(table, self.line)
        return table

    def key_and_value(self, table: Path) -> None:
        line = self.line
        path = (*table, *self.dotted_key())
        for length in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        self.at += 1  # the equals sign
        self.take(_SPACE)
        self.value(path)

    def dotted_key(self) -> list[str]:
        keys: list[str] = []
        while True:
            self.take(_SPACE)
            quoted = self.text[self.at] in "\"'"
            key = self.take(_STRING if quoted else _BARE)
            keys.append(key[1:-1] if quoted else key)
            self.take(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def value(self, path: Path) -> None:
        first = self.text[self.at]
        if first == "[":
            self.array(path)
        elif first == "{":
            self.inline_table(path)
        elif first in "\"'":
            self.take(_STRING)
        else:
            self.take(_SCALAR)

    def array(self, path: Path) -> None:
        self.at += 1
        place = 0
        while self.ahead() != "]":
            self.lines[(*path, place)] = self.line
            self.value((*path, place))
            place += 1
            if self.ahead() == ",":
                self.at += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while self.ahead() != "}":
            self.key_and_value(path)
            if self.ahead() == ",":
                self.at += 1
        self.at += 1

    def ahead(self) -> str:
        """The next character that means something."""
        self.take(_BLANK)
        return self.text[self.at]

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"line {self.line} cannot be followed")
        self.at = found.end()
        self.line += found.group().count("\n")
        return found.group()
