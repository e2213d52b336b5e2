// The page can be read, printed and linked to without this script; it copies.
"use strict";

async function take(text, said, button) {
  await navigator.clipboard.writeText(text);
  const before = button.textContent;
  button.textContent = said;
  setTimeout(() => { button.textContent = before; }, 1500);
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("[data-copy]");
  if (anchor && navigator.clipboard) {
    take(new URL(anchor.getAttribute("href"), location.href).href, anchor.dataset.copy, anchor);
  }
  const button = event.target.closest("[data-take]");
  if (button) {
    take(document.getElementById(button.dataset.take).value, button.dataset.said, button);
  }
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select]")) event.target.select();
});
for (const each of document.querySelectorAll("[data-print], [data-take]")) {
  each.hidden = each.matches("[data-take]") && !navigator.clipboard;
}
