"""What it looks like on paper and on the wire: reading notes, writing Word files, wording messages."""
