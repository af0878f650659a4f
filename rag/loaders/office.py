"""Word and PowerPoint 97 to 2003 (.doc, .ppt), made .docx and .pptx by LibreOffice when it is there.

LibreOffice runs without a window, with a profile of its own that is thrown away, macros and links to elsewhere off.
"""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from rag.errors import LoadError
from rag.loaders.base import LoadedDocument
from rag.loaders.docx import load_docx
from rag.loaders.pptx import load_pptx

TIMEOUT = 180.0
"""Seconds after which a conversion is given up."""

_INSTALL = {
    ".doc": "sudo apt-get install --no-install-recommends libreoffice-writer",
    ".ppt": "sudo apt-get install --no-install-recommends libreoffice-impress",
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_FLAGS_AT, _ENCRYPTED = 10, 0x0100  # of the file information block that opens a Word document ([MS-DOC] 2.5.2)


def load_doc(data: bytes) -> LoadedDocument:
    """A Word 97 document's text; `data` is its content.

    Raises:
        LoadError: LibreOffice is missing, or cannot read the file.
    """
    if _is_protected(data):
        raise LoadError("file_protected", kind=".doc")
    return load_docx(_converted(data, ".doc", "docx"))


def load_ppt(data: bytes) -> LoadedDocument:
    """A PowerPoint 97 presentation's document; `data` is its content. Raises LoadError as `load_doc` does."""
    return load_pptx(_converted(data, ".ppt", "pptx"))


def program() -> str:
    """Where LibreOffice lies, "" when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def _converted(data: bytes, kind: str, target: str) -> bytes:
    soffice = program()
    if not soffice:
        raise LoadError("program_missing", program="LibreOffice", kind=kind, command=_INSTALL[kind])
    with tempfile.TemporaryDirectory(prefix="hoibaocao-") as folder:
        source, profile = Path(folder) / f"report{kind}", Path(folder) / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        command = [
            soffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            target,
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise LoadError("program_failed", program="LibreOffice", kind=kind, command=_INSTALL[kind]) from error
        made = source.with_suffix(f".{target}")
        if not made.is_file():  # its part for this kind of file is missing, or the file is damaged
            raise LoadError("program_failed", program="LibreOffice", kind=kind, command=_INSTALL[kind])
        return made.read_bytes()


def _is_protected(data: bytes) -> bool:
    from xlrd import compdoc

    try:
        stream = compdoc.CompDoc(data, logfile=io.StringIO()).get_named_stream("WordDocument") or b""
        return bool(struct.unpack_from("<H", stream, _FLAGS_AT)[0] & _ENCRYPTED)
    except (compdoc.CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError, TypeError):
        return False  # whatever is wrong with it, LibreOffice will say
