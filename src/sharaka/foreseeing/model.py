"""A cross-impact model: descriptors, their variants, and the judgements between them.

Follows W. Weimer-Jehle, "Cross-impact balances: A system-theoretical approach to cross-impact
analysis", Technological Forecasting and Social Change 73 (2006) 334-361.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._text import shown, whole

#: More variants than this are refused before any matrix is allocated (a full imported matrix of
#: 1,000² cells takes 200 MB as judgements).
MAX_VARIANTS = 1_000

#: int64 where every judgement is whole, else float64.
Matrix = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Name:
    """A label in both languages; imported matrices carry one text in both."""

    ar: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the states a descriptor can take."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """A factor of the system: ``now`` is the id of today's variant, if the analyst says so.

    ``factors`` are coder factor ids (:class:`sharaka.evidence.Factor`) that speak of it.
    """

    id: str
    name: Name
    variants: tuple[Variant, ...]
    now: str | None = None
    factors: tuple[str, ...] = ()

    def index(self, variant: str) -> int:
        """The 0-based place of a variant id; raises ModelError for an unknown one."""
        for place, candidate in enumerate(self.variants):
            if candidate.id == variant:
                return place
        known = ", ".join(v.id for v in self.variants)
        raise ModelError(
            f"descriptor {self.id!r} has no variant {variant!r}", mend=f"Use one of: {known}."
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """The words a judgement rests on: document id and exact quote."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How strongly ``source`` favours (+) or hinders (−) ``target``, as one matrix cell.

    ``source``/``target`` are global variant indices (row, column).  ``confidence`` is the
    analyst's, 0 to 1.  Without evidence the judgement is an analyst's assumption.
    """

    source: int
    target: int
    value: float
    confidence: float | None = None
    evidence: tuple[Citation, ...] = ()
    note: Name | None = None

    @property
    def basis(self) -> Literal["evidence", "analyst's assumption"]:
        return "evidence" if self.evidence else "analyst's assumption"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Descriptors and the matrix of judgements between their variants.

    ``matrix`` has shape (V, V), V the number of variants of all descriptors together: rows are
    source variants, columns target variants, in the order of the descriptors.  It is read-only.
    ``judgements`` are sorted by cell; an imported matrix has one per non-zero cell.
    ``filled_diagonal`` lists descriptors whose judgements on themselves are not all zero: kept as
    the published matrix has them, and counted in every balance.  Values lie in −``scale`` … scale.
    """

    descriptors: tuple[Descriptor, ...]
    matrix: Matrix
    judgements: tuple[Judgement, ...] = ()
    forbidden: tuple[tuple[int, int], ...] = ()
    title: Name | None = None
    source: str | None = None
    filled_diagonal: tuple[int, ...] = ()
    scale: float = 3
    _cells: dict[tuple[int, int], Judgement] = field(
        init=False, repr=False, compare=False, hash=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self.matrix.setflags(write=False)
        self._cells.update({(j.source, j.target): j for j in self.judgements})

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of variants of each descriptor."""
        return tuple(len(d.variants) for d in self.descriptors)

    @property
    def offsets(self) -> tuple[int, ...]:
        """The global index of each descriptor's first variant, and V at the end."""
        places = [0]
        for size in self.sizes:
            places.append(places[-1] + size)
        return tuple(places)

    @property
    def owners(self) -> NDArray[np.int64]:
        """The descriptor of each variant, shape (V,)."""
        return np.repeat(np.arange(len(self.descriptors)), self.sizes)

    @property
    def configurations(self) -> int:
        """How many combinations of variants there are."""
        return functools.reduce(lambda product, size: product * size, self.sizes, 1)

    @property
    def matrix_hash(self) -> str:
        """SHA-256 (hex) of ids, values and forbidden pairs, if any: what results belong to."""
        shape = [[d.id, [v.id for v in d.variants]] for d in self.descriptors]
        values = [[_plain(value) for value in row] for row in self.matrix.tolist()]
        parts: list[Any] = [shape, values]
        if self.forbidden:
            parts.append(sorted([min(pair), max(pair)] for pair in self.forbidden))
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def place(self, variant: int) -> tuple[Descriptor, Variant]:
        """The descriptor and variant at a global index."""
        for descriptor, start in zip(self.descriptors, self.offsets, strict=False):
            if variant < start + len(descriptor.variants):
                return descriptor, descriptor.variants[variant - start]
        raise ModelError(f"no variant {variant}", mend=f"The model has {self.offsets[-1]}.")

    def label(self, variant: int) -> str:
        """``descriptor=variant`` of a global index, as model.toml writes it."""
        descriptor, found = self.place(variant)
        return f"{descriptor.id}={found.id}"

    def cell(self, source: int, target: int) -> str:
        """``descriptor=variant → descriptor=variant``: a cell as messages name it."""
        return f"{self.label(source)} → {self.label(target)}"

    def clash(self, variants: Sequence[int]) -> tuple[int, int] | None:
        """The first forbidden pair (global indices) that a scenario holds, or None."""
        held = {start + v for start, v in zip(self.offsets, variants, strict=False)}
        return next((pair for pair in self.forbidden if held.issuperset(pair)), None)

    def judgement(self, source: int, target: int) -> Judgement | None:
        """The judgement at a cell, or None where nobody judged (the cell is zero)."""
        return self._cells.get((source, target))

    def descriptor(self, key: str | int) -> int:
        """The 0-based place of a descriptor given by id or index (an int of any library)."""
        if isinstance(key, str):
            for place, candidate in enumerate(self.descriptors):
                if candidate.id == key:
                    return place
        elif (index := _index(key)) is not None and 0 <= index < len(self.descriptors):
            return index
        known = ", ".join(d.id for d in self.descriptors)
        raise ModelError(
            f"no descriptor {shown(key)}", place=self.source, mend=f"Use one of: {known}."
        )

    def variant(self, descriptor: str | int, key: str | int) -> int:
        """The 0-based place, inside its descriptor, of a variant given by id or index."""
        owner = self.descriptors[self.descriptor(descriptor)]
        if isinstance(key, str):
            return owner.index(key)
        if (index := _index(key)) is not None and 0 <= index < len(owner.variants):
            return index
        raise ModelError(
            f"descriptor {owner.id!r} has no variant number {shown(key)}",
            place=self.source,
            mend=f"Use a number from 0 to {len(owner.variants) - 1}.",
        )

    def now(self) -> tuple[int | None, ...]:
        """Today's variants (0-based), None where the model does not say."""
        return tuple(None if d.now is None else d.index(d.now) for d in self.descriptors)


def _index(key: Any) -> int | None:
    """A place as an int, numpy's ints among them; None for what is no whole number."""
    try:
        return operator.index(key)
    except TypeError:
        return None


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def name(text: str | Mapping[str, str]) -> Name:
    """A Name from one text or from {ar, en}; a missing language takes the other's text.

    Raises ModelError for what is no text, or holds half a character (a lone surrogate, which no
    file can be written with).
    """
    both = text if isinstance(text, Mapping) else {"ar": text, "en": text}
    for part in both.values():
        if not isinstance(part, str):
            raise ModelError(f"a name is {shown(part)}, not a text", mend="Write it as a text.")
        whole(part, None)
    arabic, english = both.get("ar"), both.get("en")
    return Name(arabic or english or "", english or arabic or "")


def from_matrix(
    sizes: Iterable[int],
    matrix: Any,
    *,
    descriptors: Iterable[str] | None = None,
    variants: Iterable[Iterable[str]] | None = None,
    title: str | None = None,
    source: str | None = None,
    lines: Sequence[int] | None = None,
) -> Model:
    """A model from bare numbers: ``matrix`` is (V, V), rows source variants, columns targets.

    Without names descriptors are D1, D2 … and variants V1_1, V1_2 ….  Filled diagonal blocks are
    kept and listed in ``filled_diagonal``.  ``lines`` are those of the rows in the file ``source``,
    for messages.  Raises ModelError naming the row (from 1) or cell for a ragged, non-square or
    non-finite matrix, sizes and names that are none, duplicate ids, or a model too big.
    """
    counts = _counts(sizes, source)
    check_size(counts, source)
    try:
        ids = list(descriptors) if descriptors is not None else _numbered("D", len(counts))
        names = (
            [list(row) for row in variants]
            if variants is not None
            else [_numbered(f"V{place}_", size) for place, size in enumerate(counts, 1)]
        )
    except TypeError as error:
        raise ModelError(
            "the names are no lists of texts", place=source, mend="Give a list of ids for each."
        ) from error
    if len(ids) != len(counts) or [len(row) for row in names] != counts:
        raise ModelError(
            "the names do not fit the numbers of variants",
            place=source,
            mend="Give one name a descriptor and one a variant.",
        )
    for one in (*ids, *itertools.chain(*names), title or ""):
        if not isinstance(one, str):
            raise ModelError(f"the name {shown(one)} is no text", place=source, mend="Use texts.")
        whole(one, source)
    built = tuple(
        Descriptor(id=d, name=name(d), variants=tuple(Variant(v, name(v)) for v in row))
        for d, row in zip(ids, names, strict=True)
    )
    check_ids(built, source)
    values = checked_matrix(matrix, built, source, lines)
    rows, columns = np.nonzero(values)
    judgements = tuple(
        Judgement(source=int(r), target=int(c), value=_plain(values[r, c]))
        for r, c in zip(rows, columns, strict=True)
    )
    return Model(
        descriptors=built,
        matrix=values,
        judgements=judgements,
        title=name(title) if title else None,
        source=source,
        filled_diagonal=filled_diagonal(values, counts),
        scale=_plain(max(3.0, float(np.abs(values).max(initial=0)))),
    )


def _counts(sizes: Iterable[int], source: str | None) -> list[int]:
    try:
        return [operator.index(size) for size in sizes]
    except TypeError as error:
        raise ModelError(
            "the numbers of variants are no list of whole numbers",
            place=source,
            mend="Give one number for each descriptor: [3, 2].",
        ) from error


def filled_diagonal(matrix: Matrix, sizes: Iterable[int]) -> tuple[int, ...]:
    """The descriptors that judge themselves: their diagonal block is not all zero."""
    found, start = [], 0
    for place, size in enumerate(sizes):
        if matrix[start : start + size, start : start + size].any():
            found.append(place)
        start += size
    return tuple(found)


def check_size(sizes: Iterable[int], source: str | None) -> None:
    """Refuse a model too big, or empty, before anything of size V² is allocated."""
    counts = list(sizes)
    if not counts or min(counts) < 1:
        raise ModelError(
            "a model needs descriptors, each with at least one variant",
            place=source,
            mend="Add what is missing.",
        )
    if sum(counts) > MAX_VARIANTS:
        raise ModelError(
            f"the model has {sum(counts):,} variants; at most {MAX_VARIANTS:,} are taken",
            place=source,
            mend="Split it into models that do not influence each other.",
        )


def check_ids(descriptors: tuple[Descriptor, ...], source: str | None) -> None:
    """Refuse an id without a letter, and the same id twice among descriptors or their variants."""
    seen: set[str] = set()
    for descriptor in descriptors:
        for what, one in (
            ("a descriptor", descriptor.id),
            *((f"a variant of {descriptor.id!r}", v.id) for v in descriptor.variants),
        ):
            if not one.strip():
                raise ModelError(f"{what} has no id", place=source, mend="Give it one.")
        if descriptor.id in seen:
            raise ModelError(
                f"two descriptors are called {descriptor.id!r}",
                place=source,
                mend="Give each its own id.",
            )
        seen.add(descriptor.id)
        own: set[str] = set()
        for variant in descriptor.variants:
            if variant.id in own:
                raise ModelError(
                    f"descriptor {descriptor.id!r} has two variants called {variant.id!r}",
                    place=source,
                    mend="Give each its own id.",
                )
            own.add(variant.id)


def checked_matrix(
    matrix: Any,
    descriptors: tuple[Descriptor, ...],
    source: str | None = None,
    lines: Sequence[int] | None = None,
) -> Matrix:
    """The (V, V) array of finite numbers, int64 when all are whole; ModelError names the cell.

    ``lines`` are the lines of ``source`` that the rows stand in, so that it names the line too.
    """
    labels = [f"{d.id}={v.id}" for d in descriptors for v in d.variants]
    size = len(labels)

    def at(row: int) -> str | None:
        return source if lines is None or row >= len(lines) else f"{source}:{lines[row]}"

    rows = list(matrix) if np.iterable(matrix) and not isinstance(matrix, (str, Mapping)) else []
    if len(rows) != size:
        raise ModelError(
            f"the matrix has {len(rows)} rows but the model {size} variants",
            place=at(size),
            mend="Give one row a variant.",
        )
    values = np.empty((size, size), dtype=np.float64)
    for place, row in enumerate(rows):
        listed = row.ndim == 1 if isinstance(row, np.ndarray) else isinstance(row, (list, tuple))
        if not listed or len(row) != size:
            what = f"has {len(row)} cells, not {size}" if listed else f"is {shown(row)}, no list"
            raise ModelError(
                f"row {place + 1} ({labels[place]}) {what}",
                place=at(place),
                mend="Make the matrix square: one cell for each pair of variants.",
            )
        values[place] = [_number(value) for value in row]
        if not (finite := np.isfinite(values[place])).all():
            column = int(np.argmin(finite))
            raise ModelError(
                f"cell {labels[place]} → {labels[column]} is {shown(row[column])}, "
                "not a finite number",
                place=at(place),
                mend="Write a number there; 0 means no influence.",
            )
    if np.abs(values).max(initial=0) > 1e6:
        row_at, column_at = np.unravel_index(int(np.abs(values).argmax()), values.shape)
        raise ModelError(
            f"cell {labels[row_at]} → {labels[column_at]} is {values[row_at, column_at]:g}",
            place=at(int(row_at)),
            mend="Use values between -1,000,000 and 1,000,000.",
        )
    rounded = np.rint(values)
    return rounded.astype(np.int64) if (rounded == values).all() else values


#: What float() would take all the same, some of it with a warning.
_NO_NUMBERS = (str, bytes, bool, np.bool_, np.ndarray, np.complexfloating)


def _number(value: Any) -> float:
    """A cell's number, or nan for what is none (texts and truth values are none)."""
    try:
        return math.nan if isinstance(value, _NO_NUMBERS) else float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def _numbered(stem: str, count: int) -> list[str]:
    return [f"{stem}{number}" for number in range(1, count + 1)]
