// The questions work without this script; with it, order is dragged, and what an answer
// changed in the first screen is marked.
"use strict";

// On a small screen the list of questions is a strip: the one that is open is shown.
const strip = document.querySelector(".questions ol");
const here = strip?.querySelector("[aria-current]");
if (here) strip.parentElement.scrollLeft = here.offsetLeft - strip.offsetLeft - 40;

const sayings = (box) => [...box.querySelectorAll("p, li, tr")].map((each) => each.textContent.trim());
let before = null;
document.addEventListener("htmx:afterSettle", (event) => {
  const told = document.querySelector("#first [data-first]");
  if (!told || !event.target.closest("#first")) return;
  if (before) {
    for (const each of told.querySelectorAll("p, li, tr")) {
      if (!before.includes(each.textContent.trim())) each.classList.add("fresh");
    }
  }
  before = sayings(told);
});

let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[draggable=true]");
  dragged?.classList.add("dragged");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
});
const told = () => document.getElementById("asking")
  .dispatchEvent(new Event("change", { bubbles: true }));
document.addEventListener("dragover", (event) => {
  if (!dragged || !event.target.closest?.("[data-order], [data-stages] > li")) return;
  event.preventDefault();
  const over = event.target.closest("[data-order] > li");
  if (over && over !== dragged && !dragged.dataset.step) {
    const box = over.getBoundingClientRect();
    over[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
  }
});
document.addEventListener("drop", (event) => {
  if (!dragged) return;
  event.preventDefault();
  const stage = event.target.closest("[data-stages] > li");
  if (stage && dragged.dataset.step) {
    const field = document.getElementById(`stage-${dragged.dataset.step}`);
    field.value = stage.dataset.stage;
  } else if (dragged.dataset.item && dragged.closest("[data-order]")) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "row", value: dragged.dataset.item });
    dragged.prepend(field);
  }
  told();
});
