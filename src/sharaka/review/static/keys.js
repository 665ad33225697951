// The keyboard: one letter for each step.  Letters are taken by their place on the keyboard where
// the layout is not Latin, so that they work while an Arabic layout is on.

import { isBusy, showQuote } from "./panes.js";

const LATIN = /^[a-z]$/;

/** The letter or sign of a key press. */
export function keyOf(event) {
  if (LATIN.test(event.key.toLowerCase())) return event.key.toLowerCase();
  if (event.key === "?" || event.key === "؟") return "?";
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  const place = /^Key([A-Z])$/.exec(event.code ?? "");
  return place ? place[1].toLowerCase() : event.key;
}

function press(selector) {
  const button = document.querySelector(selector);
  if (button) button.click();
}

function edit() {
  const field = document.querySelector("#record-form .fields :is(select, input:not([type=hidden]))");
  field?.focus();
  field?.scrollIntoView({ block: "nearest" });
}

const STEPS = {
  a: () => press("#record-form .accept"),
  r: () => press("#record-form .reject"),
  e: edit,
  u: () => press("#undo-step button"),
  j: () => press("#go-after"),
  k: () => press("#go-before"),
  g: () => showQuote(true),
  "/": () => document.querySelector(".find input")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest?.("input, select, textarea");
    if (event.key === "Escape" && typing) typing.blur();
    if (typing || document.querySelector("dialog[open]") || !document.getElementById("panes")) return;
    const step = STEPS[keyOf(event)];
    if (!step) return;
    event.preventDefault();
    // A held key repeats; a decision is one press on what is on screen.
    if (!isBusy() && !event.repeat) step();
  });
}
