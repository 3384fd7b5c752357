"""Profiles that all tests share."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("narrate", deadline=None)  # the machine's speed is nobody's fault
settings.load_profile("narrate")
