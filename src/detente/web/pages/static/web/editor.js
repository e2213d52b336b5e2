// The text of a case with line numbers and colours; without this script it is a
// plain field, and all else works the same.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("textarea[data-editor]");
  if (!field || !window.ace) return;
  ace.config.set("useStrictCSP", true);
  const box = document.createElement("div");
  box.className = "editor";
  field.before(box);
  const editor = ace.edit(box);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wear = () =>
    editor.setTheme(dark.matches ? "ace/theme/tomorrow_night" : "ace/theme/textmate");
  wear();
  dark.addEventListener("change", wear);
  editor.session.setUseWorker(false);
  editor.session.setMode("ace/mode/yaml");
  editor.session.setUseWrapMode(true);
  editor.setOptions({
    fontSize: "14px",
    showPrintMargin: false,
    tabSize: 2,
    useSoftTabs: true,
    enableKeyboardAccessibility: true,
  });
  editor.renderer.setScrollMargin(6, 6);
  editor.setValue(field.value, -1);
  editor.session.getUndoManager().reset();
  const label = document.querySelector('label[for="text"]');
  editor.textInput.getElement().setAttribute("aria-label", label.textContent);
  field.hidden = true;
  const form = field.closest("form");

  editor.session.on("change", () => {
    field.value = editor.getValue();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  editor.commands.addCommand({
    name: "save",
    bindKey: { win: "Ctrl-S", mac: "Command-S" },
    exec: () => form.querySelector(".saving") && form.requestSubmit(),
  });

  const mark = () => {
    const places = [...document.querySelectorAll("#answer .place[data-line]")];
    editor.session.setAnnotations(places.map((place) => ({
      row: Number(place.dataset.line) - 1,
      column: Number(place.dataset.column) - 1,
      text: place.closest("li").querySelector("p").textContent,
      type: "error",
    })));
  };
  document.addEventListener("htmx:afterSettle", mark);
  const goTo = (line, column) => {
    editor.gotoLine(Number(line), Math.max(0, Number(column) - 1), false);
    editor.focus();
  };
  const asked = new URLSearchParams(location.search);
  if (Number(asked.get("line"))) goTo(asked.get("line"), asked.get("column"));
  document.addEventListener("click", (event) => {
    const place = event.target.closest(".place[data-line]");
    if (!place) return;
    goTo(place.dataset.line, place.dataset.column);
  });
});
