"""A small writer of PDF files, so that tests say where each line of a page stands."""

import zlib

Line = tuple[float, float, float, str]
"""Points from the left, points from the bottom, size, text (WinAnsi)."""


def pdf(*pages: list[Line], info: str = "", trailer: str = "", extra: tuple[str, ...] = (), rotate: int = 0) -> bytes:
    """Return a file with these pages of 595 by 842 points, in Helvetica."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        drawn = zlib.compress(b"\n".join(_drawn(line) for line in page))
        head = f"<< /Length {len(drawn)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + drawn + b"\nendstream")
    objects += [f"<< {info} >>".encode("cp1252"), *(one.encode() for one in extra)]
    return written(objects, f"/Info {4 + 2 * count} 0 R {trailer}")


def locked(*pages: list[Line]) -> bytes:
    """Return a file that asks for a password: its key fits no empty one."""
    key = "00" * 32
    encrypt = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >>"
    return pdf(*pages, trailer=f"/Encrypt {5 + 2 * len(pages)} 0 R /ID [<00> <00>]", extra=(encrypt,))


def column(x: float, top: float, lines: list[str], size: float = 10, leading: float = 12) -> list[Line]:
    """Return lines one under the other."""
    return [(x, top - number * leading, size, line) for number, line in enumerate(lines)]


def _drawn(line: Line) -> bytes:
    x, y, size, text = line
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return f"BT /F1 {size} Tf {x} {y} Td (".encode() + escaped + b") Tj ET"


def written(objects: list[bytes], trailer: str = "") -> bytes:
    """Return a file of these objects, of which the first is its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
