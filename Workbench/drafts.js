// Nobody loses text: it is kept in this browser with every pause, on the server a little later, and offered again.
"use strict";
class Drafts {
  constructor(editor, form, standing, prompts) {
    Object.assign(this, { editor, form, standing, prompts, delay: 0, local: 0, saved: editor.getValue(), isSending: false });
    this.key = `freehold.draft:${form.dataset.who ?? ""}:${form.getAttribute("action")}`;
    if ("unsaved" in form.dataset) this.changed();
    else this.offer();
    addEventListener("pageshow", (event) => { if (event.persisted) this.isSending = false; });
    addEventListener("pagehide", () => this.keepHere());
    document.addEventListener("visibilitychange", () => document.hidden ? this.flush() : this.look());
    if (form.dataset.draft) setInterval(() => document.hidden || this.look(), 30_000);
  }

  get fields() {
    return { spec: this.editor.getValue(), note: this.form.elements.note.value, base: this.form.elements.base?.value ?? "0" };
  }

  changed() {
    this.isDirty = true;
    clearTimeout(this.delay);
    clearTimeout(this.local);
    this.local = setTimeout(() => this.keepHere(), 300);
    this.delay = setTimeout(() => this.keep(), 2000);
  }

  flush() {
    if (!this.isDirty) return;
    this.keepHere();
    this.keep();
  }

  /// Before the form goes: what the server says next decides whether it was saved.
  sending() {
    this.keepHere({ sent: true });
    clearTimeout(this.delay);
    clearTimeout(this.local);
    this.isSending = true;
  }

  keepHere(more = {}) {
    if (!this.isDirty || this.isSending) return;
    this.write({ ...this.fields, at: new Date().toISOString(), ...more });
  }

  write(kept) {
    // A full or closed storage leaves the server's copy.
    try { localStorage.setItem(this.key, JSON.stringify(kept)); } catch { this.isLocalFull = true; }
  }

  get kept() {
    try { return JSON.parse(localStorage.getItem(this.key) ?? "null"); } catch { return null; }
  }

  drop() { localStorage.removeItem(this.key); }

  async keep() {
    clearTimeout(this.delay);
    const fields = this.fields;
    if (!this.form.dataset.draft || !this.isDirty || this.isSending || this.saved === fields.spec + fields.note) return;
    const spec = this.prompts.leavingNow();
    // What may leave is not known yet; the next pause asks again.
    if (spec === null) return this.changed();
    const body = new URLSearchParams({ csrf: this.form.elements.csrf.value, ...fields, spec });
    const answer = await this.ask({ method: "POST", body, keepalive: String(body).length < 60_000 });
    if (!answer) return;
    this.saved = fields.spec + fields.note;
    if (!this.isSending) this.write({ ...fields, at: answer.saved, kept: true });
  }

  /// Who else is typing by now, and whether there is a newer version.
  look() {
    if (!this.form.dataset.draft) return;
    if (this.trouble && this.isDirty) this.keep();
    else this.ask({});
  }

  async ask(options) {
    let answer;
    try {
      answer = await fetch(this.form.dataset.draft, { headers: { Accept: "application/json" }, ...options });
    } catch { return this.miss("the server cannot be reached."); }
    if (answer.status === 401) {
      const link = document.createElement("a");
      Object.assign(link, { href: "/sign-in", target: "_blank", textContent: "Sign in again" });
      return this.miss("you are signed out. ", link, " in another tab, and go on here.");
    }
    if (!answer.ok) return this.miss("the server refuses it.");
    const standing = await answer.json();
    this.trouble = null;
    this.tell(standing);
    return standing;
  }

  miss(...why) {
    this.trouble = ["Not kept on the server, only in this browser: ", ...why];
    this.tell(this.state ?? { others: [] });
    return null;
  }

  tell(state) {
    this.state = state;
    const { saved, newest, others } = state;
    const lines = this.trouble ? [this.trouble] : [];
    if (newest && newest.number > Number(this.fields.base) && this.form.dataset.compare) {
      const link = document.createElement("a");
      link.href = `${this.form.dataset.compare}?from=${this.fields.base}&to=${newest.number}`;
      link.textContent = "compare";
      lines.push([`Version ${newest.number} was saved by ${newest.own ? "you" : newest.by} at ${newest.at.slice(11, 16)}: `, link]);
    }
    for (const other of others) lines.push([other]);
    if (saved) this.savedAt = saved;
    if (this.savedAt) lines.push([`Draft kept at ${this.savedAt.slice(11, 16)}.`]);
    const items = lines.map((parts) => {
      const item = document.createElement("li");
      item.append(...parts);
      return item;
    });
    const text = items.map((item) => item.textContent).join("\n");
    if (text === this.told) return;
    this.told = text;
    this.standing.replaceChildren(...items);
  }

  /// Text of this browser that is neither a version nor the server's draft.
  offer() {
    const kept = this.kept;
    if (!kept) return;
    const newest = Number(this.form.dataset.newest ?? 0);
    const isSaved = kept.spec === this.editor.getValue() || (kept.sent && newest > Number(kept.base))
      || (kept.kept && !("draftKept" in this.form.dataset));
    if (isSaved) return this.drop();
    if (kept.kept && "draftKept" in this.form.dataset) return;
    const offer = document.createElement("div");
    offer.className = "offer";
    offer.setAttribute("role", "region");
    offer.setAttribute("aria-label", "Unsaved text of this browser");
    const go = Findings.element("button", "", "Go on with it");
    const discard = Findings.element("button", "plain", "Discard it");
    go.type = discard.type = "button";
    go.addEventListener("click", () => {
      offer.remove();
      this.form.elements.note.value = kept.note ?? "";
      if (this.form.elements.base) this.form.elements.base.value = kept.base;
      this.editor.setValue(kept.spec);
      this.editor.focus();
    });
    discard.addEventListener("click", () => { offer.remove(); this.drop(); this.editor.focus(); });
    offer.append(Findings.element("p", "", `This browser kept text of ${kept.at.slice(11, 16)} that was not saved.`), go, discard);
    document.body.append(offer);
  }
}
