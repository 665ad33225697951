"""Print a paragraph as an extractor that sorts chunks by x leaves it (for repair's tests).

The faults are those described in sharaka.reading.repair.visual: chunks in reverse order, two
spaces after a chunk that ends in its own space, words torn at a chunk's end, a tanwin apart.
"""

import random
from collections.abc import Iterator


def wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def printed(line: str, rng: random.Random, *, torn: bool) -> str:
    """One line in visual order; in half of the lines each word is a chunk of its own."""
    chunks: list[str] = []
    size = rng.choice((1, 1, 3, 5, 40))
    words = line.split()
    while words:
        take = rng.randint(1, size)
        chunks.append(" ".join(words[:take]) + " ")
        words = words[take:]
    if torn:
        for index, chunk in enumerate(chunks):
            letters = chunk.strip()
            first = letters.split()[0]
            cuts = [i + 1 for i, c in enumerate(first[:-2]) if c in "اردزوة" and i > 1]
            if index and cuts and rng.random() < 0.3:
                chunks[index - 1 : index + 1] = [
                    chunks[index - 1] + first[: cuts[0]],
                    letters[cuts[0] :] + " ",
                ]
                break
    return " ".join(reversed(chunks))


def scrambled(paragraphs: tuple[str, ...], seed: int, *, torn: bool = True) -> str:
    rng = random.Random(seed)
    return "\n\n".join(
        "\n".join(printed(line, rng, torn=torn) for line in wrapped(paragraph, 62))
        for paragraph in paragraphs
    )
