"""Spreadsheet cells: text that a spreadsheet would run as a formula gets one apostrophe, and our reader takes it off."""

GUARDED = ("'", "=", "+", "-", "@", "\t", "\r")


def for_spreadsheet(text: str) -> str:
    """One apostrophe before a cell that begins with `' = + - @`, a tab or CR; every other text as it is."""
    return f"'{text}" if text.startswith(GUARDED) else text


def from_spreadsheet(cell: str) -> str:
    """Takes off the apostrophe that `for_spreadsheet` put there, and no other: the name ’t Hart keeps a plain one."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(GUARDED) else cell
