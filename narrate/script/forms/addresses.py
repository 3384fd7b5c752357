"""Things made for machines: e-mail addresses, URLs, file names, paths, identifiers, hashtags, handles, flags."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one, words
from narrate.script.forms.numbers import DIGITS, code, letters, number

_EMAIL = re.compile(r"(?:mailto:)?([\w.+%-]+)@([\w-]+(?:\.[\w-]+)+)")
_URL = re.compile(r"(?:(?:https?|ftp|wss?)://|www\.)([^\s?#]+)(?:[?#]\S*)?", re.IGNORECASE)
_TLDS = "com|org|net|edu|gov|io|dev|ai|app|co|uk|de|fr|es|jp|cn|br|eu|ca|au|info|biz|tv|fm|xyz|tech|site|blog|ch|nl"
_SITE = re.compile(rf"(?:[A-Za-z0-9-]+\.)+(?:{_TLDS})(?::\d+)?(?:/[^\s?#]*)?(?:[?#]\S*)?")
_LOCAL = re.compile(r"localhost(?::(\d+))?((?:/[\w.-]+)*/?)")
_EXTENSIONS = {
    "py": "P.Y", "js": "J.S", "ts": "T.S", "tsx": "T.S.X", "jsx": "J.S.X", "md": "M.D", "txt": "T.X.T", "yml": "Y.M.L",
    "rs": "R.S", "go": "go", "rb": "R.B", "sh": "S.H", "css": "C.S.S", "html": "H.T.M.L", "htm": "H.T.M", "xml": "X.M.L",
    "csv": "C.S.V", "tsv": "T.S.V", "pdf": "P.D.F", "png": "P.N.G", "gif": "gif", "jpg": "JPEG", "jpeg": "JPEG",
    "svg": "S.V.G", "mp3": "M.P three", "mp4": "M.P four", "m4a": "M four A", "m4b": "M four B", "wav": "wav",
    "srt": "S.R.T", "vtt": "V.T.T", "ass": "A.S.S", "json": "JSON", "yaml": "yaml", "toml": "toml", "ini": "I.N.I",
    "cfg": "C.F.G", "conf": "conf", "log": "log", "lock": "lock", "env": "env", "sql": "S.Q.L", "db": "D.B",
    "zip": "zip", "gz": "G.Z", "tar": "tar", "xz": "X.Z", "exe": "E.X.E", "dll": "D.L.L", "so": "S.O", "doc": "doc",
    "docx": "doc X", "xls": "X.L.S", "xlsx": "X.L.S.X", "ppt": "P.P.T", "pptx": "P.P.T.X", "bat": "bat", "ps1": "P.S one",
    "java": "java", "kt": "K.T", "swift": "swift", "cpp": "C.P.P", "cc": "C.C", "hpp": "H.P.P", "onnx": "onyx",
    "bin": "bin", "dat": "dat", "bak": "back", "tmp": "temp", "ico": "I.C.O", "webp": "web P", "webm": "web M",
    "ipynb": "I.P.Y.N.B", "epub": "E pub", "ssml": "S.S.M.L", "rst": "R.S.T", "tex": "tek", "vue": "view", "php": "P.H.P",
}  # fmt: skip
_FILE = re.compile(rf"\.?[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(_EXTENSIONS)})", re.IGNORECASE)
_DOT_FILE = re.compile(r"\.[a-z][\w-]+(?:\.[\w-]+)*")
_PATH = re.compile(r"(?:[A-Za-z]:|~|\.{1,2})?(?:[/\\][\w.@+-]+)+[/\\]?|(?:[A-Za-z]:|~|\.{1,2})[/\\]|[\w.-]+(?:/[\w.-]+)*/")
_INNER = re.compile(r"[\w.@-]+(?:[/\\][\w.@-]+)+")
_WORDS_WITH_SLASH = re.compile(r"[A-Za-z]+(?:/[A-Za-z]+)+")
_DOTTED = re.compile(r"[A-Za-z_]\w+(?:\.[a-z_]\w*)+")
_SNAKE = re.compile(r"_*[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+_*|_+[A-Za-z]\w*")
_HASHTAG = re.compile(r"#([^\W\d]\w*)")
_NUMBER_SIGN = re.compile(r"#(\d+(?:,\d{3})*)")
_COLOUR = re.compile(r"#(?=[0-9A-Fa-f]*\d)([0-9A-Fa-f]{6})")
_HANDLE = re.compile(r"@(\w[\w.-]*)(?:/([\w.-]+))?")
_FLAG = re.compile(r"(--?)([A-Za-z][\w-]*)(?:=(\S+))?")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)\}?")
_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+|[^\w\s]|_")
_SHORT_SAID = {"usr": "user", "etc": "E.T.C", "src": "source", "tmp": "temp"}
_SPELLED = words("www js py ui api http https html css php sql url")
_SPELLED_HOSTS = words("io uk de fr es jp cn br eu ca au tv fm ai us ch nl me it in")
_MARKS = {".": "dot", "/": "slash", "\\": "backslash", "-": "dash", "_": "underscore", "@": "at", "+": "plus", "~": "tilde",
          ":": "colon", "%": "percent", "=": "equals", "&": "and"}  # fmt: skip


def addresses(line: Line, at: int) -> Said | None:
    core = line.core(at)
    if match := _EMAIL.fullmatch(core):
        return one(f"{_spoken(match[1])} at {_spoken(match[2])}")
    if match := _URL.fullmatch(core):
        return one(_spoken(match[1].removeprefix("www.").rstrip("/")))
    if match := _SITE.fullmatch(core):
        if core.count(".") > 1 or len(core.partition(".")[0]) > 1:
            return one(_spoken(re.split(r"[?#]", core)[0].rstrip("/")))
        return None
    if (match := _LOCAL.fullmatch(core)) and (match[1] or match[2]):
        port = f" colon {code(match[1])}" if match[1] else ""
        return one(f"localhost{port}{_slashed(match[2])}")
    return _tag(core) or _file(line, at)


def _tag(core: str) -> Said | None:
    if match := _NUMBER_SIGN.fullmatch(core):
        return one(f"number {number(match[1]) if ',' in match[1] else code(match[1])}")
    if match := _COLOUR.fullmatch(core):
        return one(f"hash {_spell_out(match[1])}")
    if match := _HASHTAG.fullmatch(core):
        return one(f"hashtag {identifier(match[1])}")
    if match := _HANDLE.fullmatch(core):
        return one(f"at {_spoken(match[1], plain=True)}" + (f" slash {_spoken(match[2], plain=True)}" if match[2] else ""))
    if match := _FLAG.fullmatch(core):
        if core == "-" + match[2] and len(match[2]) > 2:
            return None
        value = f" equals {_spoken(match[3], plain=True)}" if match[3] else ""
        return one(f"{'dash ' * len(match[1])}{_spoken(match[2], plain=True)}{value}")
    if match := _VARIABLE.fullmatch(core):
        return one(f"dollar {identifier(match[1]).lower()}")
    return None


def _file(line: Line, at: int) -> Said | None:
    core = line.core(at)
    call = core.endswith("()")
    if call:
        core = core[:-2]
    if core.lower() == "node.js":
        return one("node J.S")
    if _FILE.fullmatch(core) or _DOT_FILE.fullmatch(core):
        return one(_spoken(core, plain=True))
    if _WORDS_WITH_SLASH.fullmatch(core):
        return None
    if "://" not in core and (_PATH.fullmatch(core) or (_INNER.fullmatch(core) and not core[0].isdecimal())):
        return one(_slashed(core).strip())
    if _DOTTED.fullmatch(core) and not re.fullmatch(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}", core):
        return one(_spoken(core, plain=True))
    if _SNAKE.fullmatch(core):
        return one(identifier(core))
    return one(core) if call else None


def identifier(text: str) -> str:
    """The words in a name: "snake_case", "camelCase", "BuildInPublic2024"."""
    return " ".join(_token(part) for part in _TOKEN.findall(text) if part != "_")


def _spoken(text: str, plain: bool = False) -> str:
    """An address in words. `plain` leaves out the dashes and underscores between words, as one says a file name."""
    said: list[str] = []
    head, dot, extension = text.rpartition(".")
    known = plain and bool(dot) and extension.lower() in _EXTENSIONS
    before = ""
    for part in _TOKEN.findall(head if known else text):
        if plain and part in "-_":
            continue
        end_of_host = not plain and before == "." and part in _SPELLED_HOSTS
        said.append(letters(part) if end_of_host else _MARKS.get(part) or _token(part))
        before = part
    if known:
        said += ["dot", _EXTENSIONS[extension.lower()]]
    return " ".join(filter(None, said))


def _slashed(path: str) -> str:
    """ "/usr/lib" → "slash user slash lib"."""
    said: list[str] = []
    for part in re.split(r"([/\\])", path):
        if part in ("/", "\\"):
            said.append(_MARKS[part])
        elif part in ("~", ".", ".."):
            said.append({"~": "tilde", ".": "dot", "..": "dot dot"}[part])
        elif part:
            said.append(_spoken(part, plain=True))
    return "".join(f" {word}" for word in said)


def _token(part: str) -> str:
    if part.isdecimal() and part.isascii():
        return code(part)
    if part in _SPELLED:
        return letters(part)
    if part.isalpha():
        return _SHORT_SAID.get(part, part)
    return _MARKS.get(part, "")


def _spell_out(text: str) -> str:
    return " ".join(DIGITS[int(char)] if char.isdecimal() else char.upper() for char in text)
