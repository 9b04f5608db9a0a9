"""What a language model may be asked, what of its answer may be looked at, and what becomes of it: only ever by a named person."""
