#!/usr/bin/env python3
"""Make src/sharaka/reading/repair/arabic_lexicon.gz, the word model that repair decides with.

    python scripts/make_arabic_lexicon.py SHARED/data/arabic [--out FILE] [--words N]

Word frequencies come from wordfreq (code Apache-2.0, data CC BY-SA 4.0); associations between
words are counted in ANERcorp (CamelLab split, CC BY-SA 4.0) and UD_Arabic-PUD (CC BY-SA 3.0).
The file holds counts' logarithms only, no text.  Run it again when any of them changes, or when
``sharaka.reading.normalise.fold`` does.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import wordfreq

from sharaka.reading.normalise import fold
from sharaka.reading.repair.model import DATA, bare, word_class

OUT = Path(__file__).resolve().parent.parent / "src/sharaka/reading/repair" / DATA
SEPARATOR = b"\x00\x00\x00\x00"
#: Words frequent enough to be classes of their own.
OWN_CLASS = 400
#: Weight of the unigram prior in P(next class | class).
PRIOR = 25.0
LEAST_PAIR = 3


def sentences(folder: Path) -> Iterator[list[str]]:
    """Folded, bare words of each sentence of the two corpora."""
    words: list[str] = []
    for line in (folder / "anercorp_camellab_train.txt").read_text("utf-8").splitlines():
        if line.strip():
            words.append(line.split()[0])
        elif words:
            yield [bare(word) for word in words]
            words = []
    for line in (folder / "ud_arabic_pud.conllu").read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            yield [bare(word) for word in line.removeprefix("# text = ").split()]


def frequencies(most: int) -> list[tuple[str, int]]:
    """The ``most`` frequent folded Arabic words with zipf × 10, sorted by word."""
    total: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict("ar", wordlist="large").items():
        key = fold(word)
        if re.fullmatch("[ء-ي]+", key):
            total[key] += frequency  # type: ignore[assignment]
    return sorted(
        (word, max(1, round(10 * (math.log10(share) + 9))))
        for word, share in total.most_common(most)
    )


def packed(value: float) -> int:
    """An association as a byte: × 20, + 128."""
    return min(255, max(0, round(value * 20) + 128))


def section(entries: list[tuple[str, int]]) -> bytes:
    """Names by line, then a byte each.  Bytes are never 0, so that NULs can part sections."""
    names = "\n".join(name for name, _ in entries).encode()
    return names + SEPARATOR + bytes(max(1, value) for _, value in entries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--words", type=int, default=160_000)
    arguments = parser.parse_args()

    texts = [[word for word in text if word] for text in sentences(arguments.corpora)]
    counts = Counter(word for text in texts for word in text)
    own = frozenset(
        word for word, _ in counts.most_common(OWN_CLASS) if re.fullmatch("[ء-ي]+", word)
    )
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    word_pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        classes = [word_class(word, own) for word in text]
        first.update(classes[:-1])
        second.update(classes[1:])
        pairs.update(itertools.pairwise(classes))
        word_pairs.update(itertools.pairwise(text))
    total = sum(second.values())
    names = sorted(set(first) | set(second))
    index = {name: number for number, name in enumerate(names)}
    unseen = [(name, packed(math.log10(PRIOR / (first[name] + PRIOR)))) for name in names]
    associations = []
    for (a, b), count in sorted(pairs.items()):
        likely = (count + PRIOR * second[b] / total) / (first[a] + PRIOR)
        associations.append(
            (f"{index[a]}\t{index[b]}", packed(math.log10(likely * total / second[b])))
        )
    collocations = []
    for (a, b), count in sorted(word_pairs.items()):
        if count >= LEAST_PAIR and not (a in own and b in own):
            gain = math.log10((count - 0.5) * total / (counts[a] * counts[b]))
            if gain > 0.5:
                collocations.append((f"{a}\t{b}", packed(min(gain, 3.0))))
    data = SEPARATOR.join(
        map(section, (frequencies(arguments.words), unseen, associations, collocations))
    )
    arguments.out.write_bytes(gzip.compress(data, 9, mtime=0))
    print(
        f"{arguments.out}: {len(names)} classes, {len(associations)} class pairs, "
        f"{len(collocations)} word pairs, {arguments.out.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()
