"""PURE. Timed words become cues, cues become subtitle files, and both are held against the rules of the trade."""
