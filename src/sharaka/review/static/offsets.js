// From a selection on the page to code points of the canonical text, which is how spans are kept.
// JavaScript counts UTF-16 units: a letter outside the Basic Multilingual Plane counts two there
// and one here.  This is the only place where one is turned into the other.

/** How many code points the first `units` UTF-16 units of `text` are. */
export function codePoints(text, units) {
  let points = 0;
  for (let i = 0; i < Math.min(units, text.length); i += 1) {
    const unit = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    // A pair counts with its first half; a cut inside it falls behind it.
    if (unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) i += 1;
    points += 1;
  }
  return points;
}

/** The paragraph an end of a selection is in. */
function paragraphOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-start]") ?? null;
}

/** The paragraph's own text before a place in it: the numbers of quotes are not part of it. */
function textBefore(paragraph, node, offset) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll(".n").forEach((number) => number.remove());
  return part.textContent;
}

function placeOf(node, offset) {
  const paragraph = paragraphOf(node);
  if (!paragraph) return null;
  const text = textBefore(paragraph, node, offset);
  return Number(paragraph.dataset.start) + codePoints(text, text.length);
}

/** What is selected inside `root` as {start, end, text}, without spaces at its ends; or null. */
export function selectedStretch(root, selection = window.getSelection()) {
  if (!root || !selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  const part = range.cloneContents();
  part.querySelectorAll(".n").forEach((number) => number.remove());
  const text = part.textContent;
  const lead = text.length - text.trimStart().length;
  const tail = text.length - text.trimEnd().length;
  const words = text.trim();
  return words ? { start: start + lead, end: end - tail, text: words } : null;
}
