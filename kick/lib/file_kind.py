"""What an uploaded file is, told from its content and never from its name."""

import re
import struct
import zipfile
import zlib
from io import BytesIO

from kick.lib.spreadsheet_limits import Limits, Refused

MAGIC = [
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "document"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x09\x08\x10\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x00\x04\x00", "old_excel"),
    (b"ID;PWXL", "old_excel"),
]
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|\?xml|!--)", re.IGNORECASE)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
# What is larger than this must have shrunk by less than `Limits.ratio`.
RATIO_FROM = 10 * 1024 * 1024
CHUNK = 1024 * 1024
# Counted without parsing, so spellings with a prefix escape; time and memory catch those.
ROWS = [b"<row ", b"<row>"]
VALUES = [b"<v>", b"<is>"]


def kind_of(data: bytes, limits: Limits) -> str:
    """`xlsx`, `ods` or `text`; raises Refused for everything else.

    A zip file is judged by its directory first and then unpacked once without being
    kept, since a directory may lie about the sizes.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if data.startswith(b"PK"):
        return _kind_of_archive(data, limits)
    if data.startswith(COMPOUND_FILE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("locked" if locked else "old_excel")
    for magic, code in MAGIC:
        if data.startswith(magic):
            raise Refused(code)
    _refuse_other_text(data)
    return "text"


def _refuse_other_text(data: bytes) -> None:
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if WEB_PAGE.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise Refused("web_page")
    # Text in UTF-16 without a mark is half zeros: a matter of encoding, not of kind.
    without_zeros = start.replace(b"\0", b"")
    controls = len(without_zeros) - len(without_zeros.translate(None, CONTROLS))
    if controls > len(start) / 100:
        raise Refused("unknown")


def _kind_of_archive(data: bytes, limits: Limits) -> str:
    _check_directory_size(data, limits)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_declared_sizes(entries, len(data), limits)
            kind = _kind_by_entries(archive, entries)
            _unpack_once(data, entries, limits)
    except (zipfile.BadZipFile, struct.error, zlib.error, EOFError, OSError) as error:
        raise Refused("damaged") from error
    except (NotImplementedError, RuntimeError, ValueError, OverflowError) as error:
        raise Refused("damaged") from error
    return kind


def _check_directory_size(data: bytes, limits: Limits) -> None:
    # zipfile makes an object of every entry; a count that is too high is seen before.
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or len(data) < place + 22:
        raise Refused("damaged")
    entries, size = struct.unpack_from("<HL", data, place + 10)
    if entries > limits.entries or size > limits.directory_bytes:
        raise Refused("entries")


def _check_declared_sizes(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        raise Refused("entries")
    if total > limits.unpacked_bytes:
        raise Refused("unpacked", limit=limits.unpacked_bytes // CHUNK)
    if total > RATIO_FROM and total > packed * limits.ratio:
        raise Refused("ratio")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("locked")
    if any(entry.compress_type not in (0, 8) for entry in entries):
        raise Refused("damaged")


def _kind_by_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    if "mimetype" in names:
        mimetype = archive.read("mimetype")[:100].strip()
        if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return "ods"
        raise Refused("document")
    if "[Content_Types].xml" not in names:
        raise Refused("numbers" if "Index/Document.iwa" in names else "archive")
    types = archive.read("[Content_Types].xml")
    if b"spreadsheetml" in types:
        return "xlsx"
    raise Refused("old_excel" if b"ms-excel.sheet.binary" in types else "document")


def _unpack_once(data: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Unpacks every entry to count what really comes out, and looks for what must not be there."""
    left = limits.unpacked_bytes
    for entry in entries:
        size = _unpack_entry(data, entry, left, limits)
        if size != entry.file_size:
            raise Refused("damaged")
        left -= size


def _unpack_entry(data: bytes, entry: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    start = entry.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise Refused("damaged")
    start += 30 + sum(struct.unpack_from("<HH", data, start + 26))
    packed = memoryview(data)[start : start + entry.compress_size]
    is_sheet = entry.filename.startswith("xl/worksheets/")
    size = rows = values = 0
    for chunk in _chunks(packed, entry.compress_type):
        if not size:
            _refuse_nested(entry.filename, chunk)
        size += len(chunk)
        if is_sheet:
            rows += sum(map(chunk.count, ROWS))
            values += sum(map(chunk.count, VALUES))
        if size > left:
            raise Refused("unpacked", limit=limits.unpacked_bytes // CHUNK)
        # Rows that only have a colour count here too, so there is room for some.
        if rows > limits.rows * 4:
            raise Refused("rows", limit=limits.rows)
        if values > limits.cells:
            raise Refused("cells", limit=limits.cells)
        if b"<!ENTITY" in chunk:
            raise Refused("damaged")
    return size


def _chunks(packed: memoryview, compress_type: int):
    if compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + CHUNK]) for at in range(0, len(packed), CHUNK))
        return
    unpacker = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while not unpacker.eof:
        chunk = unpacker.decompress(rest, CHUNK)
        rest = unpacker.unconsumed_tail
        if chunk:
            yield chunk
        elif not rest:
            break


def _refuse_nested(name: str, chunk: bytes) -> None:
    # Excel itself puts workbooks behind diagrams there; nobody opens them.
    if chunk.startswith(b"PK\x03\x04") and not name.startswith("xl/embeddings/"):
        raise Refused("nested")
