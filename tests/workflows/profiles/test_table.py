"""The table of docs/profiles.md is the files' own."""

from workflows.profiles import SHIPPED, all_profiles
from workflows.profiles.table import AS_OF, PAGE, table, with_table


def test_the_page_shows_what_the_files_say():
    page = PAGE.read_text(encoding="utf-8")
    made = with_table(page, table(all_profiles(on=AS_OF)))
    assert made == page, "Run python -m workflows.profiles.table"


def test_every_file_has_a_row_and_every_value_its_tag():
    made = table(all_profiles(on=AS_OF))
    rows = {line.split("`")[1]: line for line in made.splitlines() if line.startswith("| `")}
    assert set(rows) == {file.name for file in SHIPPED.rglob("*.toml")}
    for row in rows.values():
        values = [value for cell in row.strip("| ").split(" | ")[1:] for value in cell.split("<br>")]
        assert all(value == "none found" or value.endswith("`") for value in values)


def test_a_tag_on_the_page_is_the_tag_of_the_value():
    made = table(all_profiles(on=AS_OF))
    assert "deem approved after, 10 working days `R`" in made
    assert "The plan within 15 calendar days of admission `V`" in made
    assert "proceed after notice, 10 calendar days `2nd`" in made
    assert "paperwork within 30 calendar days more `V`" in made
