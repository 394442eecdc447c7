/* Findings: each as an underline in the text, with its remedy in words, and a button where that can be carried out. */
import {EditorView, forEachDiagnostic, setDiagnostics} from "./codemirror.js";

const SEVERITIES = {error: "error", warning: "warning", note: "info"};

/* Mark the findings on the open file. `describe` asks what a picture shows that is at a place. */
export function mark(view, cards, describe) {
  const {doc} = view.state;
  const found = cards.filter((card) => card.line && card.line <= doc.lines).map((card) => diagnostic(doc, card, describe));
  view.dispatch(setDiagnostics(view.state, found.sort((a, b) => a.from - b.from)));
  return found.length;
}

/* List the findings on the open file, with their buttons; hidden again where there is none. */
export function list(view, section) {
  const items = [];
  forEachDiagnostic(view.state, (found, from, to) => items.push(item(view, found, from, to)));
  section.querySelector("ul").replaceChildren(...items);
  return items.length;
}

function item(view, found, from, to) {
  const go = () => {
    view.dispatch({selection: {anchor: from, head: to}, effects: EditorView.scrollIntoView(from, {y: "center"})});
    view.focus();
  };
  const buttons = [{name: `Go to line ${view.state.doc.lineAt(from).number}`, apply: go}, ...found.actions].map(({name, apply}) => {
    const button = Object.assign(document.createElement("button"), {type: "button", textContent: name});
    button.addEventListener("click", () => apply(view, from, to));
    return button;
  });
  const [words, choices] = [document.createElement("p"), document.createElement("p")];
  words.textContent = found.message;
  choices.append(...buttons);
  const made = Object.assign(document.createElement("li"), {className: `card ${found.severity === "info" ? "note" : found.severity}`});
  made.append(words, choices);
  return made;
}

function diagnostic(doc, card, describe) {
  const line = doc.line(card.line);
  const [start, end] = range(line.text, card);
  const actions = [];
  if (card.fix && line.text.split(card.fix.old).length === 2) {
    actions.push({name: `Write “${short(card.fix.new)}”`, apply: (view, from) => write(view, from, card.fix)});
  }
  if (card.code === "A-001") actions.push({name: "Say what it shows", apply: (view, from, to) => describe(from, to)});
  return {
    from: line.from + start, to: line.from + end, severity: SEVERITIES[card.severity], source: card.code,
    message: `${card.what} ${card.hint}`, actions, markClass: `found-${card.severity}`,
  };
}

/* What the finding quotes, if that stands on its line; else the whole line. */
function range(text, card) {
  const quoted = [card.fix?.old, ...[...card.what.matchAll(/“([^”]+)”/g)].map((each) => each[1])];
  const words = quoted.find((each) => each && text.includes(each));
  if (words) return [text.indexOf(words), text.indexOf(words) + words.length];
  const picture = card.code.startsWith("A-") || card.code.startsWith("I-") ? /!\[[^\]]*\]\([^)]*\)(\{[^}]*\})?/.exec(text) : null;
  if (picture) return [picture.index, picture.index + picture[0].length];
  return [text.length - text.trimStart().length, Math.max(text.trimEnd().length, 0)];
}

function write(view, from, {old, new: words}) {
  const line = view.state.doc.lineAt(from), at = line.text.indexOf(old);
  if (at < 0) return;
  view.dispatch({changes: {from: line.from + at, to: line.from + at + old.length, insert: words}, userEvent: "input"});
  view.focus();
}

const short = (words) => (words.length > 40 ? `${words.slice(0, 38)} …` : words);
