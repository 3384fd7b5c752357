"""Imports point inwards: parses every import of the package, also those inside functions, and knows who may see whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "narrate"
GROUND = {"model", "ports", "events", "errors", "voices"}
PURE = {"script", "captions", "audio", "verify", "report", "prompts"}
HEAVY = {"torch", "onnxruntime", "spacy", "numpy", "faster_whisper", "kokoro", "misaki", "soundfile", "huggingface_hub"}

MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    **{room: set() for room in GROUND},
    "ports": {"model"},
    "voices": {"errors"},
    **dict.fromkeys(PURE, GROUND),
    "engines": GROUND | {"store"},
    "store": GROUND,
    "config": GROUND | {"script", "prompts"},
    "lexicons": GROUND | {"script", "store"},
    "pronounce": GROUND | {"script"},
    "proposals": GROUND | {"script", "verify"},
    "tryouts": GROUND | {"script", "config", "scripts", "proposals"},
    "scripts": GROUND | PURE | {"lexicons", "config"},
    "build": GROUND | PURE,
    "listen": GROUND | PURE,
    "expand": GROUND | PURE,
    "doctor": GROUND | {"store"},
    "assembly": GROUND | PURE | {"engines", "store", "config", "build", "listen", "expand"},
    "screen": GROUND | PURE,
    "cli": GROUND
    | PURE
    | {
        "listen",
        "__init__",
        "assembly",
        "screen",
        "config",
        "scripts",
        "doctor",
        "store",
        "report",
        "build",
        "lexicons",
        "pronounce",
        "proposals",
        "tryouts",
    },
}
"""Room → the other rooms that it may import. The ground floor imports nothing of ours but what is named here."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Full names of all modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names.add(node.module or "")
            if node.module in ("narrate", "narrate.cli"):
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_inwards(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_IMPORT, f"the design does not know the room {room!r}"
    ours = {name.split(".")[1] if "." in name else "__init__" for name in imported(path) if name.split(".")[0] == "narrate"}
    strays = ours - MAY_IMPORT[room] - {room}
    assert not strays - {"__init__"}, f"{path}: {room} may not import {sorted(strays)}"


def test_no_circle_between_rooms() -> None:
    seen: dict[str, set[str]] = {}
    for path in MODULES:
        room = room_of(path)
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("narrate.")}
        seen.setdefault(room, set()).update(ours - {room})

    def visit(room: str, trail: tuple[str, ...]) -> None:
        assert room not in trail, f"a circle: {' → '.join((*trail, room))}"
        for other in seen.get(room, ()):
            visit(other, (*trail, room))

    for room in seen:
        visit(room, ())


def test_pure_rooms_touch_nothing_outside() -> None:
    forbidden = {"os", "subprocess", "socket", "threading", "time", "httpx", "soundfile", "random", "typer", "rich"}
    for path in MODULES:
        if room_of(path) in PURE | GROUND:
            found = {name.split(".")[0] for name in imported(path)} & forbidden
            assert not found, f"{path} imports {sorted(found)}"


def test_only_the_screen_prints() -> None:
    for path in MODULES:
        if room_of(path) == "screen":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Name) and node.id == "print"), f"{path} prints"


def test_engines_are_named_only_in_assembly() -> None:
    for path in MODULES:
        if room_of(path) not in ("engines", "assembly"):
            assert not [name for name in imported(path) if name.startswith("narrate.engines")], path


def test_help_would_import_nothing_heavy() -> None:
    """What the command line imports at module level, followed to the end, has no heavy package."""
    pending, seen = [PACKAGE / "__main__.py", PACKAGE / "cli" / "__init__.py"], set()
    while pending:
        path = pending.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in top_level_imports(path):
            assert name.split(".")[0] not in HEAVY, f"{path} imports {name}"
            for candidate in (
                PACKAGE.parent / f"{name.replace('.', '/')}.py",
                PACKAGE.parent / name.replace(".", "/") / "__init__.py",
            ):
                if candidate.exists():
                    pending.append(candidate)


def top_level_imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names
