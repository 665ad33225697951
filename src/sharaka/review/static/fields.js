// The record's form: what is not saved yet is said, and words are taken from the selection.

import { selectedStretch } from "./offsets.js";

let latest = null;

function textPane() {
  return document.querySelector("#source .text");
}

function changed(form) {
  return [...form.elements].some((field) => {
    if (field.tagName === "SELECT") return [...field.options].some((o) => o.selected !== o.defaultSelected);
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    return field.dataset.was !== undefined ? field.value !== field.dataset.was : field.value !== field.defaultValue;
  });
}

function mark(form) {
  const note = form.querySelector(".unsaved");
  if (note) note.hidden = !changed(form);
}

function setWords(path, stretch) {
  const box = document.querySelector(`[data-words="${CSS.escape(path)}"]`);
  const values = stretch ?? { start: "", end: "", text: "" };
  for (const name of ["start", "end", "text"]) {
    const field = box.querySelector(`input[name$=".${name}"]`);
    // A hidden input's value and default are one: what it was is kept aside.
    field.dataset.was ??= field.value;
    field.value = values[name];
  }
  const shown = box.querySelector("q");
  shown.dataset.was ??= shown.textContent;
  shown.textContent = values.text;
  mark(box.closest("form"));
}

function takeBack(form) {
  for (const shown of form.querySelectorAll("q[data-was]")) shown.textContent = shown.dataset.was;
  for (const field of form.querySelectorAll("input[data-was]")) field.value = field.dataset.was;
  mark(form);
}

function selected() {
  const stretch = selectedStretch(textPane());
  if (stretch) latest = stretch;
  const form = document.getElementById("selection");
  if (form && stretch) {
    form.hidden = false;
    form.elements.start.value = stretch.start;
    form.elements.end.value = stretch.end;
    form.querySelector("q").textContent = stretch.text;
  }
  for (const button of document.querySelectorAll("[data-take]")) button.hidden = !latest;
}

function prepare() {
  latest = null;
  for (const button of document.querySelectorAll("[data-drop]")) button.hidden = false;
}

export function watch() {
  prepare();
  document.addEventListener("desk:settled", prepare);
  document.addEventListener("selectionchange", selected);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-edit]");
    if (form) mark(form);
  });
  document.addEventListener("reset", (event) => setTimeout(() => takeBack(event.target)));
  document.addEventListener("click", (event) => {
    const take = event.target.closest?.("[data-take]");
    const drop = event.target.closest?.("[data-drop]");
    if (take && latest) setWords(take.dataset.take, latest);
    if (drop) setWords(drop.dataset.drop, null);
  });
}
