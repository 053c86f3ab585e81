"""The letters of a file that says nothing of how it writes them.

Detectors are made for pages of text; a list of short names with a handful of æ, ø and å gives them
too little to count. charset-normalizer reads « 1;Ål » in Windows-1252 as UTF-16 and « 12; Breivik,
Øyfjord » as Czech. Norwegian lists come in a few writings, and the right one is that in which the
rare letters are ours.
"""

import re

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_OLD = ("cp1252", "mac_roman", "cp865")
_OURS = set("æøåÆØÅäöÄÖéÉüÜáÁšŠžŽ–")
_FREE = _OURS | set("—‘’“”«»•·…€àêëíóôúýñç")
"""What nobody wonders at in a list that is read as one of the old writings."""
_STRAY = re.compile("[\udc80-\udcff]")
_TWICE = re.compile("[ÃÂ][\x80-\xbf\u0152-\u02dc\u2013-\u20ac\u2122]")


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the first line whose letters were written otherwise than the rest, or which
    were read wrongly by somebody before or perhaps here; else nothing."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    if wide := _wide(data):
        return data.decode(wide, "replace"), ""
    text = data.decode("utf-8", "surrogateescape")
    if not _STRAY.search(text):
        found = _TWICE.search(text)
        return text, _line_at(text, found.start()) if found else ""
    if not _STRAY.sub("", text).isascii():  # two bytes that make a letter do so on purpose
        return _mended(text)
    text = max((data.decode(each, "replace") for each in _OLD), key=_likely)
    strange = next(
        (at for at, letter in enumerate(text) if _is_rare(letter) and letter not in _FREE), -1
    )
    return text, _line_at(text, strange) if strange >= 0 else ""


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of figures, spaces and line ends is zero."""
    half = len(data) // 2
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if half and zeros.count(0) * 2 > half:
            return encoding
    return ""


def _mended(text: str) -> tuple[str, str]:
    """One foreign byte among UTF-8 is that letter, and no reason to read the rest wrongly."""
    first = _STRAY.search(text)
    assert first
    whole = _STRAY.sub(_old_letter, text)
    return whole, _line_at(whole, first.start())


def _old_letter(stray: "re.Match[str]") -> str:
    return bytes([ord(stray.group()) - 0xDC00]).decode("cp1252", "replace")


def _likely(text: str) -> int:
    """How much oftener our letters stand there than strange ones; the first of equals wins."""
    return sum(1 if letter in _OURS else -1 for letter in text if _is_rare(letter))


def _is_rare(letter: str) -> bool:
    return letter > "\x7f" and letter != "\xa0"


def _line_at(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 : place + 60].split("\n", maxsplit=1)[0].strip()
