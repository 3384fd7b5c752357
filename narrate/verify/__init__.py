"""What was meant × what was heard → judgements. Pure: no I/O, no engine.

normalize   written or recognised text → comparable words, the same rules for both sides
english     the rules for English; numbers: number words and digits become the same words
align       comparable words of both sides, paired; sound: how much two stretches sound alike
windows     where to cut a track into stretches that a recogniser hears in one go
judge       one judgement for each segment of a window
signal      faults that need no recogniser: silence, clipping, an impossible length
subtitles   the same comparison for any audio with any subtitles, and how far the cues' times are off
"""
