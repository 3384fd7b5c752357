"""PURE. What a build has to say: as JSON for programs, as one page for people."""
