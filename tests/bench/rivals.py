"""The ways to run Kokoro that are compared: each turns a segment into samples at 24 kHz."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime

from narrate.config import Flags
from narrate.engines.kokoro import KokoroSynthesizer, configuration
from narrate.engines.kokoro_graph import DURATIONS, session_options
from narrate.engines.kokoro_torch_weights import save_checkpoint
from narrate.engines.phonemes import Phonemizer
from narrate.engines.voices import PACK_SHAPE, VoicePacks
from narrate.model import Samples, Segment
from narrate.scripts import from_text

Speaker = Callable[[Segment], Samples]
REPOSITORY = "hexgrad/Kokoro-82M"


class _Session:
    """An `Acoustic` on any ONNX file."""

    def __init__(self, path: Path, threads: int) -> None:
        self.identity = path.name
        self._session = onnxruntime.InferenceSession(path, session_options(threads), providers=["CPUExecutionProvider"])

    def speak(
        self, ids: npt.NDArray[np.int64], style: npt.NDArray[np.float32], speed: float
    ) -> tuple[Samples, npt.NDArray[np.int64]]:
        feeds = {"input_ids": ids[None], "style": style, "speed": np.array([speed], np.float32)}
        samples, durations = self._session.run(None, feeds)
        return samples.reshape(-1), np.rint(durations.reshape(-1)).astype(np.int64)


def narrate_speaker(model: Path, packs: Path, threads: int) -> Speaker:
    """narrate's own synthesis on `model`, without its cache."""
    digests = {path.stem: "" for path in packs.glob("*.bin")}
    synthesizer = KokoroSynthesizer(_Session(model, threads), VoicePacks(lambda: packs, digests), Phonemizer())
    return lambda segment: synthesizer.synthesize(segment).samples


def official_graph(source: Path, folder: Path) -> Path:
    """The model as it comes, with the durations as a second output and nothing else changed."""
    model = onnx.load(source)
    model.graph.output.append(onnx.helper.make_tensor_value_info(DURATIONS, onnx.TensorProto.FLOAT, [1, None]))
    target = folder / f"official.{source.stem}.onnx"
    onnx.save(model, target)
    return target


def kpipeline_speaker(source: Path, folder: Path, packs: Path) -> Speaker:
    """The usual loop: one KPipeline call, torch, with the weights of the same file."""
    import torch

    Phonemizer()(from_text("Hello.", Flags()).segments[0])  # lets misaki find the installed tagger
    from kokoro import KModel, KPipeline

    checkpoint = folder / "kokoro.pth"
    save_checkpoint(source, checkpoint)
    model = KModel(repo_id=REPOSITORY, config=configuration(), model=str(checkpoint)).eval()
    pipeline: Any = KPipeline(lang_code="a", repo_id=REPOSITORY, model=model)
    loaded = {path.stem: torch.from_numpy(_pack(path)) for path in packs.glob("a*.bin")}

    def speak(segment: Segment) -> Samples:
        parts = [result.audio.numpy() for result in pipeline(segment.spoken, voice=loaded[segment.voice])]
        return np.concatenate(parts)

    return speak


def kokoro_onnx_speaker(source: Path, folder: Path, packs: Path) -> Speaker:
    """PyPI's kokoro-onnx. Its voices are the same packs in one npz file."""
    from kokoro_onnx import Kokoro

    voices = folder / "voices.npz"
    np.savez(voices, **{path.stem: _pack(path) for path in packs.glob("*.bin")})
    kokoro = Kokoro(str(source), str(voices))

    def speak(segment: Segment) -> Samples:
        samples, _ = kokoro.create(segment.spoken, voice=segment.voice, speed=segment.speed, lang="en-us")
        return np.asarray(samples, np.float32)

    return speak


def _pack(path: Path) -> npt.NDArray[np.float32]:
    return np.fromfile(path, "<f4").reshape(PACK_SHAPE)
