// Personal data that somebody types into a prompt stays in this page: it is a chip in the text, and leaves as a token. The
// finder is WebAssembly, fetched when the first prompt is there.
"use strict";
class Prompts {
  constructor(editor, list, state, address) {
    Object.assign(this, { editor, list, state, address, marks: [], delay: 0, finder: null, allowed: new Set() });
    if (!list || !address) return;
    // What came from the server has left a browser already.
    this.first = editor.getValue();
    editor.on("change", () => this.soon());
    this.soon();
  }

  soon() {
    clearTimeout(this.delay);
    this.delay = setTimeout(() => this.show().catch(() => this.say()), 150);
  }

  say() { this.state.textContent = "What guards your prompts could not be loaded: the text stays in this browser until it is."; }

  /// The text as it may leave. Waits for the finder, and throws without it.
  async leaving() {
    await this.ready();
    return this.masked().text;
  }

  /// The same at once; null while the finder is on its way.
  leavingNow() {
    return this.finder || !this.address || Prompts.places(this.editor.getValue()).length === 0 ? this.masked().text : null;
  }

  async ready() {
    if (this.finder || !this.address || Prompts.places(this.editor.getValue()).length === 0) return;
    this.loading ??= Finder.load(this.address);
    try { this.finder = await this.loading; } catch (failure) {
      this.loading = null;
      throw failure;
    }
    for (const one of this.found(this.first)) this.allowed.add(one.value);
  }

  /// `{ start, end, kind, why, value, place }`, in units of the text.
  found(text) {
    return Prompts.places(text).flatMap((place) => this.finder.find(text.slice(place.start, place.end)).map((one) => ({
      ...one, start: place.start + one.start, end: place.start + one.end, place,
      value: text.slice(place.start + one.start, place.start + one.end),
    })));
  }

  /// The text with its tokens, and what was put where.
  masked() {
    const text = this.editor.getValue();
    if (!this.finder) return { text, chips: [], edits: [] };
    const numbers = new Map();
    const tokens = new Map();
    const token = (one) => {
      const key = `${one.kind}\n${one.value}`;
      while (!tokens.has(key)) {
        const number = (numbers.get(one.kind) ?? 0) + 1;
        numbers.set(one.kind, number);
        if (!text.includes(`[[${one.kind}_${number}]]`)) tokens.set(key, `[[${one.kind}_${number}]]`);
      }
      return tokens.get(key);
    };
    const chips = this.found(text).filter((one) => !this.allowed.has(one.value)).map((one) => ({ ...one, token: token(one) }));
    const edits = Prompts.edits(text, chips);
    let out = "", at = 0;
    for (const edit of edits) {
      out += text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return { text: out + text.slice(at), chips, edits };
  }

  /// A token begins with a bracket, which a bare scalar of YAML may not: such a prompt leaves in quotes.
  static edits(text, chips) {
    const edits = chips.map((one) => ({ start: one.start, end: one.end, text: one.token }));
    for (const place of new Set(chips.map((one) => one.place).filter((one) => one.isBare))) {
      const inner = edits.filter((one) => one.start >= place.start && one.end <= place.end);
      let out = "", at = place.start;
      for (const edit of inner) {
        out += text.slice(at, edit.start) + edit.text;
        at = edit.end;
        edits.splice(edits.indexOf(edit), 1);
      }
      edits.push({ start: place.start, end: place.end, text: JSON.stringify(out + text.slice(at, place.end)) });
    }
    return edits.sort((one, other) => one.start - other.start);
  }

  /// From a place in the text that left to the same place here: line and column, both from 1.
  here(line, column) {
    const { text, edits } = this.masked();
    let offset = text.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    for (const edit of edits) {
      if (offset < edit.start) break;
      offset = offset < edit.start + edit.text.length ? edit.start : offset - edit.text.length + edit.end - edit.start;
    }
    return this.editor.posFromIndex(offset);
  }

  async show() {
    await this.ready();
    const { chips } = this.masked();
    this.editor.operation(() => {
      for (const mark of this.marks) mark.clear();
      this.marks = chips.map((one) => this.editor.markText(
        this.editor.posFromIndex(one.start), this.editor.posFromIndex(one.end),
        { className: "chip", attributes: { title: `${Prompts.name(one.kind)}: ${one.why}. It leaves this page as ${one.token}.` } }));
    });
    const told = JSON.stringify(chips.map((one) => [one.token, one.start]));
    if (told === this.told) return;
    this.told = told;
    this.list.replaceChildren(...chips.map((one) => this.item(one)));
  }

  item(one) {
    const line = this.editor.posFromIndex(one.start).line + 1;
    const item = Findings.element("li", "", "");
    const place = Findings.element("button", "link", `Line ${line}`);
    const plain = Findings.element("button", "plain", "Send it as typed");
    place.type = plain.type = "button";
    place.addEventListener("click", () => { this.editor.focus(); this.editor.setCursor(this.editor.posFromIndex(one.start)); });
    plain.addEventListener("click", () => {
      this.allowed.add(one.value);
      this.show();
      CodeMirror.signal(this.editor, "change", this.editor, {});
      this.editor.focus();
    });
    item.append(place, ": ", Findings.element("span", "chip", Prompts.name(one.kind)),
      ` stays in this browser (${one.why}); `, Findings.element("code", "", one.token), " leaves. ", plain);
    return item;
  }

  static name(kind) { return kind.toLowerCase().replaceAll("_", " "); }

  /// Where prompts stand in a spec, as half-typed YAML lets one see: `{ start, end, isBare }`.
  static places(text) {
    const places = [];
    for (const match of text.matchAll(/(^|[\s{,])prompt:[ \t]*/gm)) {
      const start = match.index + match[0].length;
      const line = text.lastIndexOf("\n", match.index + match[1].length - 1) + 1;
      if (/(^|\s)#/.test(text.slice(line, match.index + match[1].length))) continue;
      const first = text[start];
      if (first === '"' || first === "'") places.push({ start: start + 1, end: Prompts.quoteEnd(text, start), isBare: false });
      else if (/^[|>][-+0-9]*[ \t]*(#.*)?$/m.test(text.slice(start).split("\n", 1)[0])) {
        places.push(Prompts.block(text, start, match.index + match[1].length - line));
      } else {
        const isFlow = /[{,]/.test(text.slice(line, match.index + match[1].length).replace(/"[^"]*"|'[^']*'/g, ""));
        const rest = text.slice(start).split("\n", 1)[0];
        const end = isFlow ? rest.search(/\s*([,}\]]|$)/) : rest.search(/\s+#|\s*$/);
        places.push({ start, end: start + end, isBare: true });
      }
    }
    return places.filter((one) => one.end > one.start);
  }

  static quoteEnd(text, start) {
    for (let index = start + 1; index < text.length; index++) {
      if (text[start] === '"' && text[index] === "\\") { index += 1; continue; }
      if (text[index] !== text[start]) continue;
      if (text[start] === "'" && text[index + 1] === "'") { index += 1; continue; }
      return index;
    }
    return text.length;
  }

  /// All lines below that stand further in than the key.
  static block(text, start, column) {
    const from = text.indexOf("\n", start) + 1 || text.length;
    let end = from;
    while (end < text.length) {
      const next = text.indexOf("\n", end) + 1 || text.length + 1;
      const line = text.slice(end, next - 1);
      if (line.trim() && line.search(/\S/) <= column) break;
      end = next;
    }
    return { start: from, end: Math.min(end, text.length), isBare: false };
  }
}

/// The redactor's finder (`browser-redactor`): a text in, places and reasons out.
class Finder {
  static async load(address) {
    let module = null;
    // Seeds of hash tables: all that it asks for.
    const random_get = (place, count) => {
      crypto.getRandomValues(new Uint8Array(module.memory.buffer, place, count));
      return 0;
    };
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`no finder (${answer.status})`);
    module = (await WebAssembly.instantiateStreaming(answer, { wasi_snapshot_preview1: { random_get } })).instance.exports;
    module._initialize();
    return new Finder(module);
  }

  constructor(module) { this.module = module; }

  find(text) {
    const bytes = new TextEncoder().encode(text);
    const input = this.module.freehold_alloc(bytes.length);
    new Uint8Array(this.module.memory.buffer, input, bytes.length).set(bytes);
    const output = this.module.freehold_redact(input, bytes.length);
    const length = new DataView(this.module.memory.buffer).getUint32(output, true);
    const found = JSON.parse(new TextDecoder().decode(new Uint8Array(this.module.memory.buffer, output + 4, length)));
    this.module.freehold_free(input);
    this.module.freehold_free(output);
    return found;
  }
}
