"""What an archive (docx, xlsx, pptx are ones) would unpack to, looked up before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from rag.errors import LoadError
from rag.sandbox.limits import Limits

MAGIC = b"PK\x03\x04"
_MOST_PARTS = 10_000
_ENCRYPTED = 0x1


def check_archive(data: bytes, limits: Limits) -> None:
    """See that an archive unpacks to what its reader can hold, inside its own folder.

    Args:
        data: the archive.
        limits: `unpacked` says how much.

    Raises:
        LoadError: file_unpacked, file_archive_unsafe, file_protected or file_damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        raise LoadError("file_damaged", kind=".zip") from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked * 2**20:
        raise LoadError("file_unpacked", limit=f"{limits.unpacked} MB")
    for part in parts:
        name = PurePosixPath(part.orig_filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or "\x00" in part.orig_filename:
            raise LoadError("file_archive_unsafe", name=part.filename)
        if part.flag_bits & _ENCRYPTED:
            raise LoadError("file_protected")
