// Where in a spec the caret is, read from indentation: half-typed YAML has no tree yet.
"use strict";
const Place = (() => {
  /// A line's parts: dashes of list items and at most one key, each at its column; what stands after the key.
  function parts(line) {
    const found = [];
    let at = line.match(/^ */)[0].length;
    while (/^-( |$)/.test(line.slice(at))) {
      found.push({ kind: "item", column: at });
      at += 1 + line.slice(at + 1).match(/^ */)[0].length;
    }
    const key = line.slice(at).match(/^("[^"]*"|'[^']*'|[^\s:#{}[\],&*!|>'"%@`][^:#{}[\],]*):( |$)/);
    if (key) {
      found.push({ kind: "key", column: at, name: key[1].replace(/^["']|["']$/g, ""), value: line.slice(at + key[0].length).trim() });
    }
    return { found, start: at, isBlank: !line.trim() || line.trim().startsWith("#") };
  }

  /// The keys and items above the column `column` of line `number`, outermost first.
  function parents(lines, number, column) {
    const path = [];
    let isItem = false;
    let limit = column;
    for (let index = number; index >= 0 && (limit > 0 || isItem); index--) {
      const { found, isBlank } = parts(lines[index]);
      if (isBlank) continue;
      for (const part of found.reverse()) {
        // A list may stand at its key's own column.
        const isAbove = part.column < limit || (isItem && part.kind === "key" && part.column === limit && index < number);
        if (!isAbove) continue;
        if (index === number && part.column >= column) continue;
        path.unshift(part);
        limit = part.column;
        isItem = part.kind === "item";
      }
    }
    return path;
  }

  /// Inside `{ … }` or `[ … ]` of this line: the steps from its key to the caret.
  function flow(text) {
    const stack = [];
    let quote = "";
    let start = 0;
    for (let index = 0; index < text.length; index++) {
      const letter = text[index];
      if (quote) { if (letter === quote) quote = ""; continue; }
      if (letter === '"' || letter === "'") quote = letter;
      else if (letter === "#" && /\s/.test(text[index - 1] ?? " ")) return null;
      else if (letter === "{" || letter === "[") { stack.push({ open: letter, key: null, keys: [] }); start = index + 1; }
      else if (letter === "}" || letter === "]") { stack.pop(); start = index + 1; }
      else if (letter === "," && stack.length) { stack.at(-1).key = null; start = index + 1; }
      else if (letter === ":" && stack.length && /\s|^$/.test(text[index + 1] ?? "")) {
        stack.at(-1).key = text.slice(start, index).trim();
        stack.at(-1).keys.push(stack.at(-1).key);
        start = index + 1;
      }
    }
    return quote ? null : { stack, word: text.slice(start).replace(/^\s+/, "") };
  }

  /// `{ path, wants: "key" | "value", word, siblings }`; nil where nothing can be completed, as inside SQL.
  function at(lines, number, column) {
    const line = lines[number].slice(0, column);
    const { found, start } = parts(line);
    const key = found.at(-1)?.kind === "key" ? found.at(-1) : null;
    if (/(^|\s)#/.test(line)) return null;
    const outer = parents(lines, number, key ? key.column : start);
    if (outer.some((part) => part.kind === "key" && /^[|>][-+0-9]*$/.test(part.value))) return null;
    const steps = outer.map((part) => part.kind === "item" ? 0 : part.name);
    const rest = key ? line.slice(key.column + key.name.length + 1) : line.slice(start);
    const inner = flow(rest);
    if (!inner) return null;
    if (inner.stack.length) {
      if (key) steps.push(key.name);
      let wants = "key";
      for (const [index, level] of inner.stack.entries()) {
        if (level.open === "[") { steps.push(0); wants = "value"; continue; }
        if (level.key !== null) { steps.push(level.key); wants = "value"; } else wants = "key";
        if (index < inner.stack.length - 1) wants = "key";
      }
      return { path: steps, wants, word: inner.word, siblings: inner.stack.at(-1).keys };
    }
    if (key) return { path: [...steps, key.name], wants: "value", word: rest.trimStart(), siblings: [] };
    return {
      path: steps, wants: found.some((part) => part.kind === "item") ? "item" : "key", word: line.slice(start),
      siblings: siblings(lines, number, start),
    };
  }

  /// Keys at this column of the same mapping.
  function siblings(lines, number, column) {
    const names = [];
    /// Whether the mapping goes on past this line.
    const goesOn = (line) => {
      const { found, isBlank } = parts(line);
      if (isBlank) return true;
      const own = found.find((part) => part.kind === "key" && part.column === column);
      if (own) names.push(own.name);
      return line.search(/\S/) >= column;
    };
    const isFirst = parts(lines[number]).found.some((part) => part.kind === "item");
    if (!isFirst) for (let index = number - 1; index >= 0 && goesOn(lines[index]); index--);
    for (let index = number + 1; index < lines.length; index++) {
      if (lines[index].trim() && lines[index].search(/\S/) < column) break;
      goesOn(lines[index]);
    }
    return names;
  }

  /// The names that a spec declares in one of its sections, and its pages' paths.
  function names(lines, section) {
    const out = [];
    let inside = false;
    let indent = 0;
    for (const line of lines) {
      if (/^\S/.test(line) && !line.startsWith("#")) { inside = line.startsWith(`${section}:`); indent = 0; continue; }
      if (!inside) continue;
      if (section === "pages") {
        const path = line.match(/^\s*(?:- )?path:\s*["']?([^"'\s,}]+)/) ?? line.match(/^\s*- \{.*\bpath:\s*["']?([^"'\s,}]+)/);
        if (path) out.push(path[1]);
        continue;
      }
      const name = line.match(/^( +)([a-z][a-z0-9_]*):/);
      if (!name) continue;
      indent ||= name[1].length;
      if (name[1].length === indent) out.push(name[2]);
    }
    return out;
  }

  return { at, names };
})();
