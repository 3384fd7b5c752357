"""The manifest, and what is read from it without touching a model file."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_model import HUB, toy

from narrate.errors import InputError
from narrate.store.manifest import PackageSource, manifest, parse
from narrate.store.packages import numeric

# --- the manifest -----------------------------------------------------------------------------------------------------


def test_the_manifest_names_all_models() -> None:
    known = manifest()
    assert list(known.models) == ["kokoro", "kokoro-q8", "voices", "whisper-tiny.en", "whisper-base", "smollm2"]
    assert len(known.voice_digests()) == 54
    af_heart = "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"
    assert known.voice_digests()["af_heart"] == af_heart
    for model in known.models.values():
        assert model.licence in {"Apache-2.0", "MIT"}
        assert isinstance(model.sources[-1], PackageSource)
        assert all(len(file.sha256) == 64 and file.size > 0 for file in model.files)
        assert model.weights.size == max(file.size for file in model.files)


def test_a_models_digest_changes_with_any_of_its_files() -> None:
    data = toy(HUB)
    before = parse(data).model("toy").sha256
    data["models"]["toy"]["files"][1]["sha256"] = "0" * 64
    assert parse(data).model("toy").sha256 != before


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean kokoro"):
        manifest().model("kokro")
    with pytest.raises(InputError, match="did you mean large-v3"):
        manifest().whisper_repo("larg-v3")
    assert manifest().whisper_repo("large-v3") == "Systran/faster-whisper-large-v3"


def test_the_manifest_needs_neither_network_nor_model_libraries() -> None:
    heavy = "{'httpx', 'huggingface_hub', 'filelock', 'platformdirs', 'numpy'}"
    code = f"import sys, narrate.store.manifest as m; m.manifest(); assert not {heavy} & set(sys.modules), sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.permutations(range(30)))
def test_parts_are_ordered_by_number(numbers: list[int]) -> None:
    names = sorted((f"package/kokoro-fp32.part{number}.bin" for number in numbers), key=numeric)
    assert names == [f"package/kokoro-fp32.part{number}.bin" for number in range(30)]
