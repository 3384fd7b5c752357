"""How fast is the voice? narrate against the usual ways, by turns in one run, on the same text and the same weights.

    make bench      (or: python tests/bench/bench_synthesis.py [--rounds N])

Rows: narrate as a build runs it (one segment on each core); narrate with one call at a time; the usual loop
(`kokoro.KPipeline` on torch, with weights rebuilt from the same file); PyPI `kokoro-onnx` with the same model and voices;
the official graph driven as narrate drives its own; the 8-bit model. Figures are seconds for a second of speech, medians of
the rounds. The machine's matrix rate (float32, all cores) is measured in the same rounds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from narrate.assembly import Assembly, cores
from narrate.config import Flags
from narrate.engines.kokoro import RATE
from narrate.engines.kokoro_graph import prepare
from narrate.model import Segment
from narrate.scripts import from_text
from tests.bench.operators import print_operators
from tests.bench.rivals import Speaker, kokoro_onnx_speaker, kpipeline_speaker, narrate_speaker, official_graph
from tests.bench.words import word_error_rate

VOICE = "af_heart"
SENTENCES = (
    "Hello there.",
    "She opened the window and let the cold morning air into the room.",
    "Narration is only useful when the listener can follow every word, so the build checks the result by listening to it.",
    "When the rain stopped, the children ran out into the garden, while their grandmother watched from the window.",
)
CONVOLUTIONS = 52.7
"""GFLOP for each second of speech in the convolutions of the official graph."""


@dataclass
class Row:
    name: str
    speak: Callable[[list[Segment]], float]
    """Speaks the segments; returns the seconds of speech."""
    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    def turn(self, todo: list[Segment]) -> None:
        began, busy = time.perf_counter(), time.process_time()
        seconds = self.speak(todo)
        self.wall.append((time.perf_counter() - began) / seconds)
        self.work.append((time.process_time() - busy) / seconds)
        print(f"  {self.name:36}{self.wall[-1]:9.3f}{self.work[-1]:9.3f}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=3)
    rounds: int = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), rounds)


def measure(folder: Path, rounds: int) -> None:
    store = Assembly(Flags()).models
    source, packs = store.ensure("kokoro") / "model.onnx", store.ensure("voices")
    draft = store.ensure("kokoro-q8") / "model_quantized.onnx"
    prepared = folder / "prepared.onnx"
    began = time.perf_counter()
    prepare(source, prepared)
    print(f"prepared once in {time.perf_counter() - began:.0f} s; {cores()} cores, {rounds} rounds")
    whole, single = narrate_speaker(prepared, packs, 1), narrate_speaker(prepared, packs, cores())
    official = narrate_speaker(official_graph(source, folder), packs, cores())
    quick = narrate_speaker(official_graph(draft, folder), packs, cores())
    torch_loop = kpipeline_speaker(source, folder, packs)
    rows = [
        Row("narrate, a segment on each core", at_once(whole)),
        Row("narrate, one call at a time", one_by_one(single)),
        Row("the usual loop (KPipeline, torch)", one_by_one(torch_loop)),
        Row("kokoro-onnx", one_by_one(kokoro_onnx_speaker(source, folder, packs))),
        Row("official graph, one call at a time", one_by_one(official)),
        Row("8 bit, one call at a time", one_by_one(quick)),
    ]
    rates = []
    for row in rows:  # what is loaded late is not measured
        row.speak(segments()[:1])
    for turn in range(rounds):
        print(f"round {turn + 1}:")
        for row in rows:
            row.turn(segments())
        rates.append(matrix_rate())
    print_rows(rows, statistics.median(rates))
    for name, speaker in (("narrate", single), ("official graph", official), ("8 bit", quick)):
        clips = [(segment.spoken, speaker(segment)) for segment in segments()]
        print(f"WER by Whisper base: {name:16} {word_error_rate(store.ensure('whisper-base'), clips):6.1%}")
    print_operators(prepared, packs, segments()[2])


def segments() -> list[Segment]:
    return [segment for text in SENTENCES for segment in from_text(text, Flags(voice=VOICE)).segments]


def one_by_one(speaker: Speaker) -> Callable[[list[Segment]], float]:
    return lambda todo: sum(len(speaker(segment)) for segment in todo) / RATE


def at_once(speaker: Speaker) -> Callable[[list[Segment]], float]:
    """Every sentence once on each core, longest first, so that no core idles at the end of so short a list."""

    def speak(todo: list[Segment]) -> float:
        ordered = sorted(todo, key=lambda segment: -len(segment.text))
        with ThreadPoolExecutor(cores()) as pool:
            return sum(len(samples) for samples in pool.map(speaker, ordered * cores())) / RATE

    return speak


def matrix_rate() -> float:
    """GFLOP/s of numpy's float32 matrix product, with all cores."""
    size = 2048
    left = np.ones((size, size), np.float32)
    left @ left
    began = time.perf_counter()
    for _ in range(3):
        left @ left
    return 3 * 2 * size**3 / (time.perf_counter() - began) / 1e9


def print_rows(rows: list[Row], rate: float) -> None:
    limit = CONVOLUTIONS / rate
    print(f"matrix rate {rate:.0f} GFLOP/s: the convolutions alone, done the plain way at this rate, are {limit:.3f} s/s")
    print(f"{'':36}{'wall s/s':>9}{'cpu s/s':>9}{'× torch':>9}{'of limit':>10}")
    torch = statistics.median(rows[2].wall)
    for row in rows:
        wall, work = statistics.median(row.wall), statistics.median(row.work)
        print(f"{row.name:36}{wall:9.3f}{work:9.3f}{torch / wall:9.2f}{limit / wall:10.0%}")


if __name__ == "__main__":
    main()
