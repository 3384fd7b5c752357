"""Things at rest: model files, the segment cache, the lock on it, and the media files that a build writes.

Whatever is written here is whole or absent (`atomic`), and whatever is read back is checked against what it should be.
"""
