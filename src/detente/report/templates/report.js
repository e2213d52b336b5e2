// Without this script everything can still be read; it keeps the two languages,
// the reading and the address in step.
"use strict";
const radios = (name) => [...document.querySelectorAll(`input[name="${name}"]`)];

function speak() {
  const language = radios("lang").find((radio) => radio.checked).value;
  document.documentElement.lang = language;
  document.title = document.querySelector(`div.page[lang="${language}"]`).dataset.title;
}

// Each reading begins with its own part; for others that stands at its place behind.
const homes = new Map();
for (const part of document.querySelectorAll("section[data-opens]")) {
  const home = document.createComment("");
  part.before(home);
  homes.set(part, home);
}

function read(value) {
  for (const radio of document.querySelectorAll(`input.read[value="${value}"]`)) {
    radio.checked = true;
  }
  for (const [part, home] of homes) {
    if (part.dataset.opens === value) {
      part.closest("div.page").querySelector(".first").before(part);
    } else {
      home.after(part);
    }
  }
}

// A link may lead into a part that is folded, or left out of this reading.
function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  const page = place.closest("div.page");
  if (page) document.getElementById(`lang-${page.lang}`).checked = true;
  const part = place.closest("section");
  if (part && !part.checkVisibility()) read("everybody");
  for (let at = place; at; at = at.parentElement) {
    if (at.tagName === "DETAILS") at.open = true;
  }
  speak();
  place.scrollIntoView();
}

radios("lang").forEach((radio) => radio.addEventListener("change", speak));
document.querySelectorAll("input.read").forEach((radio) =>
  radio.addEventListener("change", () => read(radio.value)));
addEventListener("hashchange", reveal);
// The same link a second time changes no address.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"], a[*|href^="#"]');
  if (link) setTimeout(reveal);
});
// What scrolls is reached by keys, under its caption.
const said = (caption) => caption?.firstChild.textContent.trim() ?? "";
for (const each of document.querySelectorAll(".scroll")) {
  const drawn = each.closest("figure")?.querySelector("figcaption");
  each.role = "group";
  each.tabIndex = 0;
  each.ariaLabel = said(each.querySelector("caption") ?? drawn);
}
// On a phone, tables of few columns are read downward, each cell after its heading.
for (const table of document.querySelectorAll("table.few")) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, place) => {
      const head = heads[place];
      if (cell.textContent.trim() === "-") return;
      cell.dataset.head = head.endsWith("?") ? head : `${head}:`;
    });
  }
  table.classList.add("stacks");
}
// What can be saved is kept packed; a browser that can unpack it does.
const unpack = (address) => {
  const bytes = Uint8Array.from(atob(address.split(",")[1]), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
};
function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
}
if ("DecompressionStream" in window) {
  for (const link of document.querySelectorAll("a.packed")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      save(await unpack(link.href).blob(), link.download.replace(/\.gz$/, ""));
    });
  }
  for (const button of document.querySelectorAll("button.data")) {
    const page = button.closest("div.page");
    button.hidden = false;
    const caption = button.closest("caption")
      ?? button.closest("details").querySelector("caption");
    button.ariaLabel = `CSV: ${said(caption)}`;
    button.addEventListener("click", async () => {
      const sheets = await unpack(page.dataset.sheets).json();
      save(sheets[button.value], `${button.name}.csv`);
    });
  }
}
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details.fold:not([open], .unprinted)")];
  unfolded.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));
speak();
reveal();
