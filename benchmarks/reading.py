"""How fast and how right is reading?  Prints a table with peers in the same run.

python benchmarks/reading.py [SHARED]
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sharaka.reading import from_text, read
from sharaka.reading.repair.model import arabic_model

ROOT = Path(__file__).resolve().parent.parent


def reversed_chunks(text: str) -> str:
    """The simplest repair: chunks apart by two spaces, last to first."""
    return "\n".join(
        " ".join(reversed(re.split(r"(?<=\S)\s{2,}(?=\S)", line))) for line in text.splitlines()
    )


def score(shared: Path, text: str) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        tool = [sys.executable, str(shared / "tools/score_repair.py")]
        gold = str(shared / "gold/repair_dev_004_intro.txt")
        done = subprocess.run([*tool, gold, file.name], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def timed(work: Callable[[], object], size: int) -> str:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    return f"{size / 1e6 / seconds:6.1f} MB/s  ({seconds:.2f} s)"


def main() -> None:
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SHARAKA_SHARED")
    shared = Path(named) if named else ROOT.parent / "shared"
    seeds = sorted((shared / "seeds").glob("*.txt"))
    raw = seeds[4].read_text("utf-8")
    print("words of a scrambled PDF text in order (seed 004, introduction)")
    print(f"  as it is             {score(shared, raw)}")
    print(f"  chunks reversed      {score(shared, reversed_chunks(raw))}")
    print(f"  sharaka.reading      {score(shared, read(seeds[4]).text)}")
    start = time.perf_counter()
    arabic_model.cache_clear()
    arabic_model()
    print(f"model loaded in {time.perf_counter() - start:.3f} s")
    clean = "\n".join(path.read_text("utf-8") for path in seeds[:4])
    clean *= max(1, 6_000_000 // len(clean.encode()))
    size = len(clean.encode())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clean.txt"
        file.write_text(clean, "utf-8")
        print(f"clean text, from_text  {timed(lambda: from_text(clean, 'x'), size)}")
        print(f"clean text, read       {timed(lambda: read(file), size)}")
    print(f"scrambled text, read   {timed(lambda: read(seeds[4]), len(raw.encode()))}")


if __name__ == "__main__":
    main()
