"""The pages of an encrypted file, read past the driver: each by itself, whatever became of the others.

How they lie is SQLCipher's (https://www.zetetic.net/sqlcipher/design/): a page's content is encrypted by AES-256-CBC,
and after it stand the vector and a seal (HMAC-SHA512) over both and the page's number. The seals' key is made of the
file's key and of the 16 bytes that stand in front of the first page.
"""

import hashlib
import hmac
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from clinic_desktop.domain.bad_luck import NothingToSalvage

PAGE = 4096
_SALT = 16
_VECTOR = 16
_SEAL = 64
CONTENT = PAGE - _VECTOR - _SEAL
_SEALED = PAGE - _SEAL
_MASK = 0x3A
_ROUNDS = 2
_LOG_HEAD = 32
_FRAME_HEAD = 24
_LOG_MARKS = (0x377F0682, 0x377F0683)
_SAMPLES = 64
_FEWEST_TO_JUDGE = 8
_FIRST_BYTES = frozenset({0, 2, 5, 10, 13})


class SealedPages:
    """A file that is read and never written; what is not yet written into it from its log belongs to it.

    Raises NothingToSalvage where no page opens for the key. The pages are `sealed` unless the bytes that their seals
    are made with are gone; then whoever reads one has to see whether it makes sense.
    """

    def __init__(self, file: Path, key: bytes) -> None:
        self._cipher = algorithms.AES(key)
        self._key = key
        self._file = file.open("rb")
        self._log: BinaryIO | None = None
        self._places: dict[int, int] = {}
        try:
            self.count = file.stat().st_size // PAGE
            log = file.with_name(f"{file.name}-wal")
            if log.exists():
                self._log = log.open("rb")
            self._seal_key = self._found_seal_key()
            self.is_sealed = bool(self._seal_key)
            if not self.is_sealed:
                self._refuse_nonsense()
            if self._log is not None:
                self._read_log(self._log)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        for file in (self._file, self._log):
            if file is not None:
                file.close()

    def read(self, number: int) -> bytes | None:
        """What stands on a page, the first of which is 1; None if it cannot be read."""
        try:
            place = self._places.get(number)
            if place is not None and self._log is not None:
                self._log.seek(place)
                raw = self._log.read(PAGE)
            else:
                self._file.seek((number - 1) * PAGE)
                raw = self._file.read(PAGE)
        except OSError:
            return None
        return self._opened(raw, number)

    def _opened(self, raw: bytes, number: int) -> bytes | None:
        if len(raw) < PAGE or _is_wiped(raw) or (self._seal_key and not _is_sealed(raw, number, self._seal_key)):
            return None
        first = _SALT if number == 1 else 0
        opening = Cipher(self._cipher, modes.CBC(raw[CONTENT : CONTENT + _VECTOR])).decryptor()
        return bytes(first) + opening.update(raw[first:CONTENT])

    def _found_seal_key(self) -> bytes:
        """The key of the seals, tried on some pages; empty if it cannot be had any more."""
        samples = [(number, raw) for number, raw in self._samples() if number > 1]
        salts = [self._raw(1)[:_SALT], *self._logged_salts()]
        for salt in salts:
            key = _seal_key(self._key, salt)
            if any(_is_sealed(raw, number, key) for number, raw in samples):
                return key
        few = samples[:3]
        for salt in _nearly(salts[0]) if few else ():
            key = _seal_key(self._key, salt)
            if any(_is_sealed(raw, number, key) for number, raw in few):
                return key
        return b""

    def _samples(self) -> Iterator[tuple[int, bytes]]:
        step = max(1, self.count // _SAMPLES)
        for number in range(1, self.count + 1, step):
            raw = self._raw(number)
            if len(raw) == PAGE and not _is_wiped(raw):
                yield number, raw
        if self._log is not None:  # where all of a young file may still lie
            for number, _, place in islice(_frames(self._log), _SAMPLES):
                self._log.seek(place)
                yield number, self._log.read(PAGE)

    def _raw(self, number: int) -> bytes:
        try:
            self._file.seek((number - 1) * PAGE)
            return self._file.read(PAGE)
        except OSError:
            return b""

    def _refuse_nonsense(self) -> None:
        """Raise NothingToSalvage unless most pages begin as pages do, whatever their seals."""
        opened = [page for number, raw in self._samples() if number > 1 and (page := self._opened(raw, number))]
        sensible = sum(page[0] in _FIRST_BYTES for page in opened)
        if len(opened) < _FEWEST_TO_JUDGE or 2 * sensible <= len(opened):
            raise NothingToSalvage

    def _logged_salts(self) -> Iterator[bytes]:
        if self._log is not None:
            for number, _, place in _frames(self._log):
                if number == 1:
                    self._log.seek(place)
                    yield self._log.read(_SALT)
                    return

    def _read_log(self, log: BinaryIO) -> None:
        """Take what the log has of each page, as far as it is whole and was acknowledged."""
        pending: dict[int, int] = {}
        for number, count, place in _frames(log):
            log.seek(place)
            if self._opened(log.read(PAGE), number) is None:
                return
            pending[number] = place
            if count:
                self._places |= pending
                self.count = count
                pending.clear()


def _seal_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), _ROUNDS, len(key))


def _is_sealed(raw: bytes, number: int, key: bytes) -> bool:
    first = _SALT if number == 1 else 0
    made = hmac.digest(key, raw[first:_SEALED] + number.to_bytes(4, "little"), "sha512")
    return made == raw[_SEALED:]


def _is_wiped(raw: bytes) -> bool:
    """Whether all of it is one byte: what is encrypted never is, but opened it would begin as a page for some keys."""
    return raw == raw[:1] * len(raw)


def _nearly(salt: bytes) -> Iterator[bytes]:
    """All that differ from it in one byte: most often a disk flips no more than a bit."""
    for place in range(len(salt)):
        for byte in range(256):
            yield salt[:place] + bytes([byte]) + salt[place + 1 :]


def _frames(log: BinaryIO) -> Iterator[tuple[int, int, int]]:
    """Of each page in a log its number, how many there are if it ends a transaction, and where it lies.

    The format is SQLite's (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
    """
    log.seek(0)
    head = log.read(_LOG_HEAD)
    if len(head) < _LOG_HEAD or int.from_bytes(head[:4]) not in _LOG_MARKS or int.from_bytes(head[8:12]) != PAGE:
        return
    place = _LOG_HEAD
    while True:
        log.seek(place)
        frame = log.read(_FRAME_HEAD)
        if len(frame) < _FRAME_HEAD or frame[8:16] != head[16:24]:
            return
        number, count = int.from_bytes(frame[:4]), int.from_bytes(frame[4:8])
        if not number:
            return
        yield number, count, place + _FRAME_HEAD
        place += _FRAME_HEAD + PAGE
