"use strict";
// Without this script the page still reads: links jump to their quotes, radio buttons switch the
// language.  With it, quotes open at the side and the whole document turns with the language.
(() => {
  const root = document.documentElement;
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const item = document.getElementById("panel-item");
  const choosers = [...document.querySelectorAll(".chooser")];
  let opener = null;

  // The section the reader is in, whatever its language: what stays in view when the page turns.
  function sectionInView() {
    const shown = [...document.querySelectorAll(".section")].filter((s) => s.offsetParent);
    return shown.filter((s) => s.getBoundingClientRect().top < innerHeight / 3).pop();
  }

  function turn(chooser, keep) {
    const was = root.lang;
    root.lang = chooser.value;
    root.dir = chooser.dataset.dir;
    const title = document.querySelector(`.edition[data-edition="${chooser.value}"] h1`);
    if (title) document.title = title.textContent.trim();
    if (keep && keep.id.startsWith(`${was}-`)) {
      const twin = document.getElementById(chooser.value + keep.id.slice(was.length));
      if (twin) twin.scrollIntoView({ behavior: "instant" });
    } else if (keep) keep.scrollIntoView({ behavior: "instant" });
  }

  for (const chooser of choosers) {
    // The section must be known before the style hides it, so on the way to the change.
    let keep = null;
    const note = () => { keep = sectionInView(); };
    document.querySelectorAll(`label[for="${chooser.id}"]`).forEach((l) => l.addEventListener("pointerdown", note));
    chooser.addEventListener("keydown", note);
    chooser.addEventListener("change", () => turn(chooser, keep));
  }
  const wanted = choosers.find((c) => location.hash === `#${c.value}` || location.hash.startsWith(`#${c.value}-`));
  if (wanted) wanted.checked = true;
  turn(choosers.find((c) => c.checked) || choosers[0], null);

  const MOST = 40; // quotes opened at once; the index of sets lists the rest
  let marked = null;
  function pieces(key) {
    if (!marked) {
      marked = new Map();
      document.querySelectorAll("main mark[data-q]").forEach((m) => {
        if (!marked.has(m.dataset.q)) marked.set(m.dataset.q, []);
        marked.get(m.dataset.q).push(m);
      });
    }
    return marked.get(key) || [];
  }

  function evidence(key) {
    const made = item.content.cloneNode(true);
    const card = document.getElementById(`r-${key}`);
    const marks = pieces(key);
    if (!card || !marks.length) return null;
    const shown = card.cloneNode(true);
    shown.removeAttribute("id");
    made.querySelector(".evidence-card").append(...shown.childNodes);
    const source = marks[0].closest(".source");
    const heading = source.querySelector("header").cloneNode(true);
    heading.querySelectorAll("h3 .no, dl > div:not(.core)").forEach((n) => n.remove());
    const where = document.createElement("div");
    where.className = "evidence-source";
    const title = document.createElement("strong");
    title.dir = "auto";
    title.textContent = heading.querySelector("h3").textContent.trim();
    where.append(title, heading.querySelector("dl"));
    made.querySelector(".evidence-card").after(where);
    const block = marks[0].closest(".block");
    const context = block.cloneNode(true);
    context.querySelectorAll("[id]").forEach((n) => n.removeAttribute("id"));
    context.querySelectorAll("mark").forEach((m) => m.classList.toggle("here", m.dataset.q === key));
    const quote = made.querySelector(".evidence-context");
    quote.lang = source.querySelector(".text").lang;
    quote.dir = "auto";
    quote.append(...context.childNodes);
    made.querySelector(".evidence-go").href = `#q-${key}`;
    return made;
  }

  function open(keys, from) {
    body.replaceChildren(...keys.slice(0, MOST).map(evidence).filter(Boolean));
    if (keys.length > MOST && from) {
      const rest = document.createElement("a");
      rest.className = "evidence-go evidence-rest";
      rest.href = from.getAttribute("href");
      rest.textContent = `+${keys.length - MOST}`;
      body.append(rest);
    }
    panel.hidden = false;
    opener = from;
    panel.scrollTop = 0;
    body.querySelectorAll(".evidence-context").forEach((quote) => {
      const here = quote.querySelector(".here");
      if (here) quote.scrollTop = Math.max(0, here.offsetTop - quote.offsetTop - 40);
    });
    panel.focus();
  }

  function close(back) {
    panel.hidden = true;
    body.replaceChildren();
    if (back && opener) opener.focus();
  }

  function reveal(key) {
    document.querySelectorAll("mark.here").forEach((m) => m.classList.remove("here"));
    pieces(key).forEach((m) => m.classList.add("here"));
  }

  function openDetails() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (target && target.id.startsWith("q-")) reveal(target.id.slice(2));
    if (target) target.scrollIntoView({ behavior: "instant", block: target.id.startsWith("q-") ? "center" : "start" });
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const go = event.target.closest(".evidence-go");
    if (go) { close(false); return; }
    const link = event.target.closest("a.ev");
    const mark = event.target.closest("main mark[data-q]");
    if (link) {
      event.preventDefault();
      const set = (link.dataset.set || "").split(" ").filter(Boolean);
      open(set, link);
    } else if (mark && !event.target.closest("a")) open([mark.dataset.q], null);
  });
  document.getElementById("panel-close").addEventListener("click", () => close(true));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(true); });
  addEventListener("hashchange", openDetails);
  addEventListener("beforeprint", () => document.querySelectorAll("details:not(.records)").forEach((d) => { d.open = true; }));
  openDetails();

  // Which section the reader is in, in the list of contents.
  const watch = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      document.querySelectorAll(`.contents a[href="#${target.id}"]`).forEach((a) => {
        if (isIntersecting) a.setAttribute("aria-current", "true");
        else a.removeAttribute("aria-current");
      });
    }
  }, { rootMargin: "-30% 0px -65% 0px" });
  document.querySelectorAll(".section").forEach((s) => watch.observe(s));
})();
