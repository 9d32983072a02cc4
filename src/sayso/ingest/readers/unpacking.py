"""Unpacks what a file holds packed, within a bound: a small file must not become a big one in memory.

A ``Room`` is made once for a file and handed to all that unpack a part of it, so that many small
bombs count as one big one. What each format holds is left to its reader.
"""

import io
import zipfile
import zlib

from sayso.errors import InputError

__all__ = ["Room", "archive_of", "inflated", "member_of"]

_TIMES = 20  # how many times its size a file may unpack to: text packs five- to tenfold
_SMALL, _LARGE = 1_000_000, 200_000_000  # bytes that any file may unpack to, and that none may exceed
_MOST_MEMBERS = 20_000
_BLOCK = 1 << 16  # bytes that are unpacked at a time
_GZIP = 16 + zlib.MAX_WBITS


class Room:
    """How much may still be unpacked from one file of ``size`` bytes: 20 times that, 200 MB at most."""

    def __init__(self, size: int) -> None:
        self.all = min(max(_TIMES * size, _SMALL), _LARGE)
        self.left = self.all

    def take(self, count: int) -> None:
        """Count what has been unpacked.

        Raises:
            InputError: it is more than there was room for.
        """
        self.left -= count
        if self.left < 0:
            raise InputError(f"it unpacks to more than {self.all:,} bytes; unpack it and give its parts")


def inflated(data: bytes | memoryview, room: Room, *, wbits: int = _GZIP) -> tuple[bytes, int]:
    """Return what a gzip member (or, by ``wbits``, a zlib stream) holds, and how many bytes it was.

    Raises:
        InputError: it is damaged, cut off, or larger than the room for it.
    """
    engine, packed = zlib.decompressobj(wbits), memoryview(data)
    pieces: list[bytes] = []
    at = 0
    try:
        while not engine.eof and at < len(packed):
            block = packed[at : at + _BLOCK]
            at += len(block)
            pieces.append(engine.decompress(block, room.left + 1))
            room.take(len(pieces[-1]))
    except zlib.error as error:
        room.left -= at  # so that a thousand false starts are no way to spend hours
        raise InputError("its packed data is damaged") from error
    if not engine.eof:
        room.left -= at
        raise InputError("its packed data is cut off")
    return b"".join(pieces), at - len(engine.unused_data)


def archive_of(data: bytes) -> zipfile.ZipFile:
    """Return a ZIP archive to read ``member_of`` from; nothing is unpacked yet.

    Raises:
        InputError: it is none, or it lists too many members.
    """
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise InputError(f"it is a ZIP archive of more than {_MOST_MEMBERS:,} files; unpack it first")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # a damaged directory raises half a dozen kinds
        raise InputError("it is no ZIP archive, or a damaged one; get it anew") from error


def member_of(archive: zipfile.ZipFile, name: str, room: Room) -> bytes:
    """Return what a member of an archive holds; what the archive says of its size is not believed.

    Raises:
        InputError: it is missing, encrypted, damaged, or larger than the room for it.
    """
    try:
        blocks = []
        with archive.open(name) as member:
            while block := member.read(_BLOCK):
                room.take(len(block))
                blocks.append(block)
    except InputError:
        raise
    except KeyError as error:
        raise InputError(f"it has no {name}") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise InputError(f"{name} in it is encrypted, or packed in a way that is not read") from error
    except Exception as error:  # a damaged member raises half a dozen kinds
        raise InputError(f"{name} in it is damaged") from error
    return b"".join(blocks)
