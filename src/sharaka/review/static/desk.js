// The desk's script: everything works without it, this makes it quick.

import { watch } from "./fields.js";
import { listen } from "./keys.js";
import { enhance, settle, swap } from "./panes.js";

enhance();
listen();
watch();

/** A quote in the text leads to its record, with the filters as they are. */
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("#source mark[data-q]:not(.hit), .sheet mark[data-q]:not(.hit)");
  // Not while a record is being added by hand: its form would be lost.
  if (!mark || !window.getSelection().isCollapsed || document.querySelector(".panes.two")) return;
  event.preventDefault();
  const address = new URL(window.location.href);
  if (!document.getElementById("queue")) {
    window.location.assign(`/desk?state=all&record=${encodeURIComponent(mark.dataset.q)}`);
    return;
  }
  address.pathname = "/desk";
  address.searchParams.set("record", mark.dataset.q);
  address.searchParams.delete("done");
  address.hash = "";
  swap(address);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#show-keys")) document.getElementById("keys").showModal();
});

/** A filter takes effect when it is changed. */
document.addEventListener("change", (event) => {
  if (event.target.matches?.(".filters select")) event.target.form.requestSubmit();
});

function reveal() {
  const button = document.getElementById("show-keys");
  if (button) button.hidden = false;
}

document.addEventListener("desk:settled", reveal);
reveal();
if (document.getElementById("panes")) settle();
document.documentElement.dataset.ready = "yes"; // the modules are loaded: keys work from now on
