// What is wrong with the text, under its lines and as a list: asked a moment after the last key.
"use strict";
class Findings {
  constructor(editor, form, list, state, prompts) {
    Object.assign(this, { editor, form, list, state, prompts, widgets: [], delay: 0, asking: null });
  }

  soon() {
    clearTimeout(this.delay);
    this.delay = setTimeout(() => this.ask(), 400);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    let text;
    try { text = await this.prompts.leaving(); } catch { return this.prompts.say(); }
    try {
      const answer = await fetch(this.form.dataset.checks, {
        method: "POST", headers: { Accept: "application/json" }, signal: this.asking.signal,
        body: new URLSearchParams({ csrf: this.form.elements.csrf.value, spec: text }),
      });
      if (answer.status === 401) return this.say("Your session has ended: the text is kept in this browser. Sign in in another tab.");
      if (!answer.ok) return this.say("The text could not be checked just now.");
      const { sound, findings } = await answer.json();
      this.show(findings);
      document.dispatchEvent(new CustomEvent("spec-checked", { detail: { text, sound } }));
    } catch (failure) {
      if (failure.name !== "AbortError") this.say("No connection: the text is kept in this browser.");
    }
  }

  say(sentence) {
    if (this.state.textContent !== sentence) this.state.textContent = sentence;
  }

  show(findings) {
    const errors = findings.filter((one) => one.severity === "error").length;
    const remarks = findings.length - errors;
    const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
    this.say(findings.length === 0 ? "No errors."
      : [errors ? count(errors, "error") : "No errors", remarks ? count(remarks, "remark") : ""].filter(Boolean).join(", ") + ".");
    this.editor.getInputField().setAttribute("aria-invalid", String(errors > 0));
    this.editor.operation(() => {
      for (const widget of this.widgets) widget.clear();
      this.widgets = findings.map((one) => this.under(one));
    });
    this.list.replaceChildren(...findings.map((one) => this.item(one)));
  }

  under(one) {
    const line = Math.min(this.prompts.here(one.line, one.column).line, this.editor.lineCount() - 1);
    const note = Findings.element("div", `finding ${one.severity}`, one.message);
    note.append(" ", Findings.element("span", "quiet", one.advice));
    // The list below says the same to those who do not see it.
    note.setAttribute("aria-hidden", "true");
    const indent = this.editor.getLine(line).search(/\S|$/);
    note.style.paddingInlineStart = `${Math.min(indent, 40)}ch`;
    return this.editor.addLineWidget(line, note, { coverGutter: false, noHScroll: true });
  }

  item(one) {
    const item = Findings.element("li", one.severity === "error" ? "error" : "warning", "");
    const button = Findings.element("button", "link", `Line ${one.line}, column ${one.column}`);
    button.type = "button";
    button.addEventListener("click", () => {
      this.editor.focus();
      this.editor.setCursor(this.prompts.here(one.line, one.column));
    });
    item.append(button, `: ${one.message} `, Findings.element("span", "quiet", one.advice));
    return item;
  }

  static element(name, kind, text) {
    const element = document.createElement(name);
    element.className = kind;
    element.textContent = text;
    return element;
  }
}
