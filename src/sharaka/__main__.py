"""``python -m sharaka`` is ``sharaka``."""

from sharaka.cli import main

main()
