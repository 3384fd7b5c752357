"""Where the time goes inside the prepared graph, by kind of operator, from ONNX Runtime's own profile."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime

from narrate.engines.kokoro import RATE, vocabulary
from narrate.engines.kokoro_graph import session_options
from narrate.engines.phonemes import Phonemizer
from narrate.engines.voices import PACK_SHAPE
from narrate.model import Segment

_RUNS = 4
_SHOWN = 12


def print_operators(model: Path, packs: Path, segment: Segment) -> None:
    """One thread, each node's best of a few runs (others use the machine too); milliseconds for each second of speech."""
    options = session_options(1)
    options.enable_profiling = True
    options.profile_file_prefix = str(model.with_suffix(".profile"))
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    ids = [vocabulary()[char] for char in Phonemizer()(segment).text if char in vocabulary()]
    pack = np.fromfile(packs / f"{segment.voice}.bin", "<f4").reshape(PACK_SHAPE)
    feeds = {"input_ids": np.array([[0, *ids, 0]]), "style": pack[len(ids) - 1], "speed": np.ones(1, np.float32)}
    for _ in range(_RUNS):
        waveform = session.run(None, feeds)[0]
    seconds = waveform.size / RATE
    events = json.loads(Path(session.end_profiling()).read_text())
    kernels = [event for event in events if event.get("cat") == "Node" and event["name"].endswith("_kernel_time")]
    spent: Counter[str] = Counter()
    nodes = len(kernels) // _RUNS
    for place in range(nodes):
        spent[kernels[place]["args"]["op_name"]] += min(event["dur"] for event in kernels[place::nodes])
    total = sum(spent.values())
    print(
        f"\nwhere it goes (one thread, {seconds:.1f} s of speech): {total / 1000 / seconds:.0f} ms for a second of speech"
    )
    for name, microseconds in spent.most_common(_SHOWN):
        print(f"  {name:24}{microseconds / 1000 / seconds:8.1f} ms/s {microseconds / total:7.1%}")
