"""Make Easy Read lines by rules, write them over, look at them beside the text again, choose their pictures.

Saving as you type changes the rows; making and looking are events. A line that could be taken for the person's words is
never kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from engine.easy_read import BY_RULES, Draft, EasyLine, drop_lines, lines_of, out_of_date, replace_lines
from engine.firing import Command, Effect, Outcome
from engine.items import Item, SetAside, items_of
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.versions import Version
from engine.words import exactly, folded
from workflows import setting_aside
from workflows.easyread.rules import Suggest, drafts_for
from workflows.lines import draft_of, lock, require_in
from workflows.moving import note
from workflows.proving import EASY_READ, Proof, proof, require_own_voice

FIELD = EASY_READ
"""The field of a text set aside that was Easy Read lines, and of what is wrong with them."""

LONGEST_LINE = 300
MOST_LINES = 60


@dataclass(frozen=True)
class SavedLines:
    """The lines as they stand now, and what was set aside where somebody else was faster."""

    lines: tuple[EasyLine, ...]
    conflict: SetAside | None = None


def make_lines(
    session: Session, plan: Plan, section: Item, command: Command, *, suggest: Suggest, anew: bool = False
) -> Outcome:
    """Lines by rules for every item of a part that has none, or whose lines by rules are out of date.

    With `anew` also where a person wrote them: theirs are set aside.
    """
    version = draft_of(session, plan)
    require_in(version, section)

    def write(_seq: int) -> Effect:
        held, known = proof(session, plan), lines_of(session, version.id)
        made = [
            item.lineage_id
            for item in _within(session, section)
            if _may_make(item, known.get(item.lineage_id, []), anew=anew)
            and _make(session, item, known.get(item.lineage_id, []), held, version, command, suggest)
        ]
        return Effect(data={"version": version.id, "lineages": made})

    return note(session, plan, "draft.easy_read_made", command, write=write)


def save_lines(
    session: Session, plan: Plan, item: Item, *, text: str, was: str, command: Command, suggest: Suggest
) -> SavedLines:
    """The lines of one item as typed, one to a row. `was` is what the page showed when the typing began."""
    require_in(draft_of(session, plan), item)
    lock(session, item)
    lines = lines_of(session, item.version_id).get(item.lineage_id, [])
    stands = "\n".join(line.text for line in lines)
    wanted = _rows_of(text)
    if not _same(stands, was) and not _same(stands, text) and stands:
        aside = setting_aside.keep_text(session, item, FIELD, exactly(folded(text), about=FIELD), folded(was), command)
        return SavedLines(tuple(lines), aside)
    require_own_voice(session, plan, {FIELD: "\n".join(wanted)})
    return SavedLines(tuple(put(session, item, wanted, lines, command, suggest)))


def put(
    session: Session, item: Item, texts: Sequence[str], before: Sequence[EasyLine], command: Command, suggest: Suggest
) -> list[EasyLine]:
    """These lines from now on. One that stood there before keeps its picture and who made it."""
    known = {line.text: line for line in before}
    drafts = [
        Draft(text, known[text].symbol, known[text].made_by)
        if text in known
        else Draft(text, suggest(text), command.actor.name)
        for text in texts
    ]
    return replace_lines(session, item, drafts, looked_by=command.actor.name, at=command.at)


def look_again(session: Session, plan: Plan, item: Item, command: Command) -> Outcome:
    """Somebody read the lines beside the text as it stands now, and they still say it."""
    version = draft_of(session, plan)
    require_in(version, item)

    def write(_seq: int) -> Effect:
        lock(session, item)
        lines = lines_of(session, version.id).get(item.lineage_id, [])
        drafts = [Draft(line.text, line.symbol, line.made_by) for line in lines]
        replace_lines(session, item, drafts, looked_by=command.actor.name, at=command.at)
        return Effect(data={"version": version.id, "lineage": item.lineage_id, "lines": len(drafts)})

    return note(session, plan, "draft.easy_read_looked_at", command, write=write)


def choose_symbols(session: Session, plan: Plan, item: Item, symbols: Mapping[int, str]) -> None:
    """Which picture stands above which line, by its place; "" for none."""
    require_in(draft_of(session, plan), item)
    lock(session, item)
    for line in lines_of(session, item.version_id).get(item.lineage_id, []):
        if line.position in symbols and symbols[line.position] != line.symbol:
            line.symbol = symbols[line.position]
            session.add(line)
    session.flush()


def make_again_by_rules(session: Session, plan: Plan, item: Item, command: Command, *, language: str) -> None:
    """After a correction: lines that were tied to the text before it give way to new ones by rules."""
    if not out_of_date(item, lines_of(session, item.version_id).get(item.lineage_id, [])):
        return
    drafts = _clean(drafts_for(item.kind, item.details, language, lambda _line: ""), proof(session, plan))
    replace_lines(session, item, drafts, looked_by="", at=command.at)


def _may_make(item: Item, lines: Sequence[EasyLine], *, anew: bool) -> bool:
    by_rules = all(line.made_by == BY_RULES for line in lines)
    return anew or not lines or (by_rules and out_of_date(item, lines))


def _make(
    session: Session,
    item: Item,
    before: Sequence[EasyLine],
    held: Proof,
    version: Version,
    command: Command,
    suggest: Suggest,
) -> bool:
    drafts = _clean(drafts_for(item.kind, item.details, version.language, suggest), held)
    if any(line.made_by != BY_RULES for line in before):
        text = "\n".join(line.text for line in before)
        setting_aside.keep_text(session, item, FIELD, text, text, command)
    if drafts:
        replace_lines(session, item, drafts, looked_by="", at=command.at)
    else:
        drop_lines(session, item.version_id, item.lineage_id)
    return bool(drafts)


def _clean(drafts: Sequence[Draft], held: Proof) -> list[Draft]:
    """Without lines that give words to somebody: the text they came from says who answers for them, a line cannot."""
    return [draft for draft in drafts if not held.examine(draft.text)]


def _within(session: Session, section: Item) -> list[Item]:
    inside, found = {section.id}, []
    for item in items_of(session, section.version_id):
        if item.parent_id in inside:
            inside.add(item.id)
            found.append(item)
    return found


def _rows_of(text: str) -> list[str]:
    rows = [row.strip() for row in folded(exactly(text, about=FIELD)).split("\n")]
    wanted = [row for row in rows if row]
    if len(wanted) > MOST_LINES:
        raise Refusal(
            reasons=[
                Reason(
                    "many",
                    say("More than %(most)s lines are not easy to read. Leave some out.", most=MOST_LINES),
                    FIELD,
                )
            ]
        )
    if any(len(row) > LONGEST_LINE for row in wanted):
        raise Refusal(
            reasons=[
                Reason(
                    "long",
                    say("A line has at most %(most)s characters: one idea. Make two of it.", most=LONGEST_LINE),
                    FIELD,
                )
            ]
        )
    return wanted


def _same(one: str, other: str) -> bool:
    return folded(one).strip() == folded(other).strip()
