// What stands in an order can be dragged; the arrows beside it do the same without this
// script.
"use strict";

let dragged = null;
const behind = (over, event) => {
  const box = over.getBoundingClientRect();
  const mine = dragged.getBoundingClientRect();
  const sideways = mine.top < box.bottom && box.top < mine.bottom && mine.left !== box.left;
  return sideways
    ? event.clientX > box.left + box.width / 2
    : event.clientY > box.top + box.height / 2;
};
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[draggable=true]");
  dragged?.classList.add("dragged");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
});
document.addEventListener("dragover", (event) => {
  if (!dragged || !event.target.closest?.("[data-order], [data-stages] > li")) return;
  event.preventDefault();
  const over = event.target.closest("[data-order] > li");
  if (over && over !== dragged && !dragged.dataset.step) {
    over[behind(over, event) ? "after" : "before"](dragged);
  }
});
document.addEventListener("drop", (event) => {
  if (!dragged) return;
  event.preventDefault();
  const form = dragged.closest("form");
  const stage = event.target.closest("[data-stages] > li");
  if (stage && dragged.dataset.step) {
    const field = document.getElementById(`stage-${dragged.dataset.step}`);
    field.value = stage.dataset.stage;
  } else if (dragged.dataset.item && dragged.closest("[data-order]")) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "row", value: dragged.dataset.item });
    dragged.prepend(field);
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
});
