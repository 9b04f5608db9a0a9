"""The demo: a year in the lives of a few invented people, told with the same verbs the pages use.

`load` tells the story into a new database, with every date counted back from `today`; `CAST` says who can sign in.
"""

from workflows.demo.cast import CAST, PASSWORD, Member
from workflows.demo.telling import load

__all__ = ["CAST", "PASSWORD", "Member", "load"]
