"""Copies of all records that prove themselves: a folder with the copy and a manifest that says what is in it."""

from engine.backups.backup import back_up
from engine.backups.manifest import Manifest, read_manifest
from engine.backups.restore import restore

__all__ = ["Manifest", "back_up", "read_manifest", "restore"]
