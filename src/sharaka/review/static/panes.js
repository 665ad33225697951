// Moving through the desk without loading the whole page: the same addresses and forms, but only
// the panes are put in.  Without this file everything works by ordinary links and forms.

let busy = false;

/** Whether a decision is on its way: keys pressed meanwhile would hit a record not yet on screen. */
export function isBusy() {
  return busy;
}

/** Fetch a page of the desk and put its panes in. */
export async function swap(address, options = {}) {
  if (busy) return;
  busy = true;
  const panes = document.getElementById("panes");
  panes.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { ...options, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("panes");
    if (!fresh) {
      // Not the desk (a question for the name, a refusal): show it as it is.
      if (options.method === "POST") showWhole(page);
      else window.location.assign(response.url);
      return;
    }
    const target = new URL(response.url);
    if (response.redirected || options.method !== "POST") {
      target.searchParams.delete("done");
      history.pushState(null, "", target.pathname + target.search);
    }
    put(fresh, page);
  } catch {
    window.location.reload(); // the server is gone or the answer was cut: nothing is to be guessed
  } finally {
    busy = false;
    document.getElementById("panes")?.setAttribute("aria-busy", "false");
  }
}

function showWhole(page) {
  document.body.className = page.body.className;
  document.body.replaceChildren(...page.body.childNodes);
}

function put(fresh, page) {
  const places = { queue: scrollOf("#queue"), source: scrollOf(".scroller") };
  const shown = document.querySelector(".text")?.dataset.document;
  document.getElementById("panes").replaceChildren(...fresh.childNodes);
  const bar = page.querySelector(".progress");
  if (bar) document.querySelector(".progress")?.replaceWith(bar);
  setScroll("#queue", places.queue);
  if (document.querySelector(".text")?.dataset.document === shown) setScroll(".scroller", places.source);
  settle();
}

/** Bring the chosen row and the chosen quote into view, and say that the panes are new. */
export function settle() {
  document.querySelector(".row.here")?.scrollIntoView({ block: "nearest" });
  showQuote(false);
  document.dispatchEvent(new Event("desk:settled"));
}

/** Bring the quote into view: to the middle, or only as far as needed. */
export function showQuote(always) {
  const mark = document.querySelector("mark.here");
  const scroller = document.querySelector(".scroller");
  if (!mark || !scroller) return;
  const box = mark.getClientRects()[0];
  const frame = scroller.getBoundingClientRect();
  const inside = box && box.top >= frame.top && box.bottom <= frame.bottom;
  if (always || !inside) mark.scrollIntoView({ block: "center" });
}

function scrollOf(selector) {
  return document.querySelector(selector)?.scrollTop ?? 0;
}

function setScroll(selector, top) {
  const element = document.querySelector(selector);
  if (element) element.scrollTop = top;
}

/** Take over the links and forms marked for it. */
export function enhance() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-swap]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!link || !plain || !document.getElementById("panes")) return;
    event.preventDefault();
    swap(link.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-swap]") || !document.getElementById("panes")) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    // Not form.action: a button of that name hides it.
    const action = form.getAttribute("action");
    if (form.getAttribute("method") === "post") swap(action, { method: "POST", body: fields });
    else swap(`${action}?${fields}`);
  });
  window.addEventListener("popstate", () => window.location.reload());
}
