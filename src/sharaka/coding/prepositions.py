"""Which preposition governs a token."""

from __future__ import annotations

from sharaka.coding.view import View, is_opening_quote


def preposition_before(view: View, i: int) -> str:
    """The preposition that ends right before token i (articles and quotes skipped), or ""."""
    k = i - 1
    while k >= 0 and (
        is_opening_quote(view.tokens[k])
        or view.word(k) in ("the", "a", "an", "its", "his", "their", "كل", "كلا", "كلتا")
        or (view.word(k) == "من" and view.word(k - 1) in ("كل", "كلا"))
    ):
        k -= 1
    for width in (3, 2, 1):
        hit = view.first("preposition", k - width + 1) if k - width + 1 >= 0 else None
        if hit and hit.j == k + 1 and hit.j - hit.i == width:
            return " ".join(view.word(n) for n in range(hit.i, hit.j)).lstrip("و") or view.word(k)
    return ""
