import tomllib

import pytest

from workflows.profiles import SHIPPED
from workflows.profiles.lines import line_of, lines_of

AWKWARD = '''# a comment with [brackets] and "quotes"
title = "a # inside, and \\" too" # after
"quoted key" = 'literal \\'
dotted.key . more = 1
multi = """
first = "not a key"
[not.a.table]
""" # three lines
literal = \'\'\'
x = \'\'
\'\'\'
empty = []
nested = [ [1, 2], # one
    [ "]", "}" ],
    { a = 1, b = [ 2 ], "c d" = { e = 3 } },
]

[table] # with a comment
day = 2026-07-01 07:32:00
  [table."sub.table"]
  key = -1.5e3

[[many]]
a = 1
[[many]]
a = 2
  [many.inner]
  b = 3
  [[many.list]]
  c = 4
  [[many.list]]
  c = 5
'''


def paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))


@pytest.mark.parametrize("text", [AWKWARD, *(file.read_text("utf-8") for file in sorted(SHIPPED.rglob("*.toml")))])
def test_every_key_and_element_of_a_file_has_a_line(text):
    lines = lines_of(text)
    assert {path for path in paths(tomllib.loads(text)) if path and path not in lines} == set()
    assert lines == lines_of(text.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("dotted", "key", "more"), 4),
        (("multi",), 5),
        (("literal",), 9),
        (("empty",), 12),
        (("nested", 0), 13),
        (("nested", 1, 1), 14),
        (("nested", 2, "c d", "e"), 15),
        (("table", "day"), 19),
        (("table", "sub.table", "key"), 21),
        (("many", 0, "a"), 24),
        (("many", 1, "a"), 26),
        (("many", 1, "inner", "b"), 28),
        (("many", 1, "list", 0, "c"), 30),
        (("many", 1, "list", 1, "c"), 32),
        (("many", 1, "list", 1, "absent"), 31),
        (("absent",), 1),
    ],
)
def test_the_line_is_where_the_key_stands(path, line):
    assert line_of(lines_of(AWKWARD), path) == line
