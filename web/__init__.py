"""What it looks like on screen, and the three doors: browser, terminal and clock."""

__version__ = "0.1.0"
