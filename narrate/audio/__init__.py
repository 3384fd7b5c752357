"""PURE. Sound as numbers: the edges of a clip, and how clips become one track."""
