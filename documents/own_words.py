"""The one form that only captured words can take. Nothing else in the product may use its bar, ground or mark.

`own_words` accepts a `QuotePaper` and nothing else, so no staff text can be printed as if the person had said it.
The words of other people, and the person's meaning through an interpreter, get a plainer form without the warm ground.
"""

import unicodedata
from collections.abc import Iterator

from documents.own_words_styles import MARK_HEIGHT, MARK_NAME, MARK_WIDTH
from documents.paper import LONGEST_QUOTE_ID, CompanionPaper, QuotePaper
from documents.pictures import plain_picture, shown_picture
from documents.tongue import called, furniture
from documents.wording import base_language, day, language_name, listed, said
from documents.wordml import A_NUMBER, Wordml, attribute, joined, line_break, paragraph, picture, run, spelled
from documents.xml_text import first_forbidden, name_of, place, turns, with_visible_replacement
from engine.refusals import Refusal
from engine.sayings import say
from engine.words import folded

CLIP = {
    "sound": "A recording. It can be heard in Ownwords.",
    "video": "A video. It can be seen in Ownwords.",
    "picture": "A picture. It can be seen in Ownwords.",
}
"""What stands on paper in the place of a clip, and of a picture that is not at hand."""

SPEECH_MARK = "rIdSpeechMark"

_EMU = 12_700
_WIDEST = 340 * _EMU
_SYMBOL = 43 * _EMU
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
_EAST_ASIAN = {"ja", "ko", "zh"}
# Words with controls of direction stand in a paragraph of their own: no direction reaches past a paragraph's end.
_KEEP = "<w:keepNext/>"


def quotation(quote: QuotePaper, *, paper_language: str) -> Wordml:
    """The words in the form that is theirs by attribution.

    Words that the person took back lose the form of their own: they are printed as what once stood there.
    """
    if is_own(quote):
        return own_words(quote, paper_language=paper_language)
    return reported_words(quote, paper_language=paper_language)


def is_own(quote: QuotePaper) -> bool:
    """Whether it is printed in the form of the person's own words."""
    return quote.attribution == "participant" and not quote.taken_back and not quote.erased


def own_words(quote: QuotePaper, *, paper_language: str) -> Wordml:
    """The person's own words: bar, warm ground, speech mark, and below them who said it, when, how.

    Raises Refusal for a quote that is not the person's, or that no Word file can carry.
    """
    if not isinstance(quote, QuotePaper) or quote.attribution != "participant":
        raise Refusal(
            "These words cannot be printed as the person’s own. No capture says that the person expressed "
            "them. Capture them with who said them, when and how, and print the paper again."
        )
    mark = picture(
        SPEECH_MARK,
        name=MARK_NAME,
        alt=_mark_in_words(quote),
        width=MARK_WIDTH * _EMU,
        height=MARK_HEIGHT * _EMU,
    )
    by = run(_provenance(quote, paper_language), style="OwnWordsBy")
    style = _turned("OwnWords", quote)
    if turns(quote.text):
        apart = [paragraph(mark, _locked(quote), style=style, settings=_KEEP), paragraph(by, style="OwnWordsSource")]
        return joined([*apart, *_companions(quote)])
    return joined([paragraph(mark, _locked(quote), line_break(), by, style=style), *_companions(quote)])


def reported_words(quote: QuotePaper, *, paper_language: str) -> Wordml:
    """Somebody else's words, a meaning, words not confirmed yet or taken back: said so first, with a plain bar."""
    label = run(_label(quote), style="Label")
    by = run(_provenance(quote, paper_language), style="ReportedWordsBy")
    style = _turned("ReportedWords", quote)
    if turns(quote.text):
        apart = [
            paragraph(label, style="ReportedWordsLabel"),
            paragraph(_locked(quote), style=style, settings=_KEEP),
            paragraph(by, style="ReportedWordsSource"),
        ]
        return joined([*apart, *_companions(quote)])
    words = paragraph(label, line_break(), _locked(quote), line_break(), by, style=style)
    return joined([words, *_companions(quote)])


def _companions(quote: QuotePaper) -> Iterator[Wordml]:
    """Transcripts and translations by whom they were made, and the symbols that were picked. Under the words, never in their place."""
    for text in quote.beside:
        label = run(_made_by(text), style="Label")
        language = _language(text.language, text.text)
        words = Wordml(f"<w:r><w:rPr>{language}</w:rPr>{spelled(with_visible_replacement(text.text))}</w:r>")
        yield paragraph(label, line_break(), words, style="BesideWords")
    if any(one.picture for one in quote.picked):
        yield paragraph(*_symbols(quote), style="Normal")


def _symbols(quote: QuotePaper) -> Iterator[Wordml]:
    for one in quote.picked:
        if one.picture:
            yield plain_picture(one.picture, name="Symbol", alt=one.word, longest=_SYMBOL)
        yield run("   " if one.picture else f"{with_visible_replacement(one.word)}   ")


def _made_by(text: CompanionPaper) -> str:
    if text.kind == "transcript":
        return listed(furniture("Written down from it by %(name)s", name=text.made_by), text.looked_over)
    done = furniture(
        "In %(language)s, translated by %(name)s", language=language_name(text.language), name=text.made_by
    )
    return listed(done, text.looked_over)


def companions(quote: QuotePaper) -> list[tuple[str, str]]:
    """Of each transcript and translation what the page shows: who made it, and its text."""
    shown = [(_made_by(text), text.text) for text in quote.beside]
    return [(_as_read(label), _as_read(text)) for label, text in shown]


def _as_read(text: str) -> str:
    return folded(with_visible_replacement(text))


def beside(quote: QuotePaper, *, paper_language: str) -> tuple[str, str]:
    """What stands before the words and after them, as a reader of the page gets it: of the mark its text."""
    label = _mark_in_words(quote) if is_own(quote) else _label(quote)
    return _as_read(label), _as_read(_provenance(quote, paper_language))


def _mark_in_words(quote: QuotePaper) -> str:
    return furniture("Speech mark: %(speaker)s’s own words", speaker=quote.speaker)


def _locked(quote: QuotePaper) -> Wordml:
    """A content control inside the line that nobody can edit or take out. It carries the quote's id as its tag."""
    if (offset := first_forbidden(quote.text)) is not None:
        raise Refusal(
            say(
                "These words cannot be printed. At %(place)s stands %(letter)s, which a Word file cannot "
                "carry. Capture the words again without it.",
                place=place(quote.text, offset),
                letter=name_of(quote.text[offset]),
            )
        )
    if not 0 < len(quote.id) <= LONGEST_QUOTE_ID:
        raise ValueError(f"A quote id has 1 to {LONGEST_QUOTE_ID} characters; this one has {len(quote.id)}.")
    language = _run_language(quote)
    return Wordml(
        f'<w:sdt><w:sdtPr><w:alias w:val="Word for word"/><w:tag w:val={attribute(quote.id)}/>'
        f'<w:id w:val="{A_NUMBER}"/><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>'
        f"{_inside(quote, language)}</w:sdtContent></w:sdt>"
    )


def _inside(quote: QuotePaper, language: str) -> Wordml:
    """The words; the picture; or, for a clip, where it can be heard."""
    if quote.file is None:
        return Wordml(f"<w:r><w:rPr>{language}</w:rPr>{spelled(quote.text)}</w:r>")
    if quote.file.picture:
        return shown_picture(quote, longest=_WIDEST)
    return run(called(CLIP[quote.file.kind]))


def _run_language(quote: QuotePaper) -> str:
    return _language(quote.language, quote.text)


def _language(language: str, text: str) -> str:
    tag = attribute(language)
    if _turns(language, text):
        return f"<w:rtl/><w:lang w:bidi={tag}/>"
    if base_language(language) in _EAST_ASIAN:
        return f"<w:lang w:eastAsia={tag}/>"
    return f"<w:lang w:val={tag}/>"


def _turned(style: str, quote: QuotePaper) -> str:
    return f"{style}Rtl" if _is_right_to_left(quote) else style


def _is_right_to_left(quote: QuotePaper) -> bool:
    return _turns(quote.language, quote.text)


def _turns(language: str, text: str) -> bool:
    """The first letter that has a direction decides, as it does on the page; without one, the language does."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return base_language(language) in _RIGHT_TO_LEFT


def _provenance(quote: QuotePaper, paper_language: str) -> str:
    foreign = base_language(quote.language) not in (base_language(paper_language), "und")
    return listed(
        _who(quote),
        day(quote.said_on) if quote.said_on else "",
        quote.place,
        furniture("in %(language)s", language=language_name(quote.language)) if foreign else "",
        (
            furniture("kept by %(name)s", name=quote.recorded_by)
            if quote.file
            else furniture("written down by %(name)s", name=quote.recorded_by)
        )
        if quote.recorded_by not in ("", quote.speaker)
        else "",
        quote.where_noted,
    )


def _who(quote: QuotePaper) -> str:
    if not quote.speaker or quote.attribution in ("other", "unconfirmed"):
        return ""
    return (
        furniture("what %(speaker)s meant", speaker=quote.speaker)
        if quote.attribution == "interpreted"
        else said(quote.speaker, quote.method)
    )


def _label(quote: QuotePaper) -> str:
    if quote.erased:
        return furniture("Nothing that was said stands here any more")
    if quote.taken_back:
        return quote.taken_back
    if quote.attribution == "interpreted":
        return furniture("The meaning, as somebody else put it into words; not word for word")
    if quote.attribution == "unconfirmed":
        return furniture("Not confirmed who said this")
    return said(quote.speaker, quote.method)
