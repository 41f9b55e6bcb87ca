"""Documents -> the files that the search page loads: Pagefind's index, the list of documents and of their words.

Pagefind is a program that answers one request after another: base64 of JSON, each ended by a comma. Its own Python
interface waits a tenth of a second for each answer and leaves a folder behind.
Its filters come in another order in every run, so that no two builds would be alike; ours stand in `LIST`.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from types import MappingProxyType

from .errors import MaklumatError
from .progress import step
from .search_records import synonyms
from .searched import Searched, tokens

__all__ = ["FOLDER", "LIST", "build"]

FOLDER = "pagefind/"  # below the site
LIST = f"{FOLDER}dokumen.json"

# what our page loads; the rest are Pagefind's own search boxes
_LOADED = ("pagefind.js", "pagefind-entry.json", "wasm.id.pagefind", ".pf_meta", ".pf_index", ".pf_fragment")
_MISSING = "program pembuat indeks pencarian tidak ada; jalankan `python3 run.py build` agar dipasang lagi"
_BROKEN = "indeks pencarian tidak dapat dibuat: program pembuatnya berhenti sebelum selesai; jalankan perintah ini " \
    "sekali lagi"


@lru_cache(maxsize=1)  # a preview asks again after every edit
def build(records: tuple[Searched, ...]) -> Mapping[str, bytes]:
    """The files by place below the site; none where there is no document. Raises MaklumatError with one sentence."""
    if not records:
        return MappingProxyType({})
    with step("Menyusun indeks pencarian"):
        files = {name: data for name, data in _made(records).items() if name.endswith(_LOADED)}
    found = {FOLDER + name: data for name, data in sorted(files.items())}
    return MappingProxyType(found | {LIST: _list(records, files)})


def _made(records: Iterable[Searched]) -> dict[str, bytes]:
    with _program() as program:
        index = _ask(program, {"type": "NewIndex", "config": {"force_language": "id"}})["index_id"]
        for record in records:
            _ask(program, {"type": "AddRecord", "index_id": index, "url": record.address, "content": record.content,
                           "language": "id", "meta": {"title": record.title}})
        answer = _ask(program, {"type": "GetFiles", "index_id": index})
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


@contextmanager
def _program() -> Iterator[subprocess.Popen[bytes]]:
    """Pagefind, waiting for requests; it ends whatever happens."""
    try:
        from pagefind_bin import get_executable

        command = [str(get_executable()), "--service"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env=environment)
    except (ImportError, OSError):
        raise MaklumatError(_MISSING) from None
    try:
        with program:
            try:
                yield program
            finally:
                program.kill()
    except (OSError, ValueError, LookupError, TypeError):  # also when it is gone while the last request is on its way
        raise MaklumatError(_BROKEN) from None


def _ask(program: subprocess.Popen[bytes], payload: Mapping[str, object]) -> dict:
    """One request and its answer. Raises ValueError where there is none."""
    program.stdin.write(base64.b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + b",")
    program.stdin.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        part = program.stdout.read1()
        if not part:
            raise ValueError("no answer")
        answer += part
    return json.loads(base64.b64decode(answer[:-1]))["payload"]


def _list(records: Iterable[Searched], files: Mapping[str, bytes]) -> bytes:
    """What the page knows before it searches: each document by Pagefind's name for it, all words, the most frequent
    first, and which of them mean the same."""
    names = dict(map(_fragment, ((name, data) for name, data in files.items() if name.endswith(".pf_fragment"))))
    known = {names[record.address]: {
        "alamat": record.address, "judul": record.title, "nomor": record.number, "unit": record.unit,
        "tahun": record.year, "jenis": record.kind, "keadaan": record.state, "dicabut": record.withdrawn,
    } for record in records}
    counted = Counter(word for record in records for word in set(tokens(f"{record.title} {record.content}")))
    words = " ".join(sorted(counted, key=lambda word: (-counted[word], word)))
    told = {"dokumen": known, "kata": words, **synonyms()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _fragment(file: tuple[str, bytes]) -> tuple[str, str]:
    """A document's address, and Pagefind's name for it."""
    name, data = file
    text = gzip.decompress(data).removeprefix(b"pagefind_dcd")
    return json.loads(text)["url"], name.rpartition("/")[2].partition(".")[0]
