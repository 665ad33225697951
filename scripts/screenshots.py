"""Draw the top of a briefing page in each language, as the README shows it.

    python scripts/screenshots.py PAGE.html FOLDER

Needs a Chromium of the system; writes FOLDER/briefing-ar.png and FOLDER/briefing-en.png.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1200, 900


def main(page_file: Path, folder: Path) -> None:
    browser_file = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser_file is None:
        sys.exit("No Chromium was found. On Debian: sudo apt-get install chromium fonts-noto-core")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_file, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.resolve().as_uri())
        for language in ("ar", "en"):
            page.locator(f'label[for="lang-{language}"]').first.click()
            target = folder / f"briefing-{language}.png"
            page.screenshot(path=target)
            print(target)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
