// The spec's text area becomes an editor. The form stays the form: what it sends is what the text area holds.
"use strict";
(() => {
  const form = document.querySelector("form.writing");
  const area = form?.querySelector("textarea.spec");
  if (!area || typeof CodeMirror === "undefined") return;
  const { schema, redactor } = document.currentScript?.dataset ?? {};

  const editor = CodeMirror.fromTextArea(area, {
    mode: "yaml", lineNumbers: true, indentUnit: 2, tabSize: 2, lineWrapping: false, matchBrackets: true,
    styleActiveLine: true, screenReaderLabel: "Spec (YAML)", viewportMargin: 40,
    hintOptions: { completeSingle: false, hint: Completion.hints, closeOnUnfocus: true },
    extraKeys: {
      Tab: (cm) => cm.somethingSelected() ? cm.execCommand("indentMore") : cm.execCommand("insertSoftTab"),
      "Shift-Tab": "indentLess", "Ctrl-Space": "autocomplete",
      "Ctrl-/": "toggleComment", "Cmd-/": "toggleComment",
      "Ctrl-S": () => form.requestSubmit(), "Cmd-S": () => form.requestSubmit(),
      Esc: leave,
    },
  });
  form.classList.add("edited");
  const field = editor.getInputField();
  field.setAttribute("aria-describedby", "spec-keys");
  form.querySelector("label[for=spec]").addEventListener("click", () => editor.focus());

  /// After Escape the next Tab goes on to the next field, as everywhere else on a page.
  const through = { Tab: false, "Shift-Tab": false, fallthrough: "default" };
  function leave(cm) {
    cm.execCommand("clearSearch");
    cm.addKeyMap(through);
  }
  const stay = () => editor.removeKeyMap(through);
  editor.on("blur", stay);
  editor.on("keydown", (_, event) => { if (!["Tab", "Shift", "Escape"].includes(event.key)) stay(); });

  const state = form.querySelector("[data-state]");
  const prompts = new Prompts(editor, form.querySelector("[data-prompts]"), state, redactor);
  const findings = new Findings(editor, form, form.querySelector("[data-findings]"), state, prompts);
  new Preview(editor, form);
  const drafts = new Drafts(editor, form, form.querySelector(".standing"), prompts);
  const served = document.getElementById("findings")?.parentElement;
  editor.on("change", () => {
    editor.save();
    served?.setAttribute("hidden", "");
    findings.soon();
    drafts.changed();
  });
  form.elements.note.addEventListener("input", () => drafts.changed());
  editor.on("blur", () => drafts.flush());
  form.addEventListener("submit", (event) => {
    const text = prompts.leavingNow();
    if (text === null) {
      event.preventDefault();
      return prompts.ready().then(() => form.requestSubmit(event.submitter), () => prompts.say());
    }
    area.value = text;
    drafts.sending();
  });
  editor.on("inputRead", (cm, change) => {
    if (/[\w/]$/.test(change.text.at(-1)) && !cm.state.completionActive) cm.showHint();
  });
  // A search box of CodeMirror has no name of its own.
  new MutationObserver(() => {
    for (const input of editor.getWrapperElement().querySelectorAll(".CodeMirror-dialog input:not([aria-label])")) {
      input.setAttribute("aria-label", "Find or replace");
    }
  }).observe(editor.getWrapperElement(), { childList: true, subtree: true });

  if (schema) Completion.load(schema);
  findings.ask();
  window.specText = () => editor.getValue();
})();
