"""In which form the text was shown to whoever signs it: part of what the signature says, from how they chose to read."""

from engine.reading import Size
from web.asked import Asked, frame_of

PAGE, EASY_READ, LARGE, AUDIO = "page", "Easy Read", "large print", "audio"


def rendition_shown(request: Asked) -> str:
    """Easy Read in the person’s room, in large print and read aloud where they chose that; the page for everybody else."""
    reading = frame_of(request).reading
    if reading is None:
        return PAGE
    forms = [EASY_READ]
    forms += [LARGE] if reading.size != Size.NORMAL else []
    forms += [AUDIO] if reading.read_to_me else []
    return ", ".join(forms)
