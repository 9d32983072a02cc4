"""Follows the drawing commands of a PDF page, and says which letters stand where.

pypdf reads the file, its commands and its fonts, but where a word ends it guesses from widths that
leave out word spacing, which makes "T ehran" of justified lines and "talksended" of tight ones. So
the widths are added up here (PDF 32000-1, 9.3 and 9.4); ``pdf_layout`` makes lines of the result.
"""

import re
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from sayso.errors import InputError

__all__ = ["Pen", "Run"]

_MOST_BYTES = 50_000_000  # of drawing commands, unpacked, in a file
_MOST_WORDS = 4_000_000  # commands, and what they are given, in a file; a page has some ten thousand
_MOST_LETTERS = 5_000_000
_FORM, _RUN = 40, 3  # what it costs to draw a form and a run of letters, in words
_MOST_INSIDE = 8  # forms in forms
_NO_SPACE = 0.05  # how narrow a space may be made, in sizes of the letters, and still be one
_SPACE, _FEW = 0.15, 3  # a gap between words, and letters so few that they are no word set widely
_UNKNOWN = 0.5  # how wide a letter is taken for that no font tells, in sizes
_UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters that were drawn in one go, from ``x`` to ``end`` on the line at ``y``, in points.

    Points are counted along ``direction``, in which the letters are read.
    """

    page: int
    x: float
    end: float
    y: float
    size: float
    text: str
    direction: tuple[int, int] = (1, 0)


@dataclass(frozen=True, slots=True)
class _State:
    """What the commands before have set: where and how letters are drawn."""

    user: Matrix = _UNIT
    font: Any = None
    size: float = 1.0
    of_letters: float = 0.0
    of_words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0


class Pen:
    """Carries out the drawing commands of the pages of one file, as many as a file of text may have."""

    def __init__(self) -> None:
        self._bytes, self._words, self._letters = _MOST_BYTES, _MOST_WORDS, _MOST_LETTERS
        self._runs: list[Run] = []
        self._number = 0
        self._state = _State()
        self._line = self._at = _UNIT
        self._fonts: dict[int, Any] = {}
        self._forms: dict[int, Any] = {}

    def runs_of(self, page: Any, number: int) -> list[Run]:
        """Return the runs of letters on a page in the order of drawing, those in its main direction.

        Raises:
            InputError: up to this page the file has more commands than a file of text has.
        """
        self._runs, self._number, self._state = [], number, _State()
        contents = page.get("/Contents")
        if contents is not None:
            self._follow(contents.get_object(), page.get("/Resources"), page.pdf)
        letters: dict[tuple[int, int], int] = {}
        for run in self._runs:
            letters[run.direction] = letters.get(run.direction, 0) + len(run.text)
        main = max(letters, key=letters.__getitem__, default=None)
        return [run for run in self._runs if run.direction == main]

    def _spend(self, *, data: int = 0, words: int = 0, letters: int = 0) -> None:
        self._bytes -= data
        self._words -= words
        self._letters -= letters
        if min(self._bytes, self._words, self._letters) < 0:
            what = "much text" if self._letters < 0 else "many drawing commands"
            raise InputError(f"it has too {what} (up to page {self._number + 1}); split it")

    def _operations(self, content: Any, pdf: Any, *, is_form: bool) -> Any:
        """Return the commands of a page or a form; those of a form, which may be drawn often, are kept."""
        from pypdf.generic import ContentStream  # noqa: PLC0415  few inputs are PDFs

        if id(content) in self._forms:
            return self._forms[id(content)][0]
        stream = ContentStream(content, pdf, "bytes")
        self._spend(data=len(stream.get_data()))
        operations = stream.operations
        self._spend(words=sum(len(operands) for operands, _ in operations))
        if is_form:
            self._forms[id(content)] = (operations, content)  # both, so that its id stays its own
        return operations

    def _follow(self, content: Any, resources: Any, pdf: Any, inside: int = 0) -> None:
        """Carry out the commands of a page or of a form in it."""
        from pypdf.generic import DictionaryObject  # noqa: PLC0415  few inputs are PDFs

        resources = resources.get_object() if resources is not None else None
        if not isinstance(resources, DictionaryObject):
            return
        kept: list[_State] = []
        for operands, operator in self._operations(content, pdf, is_form=inside > 0):
            self._spend(words=1)
            try:
                if operator == b"q":
                    kept.append(self._state)
                elif operator == b"Q":
                    self._state = kept.pop() if kept else self._state
                elif operator == b"Tf":
                    font = self._font(resources, operands[0])
                    self._state = replace(self._state, font=font, size=float(operands[1]))
                elif operator == b"Do" and inside < _MOST_INSIDE:
                    self._form(resources, operands[0], pdf, inside + 1)
                else:
                    self._command(operator, operands)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                continue  # viewers too pass over a command that makes no sense

    def _form(self, resources: Any, name: Any, pdf: Any, inside: int) -> None:
        self._spend(words=_FORM)
        forms = resources.get("/XObject")
        form = forms.get_object().get(name) if forms is not None else None
        form = form.get_object() if form is not None else None
        if form is None or form.get("/Subtype") != "/Form":
            return
        before = self._state
        matrix = tuple(float(one) for one in form.get("/Matrix", _UNIT))
        if len(matrix) == len(_UNIT):
            self._state = replace(before, user=_product(matrix, before.user))
        try:
            self._follow(form, form.get("/Resources", resources), pdf, inside)
        finally:
            self._state = before

    def _font(self, resources: Any, name: Any) -> Any:
        from pypdf.generic._font import Font  # noqa: PLC0415  few inputs are PDFs

        fonts = resources.get("/Font")
        resource = fonts.get_object().get(name) if fonts is not None else None
        resource = resource.get_object() if resource is not None else None
        if resource is None:
            return None
        if id(resource) not in self._fonts:
            font = Font.from_font_resource(resource)
            unit = 0.001
            if font.sub_type == "Type3" and len(resource.get("/FontMatrix", ())) == len(_UNIT):
                unit = float(resource["/FontMatrix"][0])
            self._fonts[id(resource)] = (font, unit, resource)  # kept, so that its id stays its own
        return self._fonts[id(resource)]

    def _command(self, operator: bytes, operands: list[Any]) -> None:  # noqa: C901, PLR0912  one case a command
        match operator, operands:
            case b"cm", [_, _, _, _, _, _]:
                self._state = replace(self._state, user=_product(_matrix(operands), self._state.user))
            case b"BT", _:
                self._line = self._at = _UNIT
            case b"Tm", [_, _, _, _, _, _]:
                self._line = self._at = _matrix(operands)
            case b"Td", [x, y]:
                self._move(float(x), float(y))
            case b"TD", [x, y]:
                self._state = replace(self._state, leading=-float(y))
                self._move(float(x), float(y))
            case b"T*", _:
                self._move(0.0, -self._state.leading)
            case b"Tc", [value]:
                self._state = replace(self._state, of_letters=float(value))
            case b"Tw", [value]:
                self._state = replace(self._state, of_words=float(value))
            case b"Tz", [value]:
                self._state = replace(self._state, stretch=float(value) / 100)
            case b"TL", [value]:
                self._state = replace(self._state, leading=float(value))
            case ((b"Tj" | b"TJ"), [words]):
                self._show(words)
            case b"'", [words]:
                self._move(0.0, -self._state.leading)
                self._show(words)
            case b'"', [of_words, of_letters, words]:
                self._state = replace(self._state, of_words=float(of_words), of_letters=float(of_letters))
                self._move(0.0, -self._state.leading)
                self._show(words)

    def _move(self, x: float, y: float) -> None:
        self._line = self._at = _product((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _show(self, words: Any) -> None:
        """Draw letters; numbers between them move the pen back, in thousandths of their size."""
        state = self._state
        for piece in words if isinstance(words, list) else [words]:
            self._spend(words=1)
            if isinstance(piece, bytes) and piece and state.font is not None:
                self._spend(words=_RUN, letters=len(piece))
                text, wide = _read(piece, state)
                self._keep(text, wide)
                self._forward(wide + state.of_letters * state.stretch)
            elif isinstance(piece, int | float):
                self._forward(-float(piece) / 1000 * state.size * state.stretch)

    def _forward(self, wide: float) -> None:
        self._at = _product((1.0, 0.0, 0.0, 1.0, wide, 0.0), self._at)

    def _keep(self, text: str, wide: float) -> None:
        """Note down a run, seen along its own direction."""
        a, b, c, d, x, y = _product(self._at, self._state.user)
        along, up = hypot(a, b), hypot(c, d)
        if not along or not up:
            return
        start = (x * a + y * b) / along
        self._runs.append(
            Run(
                page=self._number,
                x=start,
                end=start + wide * along,
                y=(x * c + y * d) / up,
                size=abs(self._state.size) * up or 1.0,
                text=_CONTROLS.sub("\ufffd", text),
                direction=(round(a / along), round(b / along)),
            )
        )


def _read(piece: bytes, state: _State) -> tuple[str, float]:
    """Return the letters that bytes stand for in a font, and how wide they are but for the last gap."""
    font, unit, _ = state.font
    if not font.interpretable:
        return "\ufffd" * len(piece), _UNKNOWN * state.size * len(piece)
    simple = not isinstance(font.encoding, str)
    if simple:
        text = "".join(font.encoding.get(byte, chr(byte)) for byte in piece)
        shapes = piece.decode("latin-1")
    else:
        text = shapes = piece.decode(font.encoding, "replace")
    letters = [font.character_map.get(letter, letter) for letter in text]
    wide = font.get_text_width(shapes) * unit * state.size + state.of_letters * (len(shapes) - 1)
    if simple and b" " in piece:
        wide += state.of_words * piece.count(b" ")
        blank = font.get_text_width(" ") * unit * state.size + state.of_letters + state.of_words
        letters = [letter for letter in letters if letter != " " or blank > _NO_SPACE * state.size]
    parted = len(letters) <= _FEW and state.of_letters > _SPACE * state.size  # as Ghostscript writes a gap
    return (" " if parted else "").join(letters), wide * state.stretch


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _product(m: Any, n: Any) -> Matrix:
    """Return what it is to do ``m`` and then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
