"""Reading a line aloud on this machine: espeak-ng says it, nothing of it leaves, and nothing of it is written to a disk.

Sounds are the text of a plan in another form. They are kept in this process's memory for a while and made again after:
a folder or a table of them would hold words that were erased, and would have to be encrypted, found and emptied. Making
one takes a few hundredths of a second.
"""

from web.speaking.kept import sound_of
from web.speaking.program import Unspoken
from web.speaking.voices import voice_for, voices
from web.speaking.whole import recorded

__all__ = ["Unspoken", "recorded", "sound_of", "voice_for", "voices"]
