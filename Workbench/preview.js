// The app beside its text: after each pause in which the text is sound the control plane signs it, and this page carries it
// to the runtime, which fills a frame. Each draft has a frame of its own, which takes the place of the last one when it is
// there: nothing flickers, and the browser's way back stays as it was.
"use strict";
class Preview {
  constructor(editor, form) {
    const section = document.getElementById("preview");
    const button = form.querySelector("[data-preview]");
    if (!section?.dataset.action || !button) return;
    Object.assign(this, { editor, form, section, button, shown: null, count: 0 });
    this.place = section.querySelector(".frames");
    this.role = section.querySelector("select");
    this.state = section.querySelector("[role=status]");
    button.addEventListener("click", (event) => { event.preventDefault(); this.toggle(section.hidden); });
    section.querySelector("[data-close]").addEventListener("click", () => { this.toggle(false); button.focus(); });
    this.role.addEventListener("change", () => this.show());
    document.addEventListener("spec-checked", ({ detail }) => {
      this.sound = detail.sound ? detail.text : null;
      if (section.hidden) return;
      if (detail.sound) this.show();
      else this.say("The text has errors; this is how it was before.");
    });
    button.setAttribute("aria-expanded", "false");
    const isWide = matchMedia("(min-width: 70rem)").matches;
    if (this.remembered ?? isWide) this.toggle(true, false);
    // Until here the stylesheet has kept its place.
    section.classList.remove("auto");
  }

  get remembered() {
    try { return { open: true, closed: false }[localStorage.getItem("freehold.preview")]; } catch { return undefined; }
  }

  toggle(open, byHand = true) {
    this.section.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.editor.refresh();
    // A closed storage forgets it, and that is all.
    if (byHand) try { localStorage.setItem("freehold.preview", open ? "open" : "closed"); } catch { this.isForgetful = true; }
    if (open && this.sound) this.show();
  }

  say(sentence) { this.state.textContent = sentence; }

  show() {
    if (!this.sound) return;
    const asked = `${this.role.value}\n${this.sound}`;
    if (asked === this.shown) return this.say("");
    this.shown = asked;
    this.asking?.abort();
    this.asking = new AbortController();
    const fields = { csrf: this.form.elements.csrf.value, spec: this.sound, role: this.role.value };
    this.ask(fields).catch((failure) => {
      if (failure.name === "AbortError") return;
      this.shown = null;
      this.say(failure instanceof TypeError ? "No connection to the control plane." : failure.message);
    });
  }

  async ask(fields) {
    const answer = await fetch(this.section.dataset.action, {
      method: "POST", headers: { Accept: "application/json" }, signal: this.asking.signal, body: new URLSearchParams(fields),
    });
    const found = await answer.json();
    if (!answer.ok) throw new Error(answer.status === 401 ? "Your session has ended. Sign in in another tab." : found.title);
    this.open(found);
  }

  open({ target, pass, draft }) {
    const frame = document.createElement("iframe");
    frame.name = `preview-${++this.count}`;
    frame.title = this.section.dataset.title;
    frame.setAttribute("sandbox", "allow-forms allow-scripts allow-same-origin allow-popups allow-downloads");
    frame.classList.add("coming");
    this.coming?.remove();
    this.coming = frame;
    this.place.append(frame);
    frame.addEventListener("load", () => this.arrived(frame));
    const carrier = document.createElement("form");
    Object.assign(carrier, { method: "post", action: target, target: frame.name, hidden: true });
    for (const [name, value] of [["pass", pass], ["draft", draft]]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      carrier.append(field);
    }
    document.body.append(carrier);
    carrier.submit();
    carrier.remove();
  }

  arrived(frame) {
    if (frame !== this.coming || frame.contentDocument?.URL === "about:blank") return;
    for (const other of [...this.place.children]) if (other !== frame) other.remove();
    frame.classList.remove("coming");
    this.coming = null;
    this.say("");
  }
}
