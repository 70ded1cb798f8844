// What may stand at the caret: keys and words of the JSON Schema, names that the spec itself declares.
"use strict";
const Completion = (() => {
  /// Keys whose value is a name that stands elsewhere in the spec.
  const SECTIONS = { query: "queries", on: "queries", lines: "queries", source: "sources", actions: "actions", action: "actions", row: "pages", then: "pages" };
  let schema = null;

  async function load(address) {
    const answer = await fetch(address);
    if (answer.ok) schema = await answer.json();
  }

  /// All that a schema may mean: references and alternatives opened.
  function meanings(node) {
    if (!node) return [];
    if (node.$ref) return meanings(schema.$defs[node.$ref.split("/").at(-1)]);
    if (node.anyOf) return node.anyOf.flatMap(meanings);
    return [node];
  }

  function at(path) {
    let nodes = meanings(schema);
    for (const step of path) {
      nodes = nodes.flatMap((node) => {
        if (step === 0) return meanings(node.items);
        return meanings(node.properties?.[step] ?? (typeof node.additionalProperties === "object" ? node.additionalProperties : null));
      });
    }
    return nodes;
  }

  function keys(path, siblings) {
    const there = new Set(siblings);
    return at(path).flatMap((node) => Object.entries(node.properties ?? {}))
      .filter(([name], index, all) => !there.has(name) && all.findIndex(([other]) => other === name) === index)
      .map(([name, value]) => ({ text: `${name}: `, shown: name, hint: value.description ?? "" }));
  }

  function values(path, lines) {
    const nodes = at(path);
    const words = nodes.flatMap((node) => node.enum ?? (node.type === "boolean" ? [true, false] : []));
    const named = [...path].reverse().find((step) => step !== 0);
    // Under `parameters` and `inputs` every key is the builder's own.
    const isOwn = ["parameters", "inputs", "queries", "sources"].includes(path.at(-2));
    const names = !isOwn && SECTIONS[named] ? Place.names(lines, SECTIONS[named]) : [];
    return [...words.map(String), ...names].map((text) => ({ text, shown: text, hint: "" }));
  }

  /// `{ list, word }` for the caret; nil where there is nothing to say.
  function suggestions(lines, number, column) {
    const place = schema && Place.at(lines, number, column);
    if (!place) return null;
    let all = [];
    if (place.wants !== "value") all = keys(place.path, place.siblings);
    if (place.wants !== "key") all = [...all, ...values(place.path, lines)];
    const word = place.word;
    const list = all.filter((one) => one.shown.startsWith(word) && one.text.trim() !== word);
    return list.length ? { list, word } : null;
  }

  function hints(editor) {
    const caret = editor.getCursor();
    const found = suggestions(editor.getValue().split("\n"), caret.line, caret.ch);
    if (!found) return null;
    const from = CodeMirror.Pos(caret.line, caret.ch - found.word.length);
    const rest = editor.getLine(caret.line).slice(caret.ch);
    const list = found.list.map((one) => ({
      // What stands there already is not written twice.
      text: one.text.endsWith(": ") && rest.startsWith(":") ? one.shown : one.text,
      render(element) {
        element.append(Object.assign(document.createElement("strong"), { textContent: one.shown }));
        if (one.hint) element.append(Object.assign(document.createElement("span"), { textContent: one.hint }));
      },
    }));
    return { list, from, to: caret };
  }

  return { load, hints, suggestions };
})();
