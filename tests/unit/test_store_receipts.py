"""A receipt counts only while everything is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.store.receipts import Receipts, receipt_key


@pytest.fixture
def built(tmp_path: Path) -> tuple[Receipts, str, Path]:
    output = tmp_path / "talk.wav"
    output.write_bytes(b"sound")
    receipts, key = Receipts(tmp_path / "builds"), receipt_key(["script", "voice"])
    receipts.keep(key, [str(output)], {"passed": True})
    return receipts, key, output


def test_nothing_changed(built: tuple[Receipts, str, Path]) -> None:
    receipts, key, _ = built
    assert receipts.find(key) == {"passed": True}


def test_another_ingredient_is_another_build(built: tuple[Receipts, str, Path]) -> None:
    receipts, _, _ = built
    assert receipts.find(receipt_key(["script", "another voice"])) is None


def test_an_output_that_was_changed_by_hand_or_is_gone(built: tuple[Receipts, str, Path]) -> None:
    receipts, key, output = built
    output.write_bytes(b"other")
    assert receipts.find(key) is None
    output.unlink()
    assert receipts.find(key) is None


def test_a_damaged_receipt_is_none(built: tuple[Receipts, str, Path], tmp_path: Path) -> None:
    receipts, key, _ = built
    for damage in (b"{", b"[]", b"{}", b'{"files": 3, "document": {}}'):
        (tmp_path / "builds" / key[:2] / f"{key}.json").write_bytes(damage)
        assert receipts.find(key) is None
