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
// What can be saved is kept packed; a browser that can unpack it does.
async function unpack(event) {
  const link = event.currentTarget;
  if (!("DecompressionStream" in window)) return;
  event.preventDefault();
  const bytes = Uint8Array.from(atob(link.href.split(",")[1]), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const save = document.createElement("a");
  save.href = URL.createObjectURL(await new Response(stream).blob());
  save.download = link.download.replace(/\.gz$/, "");
  save.click();
}
document.querySelectorAll("a.packed").forEach((link) =>
  link.addEventListener("click", unpack));
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details.fold:not([open], .unprinted)")];
  unfolded.forEach((fold) => { fold.open = true; });
});
addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));
speak();
reveal();
