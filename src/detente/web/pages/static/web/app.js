// Every page works without this script; with it, pages change where one looks.
"use strict";

// A situation that is chosen shows why, beside the picture or below the list.
const SITUATIONS = "svg a[href^='?state='], .situations a";
const choose = (address) => {
  for (const each of document.querySelectorAll(SITUATIONS)) {
    if (each.getAttribute("href").replace(/#.*$/, "") === address) {
      each.setAttribute("aria-current", "true");
    } else {
      each.removeAttribute("aria-current");
    }
  }
};
document.addEventListener("click", (event) => {
  const link = event.target.closest(SITUATIONS);
  const panel = document.getElementById("why");
  if (!link || !panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = link.getAttribute("href").replace(/#.*$/, "");
  event.preventDefault();
  choose(address);
  history.replaceState(null, "", address);
  htmx.ajax("GET", `${location.pathname}why/${address}`, { target: "#why", swap: "innerHTML" })
    .then(() => panel.scrollIntoView({ block: "nearest" }));
});

// What is explained at first is marked as soon as the picture is there.
const chosen = () => {
  const now = document.querySelector("svg a.dt-now[href]");
  if (now) choose(location.search || now.getAttribute("href").replace(/#.*$/, ""));
};
document.addEventListener("DOMContentLoaded", chosen);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.closest("#pictured")) chosen();
});

// Of tabs in one row the one that is open is in sight.
const inSight = () => {
  for (const row of document.querySelectorAll(".tabs, .ways, .questions")) {
    const open = row.querySelector("[aria-current]");
    if (open) row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
  }
};
document.addEventListener("DOMContentLoaded", inSight);
document.addEventListener("htmx:afterSettle", inSight);
addEventListener("resize", inSight);

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

// What is folded is printed.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details.fold:not([open], .unprinted, .danger)")];
  unfolded.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));
