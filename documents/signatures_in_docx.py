"""The pictures that somebody signed with, as the page of a Word file shows them: whose each is, and which picture it is."""

from collections.abc import Iterator, Mapping

from lxml import etree

from documents.archive import Archive
from documents.quotes_on_page import picture_behind, pictures_shown
from documents.word_tree import LEFT_OUT, is_unseen, local_name, main_part

SIGNATURE = "Signature "
"""What the name of such a picture begins with; the id of its signature follows."""


def signatures_on_page(archive: Archive) -> dict[str, list[str]]:
    """The digest of every picture that the page shows as a signature, by the signature it is named after."""
    page, found = archive.xml(main_part(archive)), dict[str, list[str]]()
    if page is None:
        return found
    steps = etree.iterwalk(page, events=("start",))
    for _event, element in steps:
        kind = local_name(element)
        if kind in LEFT_OUT or is_unseen(element, kind):
            steps.skip_subtree()
        elif kind == "drawing" and (name := _name(element)).startswith(SIGNATURE):
            digests = [picture_behind(archive, relation) for relation in pictures_shown(element)] or [""]
            found.setdefault(name.removeprefix(SIGNATURE), []).extend(digests)
            steps.skip_subtree()
    return found


def what_differs(kept: Mapping[str, str], shown: Mapping[str, list[str]]) -> Iterator[str]:
    """What is wrong with the signatures of a page, by what was put into the file. A file may show one more than once."""
    for identity, digest in kept.items():
        if identity not in shown:
            yield f"The picture of the signature {identity} was taken off the page."
        elif any(one != digest for one in shown[identity]):
            yield f"The picture of the signature {identity} on the page is not the one that was put there."
    for identity in shown:
        if identity not in kept:
            yield "A picture stands on the page as a signature, and nobody signed with it."


def _name(drawing: etree._Element) -> str:
    found = (one for one in drawing.iter() if isinstance(one.tag, str) and etree.QName(one).localname == "docPr")
    return next((str(one.get("name", "")) for one in found), "")
