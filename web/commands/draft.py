"""ownwords draft."""

import json
import sys
from pathlib import Path

import click

EPILOG = """\b
Examples:
  ./ownwords draft notes.txt --person "Rosa Delgado"
  ./ownwords draft notes.docx --person "Rosa Delgado" --also-called Rosie --out plan.docx
  ./ownwords draft meeting.vtt --person "Rosa Delgado" --json"""


@click.command(epilog=EPILOG)
@click.argument("notes", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--person", required=True, metavar='"FULL NAME"', help="Whose plan it is, as the note may name them.")
@click.option("--also-called", multiple=True, metavar="NAME", help="Another name of theirs; may be given often.")
@click.option("--plan", type=click.Choice(["isp"]), default="isp", show_default=True, help="The kind of plan.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.docx",
    help="Write the draft as a Word file.",
)
@click.option(
    "--letters",
    type=click.Choice(["windows-1252", "windows-1250", "windows-1251", "macintosh"]),
    default=None,
    help="The letters of an older text file, which does not say them itself.",
)
@click.option("--replace", is_flag=True, help="Let --out take the place of a file that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: quotes, facts and sections.")
def command(
    notes: Path,
    person: str,
    also_called: tuple[str, ...],
    plan: str,
    out: Path | None,
    *,
    letters: str | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Find a person's own words in NOTES and draft their plan.

    NOTES is the note of a planning meeting as text, Markdown, Word or PDF, or a transcript with speakers (WebVTT,
    SRT); what it is, its content decides. A quotation is given to the person only
    where the note shows that they said it; every other one is listed to be confirmed. Each line of the draft is
    a quotation or a line of the note, with its place. No database is touched.
    """
    from documents.reading import read_note
    from engine.refusals import Refusal
    from web.progress import Waiting
    from workflows.drafting import Turn, draft_note

    if any("\ud800" <= character <= "\udfff" for character in "".join((person, *also_called))):
        raise Refusal("The name cannot be read: it is not written in UTF-8. Set the terminal to UTF-8 and try again.")
    data = notes.read_bytes()
    note = read_note(data, filename=notes.name, letters=letters or "")
    turns = [Turn(turn.speaker, turn.start, turn.end, turn.pauses) for turn in note.turns]
    with Waiting("Reading the note"):
        draft = draft_note(note.text, person=person, also_called=also_called, plan=plan, turns=turns)
    if out:
        from engine.clock import now
        from web.draft_paper import draft_as_word
        from web.whole_file import write_whole

        paper = draft_as_word(draft, note=note.text, person=person, plan=plan, source=notes.name, at=now())
        write_whole(out, paper, replace=replace)
        click.echo(f"The draft is in {out}.", err=True)
    if as_json:
        # Where the text is not the file itself, places count in the text as it was read, so it goes along.
        itself = note.kind in ("txt", "md") and note.text.encode() == data.removeprefix(b"\xef\xbb\xbf")
        whole = draft.as_json() | ({} if itself else {"note": note.text})
        answer = json.dumps(whole, ensure_ascii=False)
    elif out:
        return
    else:
        from web.draft_outline import outline

        answer = outline(draft, note.text, person=person)
    # JSON is UTF-8 wherever it goes, and so are people's words.
    sys.stdout.buffer.write(answer.encode() + b"\n")
