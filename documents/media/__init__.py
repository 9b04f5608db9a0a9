"""Clips and pictures: what a file really is, and a copy to show that says nothing about the device or the place."""

from documents.media.child import prepare
from documents.media.kinds import LARGEST, LIMITS, MediaKind, Prepared, recognised

__all__ = ["LARGEST", "LIMITS", "MediaKind", "Prepared", "prepare", "recognised"]
