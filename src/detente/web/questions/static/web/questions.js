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
