// Every page works without this script; with it, pages change where one looks.
"use strict";

// A place in the picture of situations shows why, beside the picture.
document.addEventListener("click", (event) => {
  const link = event.target.closest("svg a[href]");
  const panel = document.getElementById("why");
  if (!link || !panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = link.getAttribute("href").replace(/#.*$/, "");
  event.preventDefault();
  for (const each of document.querySelectorAll("svg a[aria-current]")) {
    each.removeAttribute("aria-current");
  }
  link.setAttribute("aria-current", "true");
  history.replaceState(null, "", address);
  htmx.ajax("GET", `${location.pathname}why/${address}`, { target: "#why", swap: "innerHTML" })
    .then(() => panel.scrollIntoView({ block: "nearest" }));
});

// A slider says what it stands at.
document.addEventListener("input", (event) => {
  const told = event.target.type === "range" && event.target.nextElementSibling;
  if (!told) return;
  const digits = { maximumSignificantDigits: 3, useGrouping: false };
  told.value = Number(event.target.value).toLocaleString(document.documentElement.lang, digits);
});

// A server that does not answer is said where the answer would stand.
document.addEventListener("htmx:sendError", () => document.body.classList.add("offline"));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) document.body.classList.remove("offline");
});
// A conflict or a fault has a page of its own: it is shown, not thrown away.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 400 || event.detail.xhr.status === 404) {
    event.detail.shouldSwap = false;
  }
});
