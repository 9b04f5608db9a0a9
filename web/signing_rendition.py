"""In which form the text was shown to whoever signs it: part of what the signature says."""

from web.asked import Asked, form_of

RENDITIONS = ("page", "Easy Read", "large print", "audio")


def rendition_shown(request: Asked) -> str:
    """As the page that was sent says; the pages on screen where it says nothing we know."""
    said = form_of(request).text("rendition")
    return said if said in RENDITIONS else RENDITIONS[0]
