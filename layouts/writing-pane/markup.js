/* Markup: what the buttons write, on the lines or the words that are chosen. */

const linesOf = ({doc, selection: {main}}) => {
  const lines = [];
  for (let at = doc.lineAt(main.from).number; at <= doc.lineAt(main.to).number; at++) lines.push(doc.line(at));
  return lines;
};

/* Begin each chosen line with `mark`, in place of any other of its kind; take it away where all have it. */
function begin(view, mark, kind) {
  const lines = linesOf(view.state);
  const marks = lines.map((line) => kind.exec(line.text)[0]);
  const wanted = lines.map((_, at) => (typeof mark === "string" ? mark : mark(at)));
  const isThere = marks.every((each, at) => each === wanted[at]);
  const changes = lines.map((line, at) => ({from: line.from, to: line.from + marks[at].length, insert: isThere ? "" : wanted[at]}));
  view.dispatch({changes, scrollIntoView: true, userEvent: "input"});
}

/* Put the mark around the chosen words, or take it away from them. */
function surround(view, mark, words) {
  const {from, to} = view.state.selection.main;
  const around = view.state.sliceDoc(from - mark.length, from) === mark && view.state.sliceDoc(to, to + mark.length) === mark;
  if (around) {
    view.dispatch({changes: [{from: from - mark.length, to: from}, {from: to, to: to + mark.length}], userEvent: "input"});
    return;
  }
  const text = view.state.sliceDoc(from, to) || words;
  const start = from + mark.length;
  view.dispatch({
    changes: {from, to, insert: `${mark}${text}${mark}`}, selection: {anchor: start, head: start + text.length}, userEvent: "input",
  });
}

/* What parts a block from the text above, where it begins on this line, or behind it. */
function gapBelow(doc, line) {
  if (line.text.trim()) return "\n\n";
  return line.number > 1 && doc.line(line.number - 1).text.trim() ? "\n" : "";
}

/* Put a block of its own behind the cursor's paragraph, or around the chosen lines; `chosen` are the words to write over. */
function block(view, before, inner, behind, chosen = inner) {
  const {doc, selection: {main}} = view.state;
  const first = doc.lineAt(main.from);
  let last = doc.lineAt(main.to);
  const isAround = !main.empty;
  while (!isAround && last.text.trim() && last.number < doc.lines && doc.line(last.number + 1).text.trim()) last = doc.line(last.number + 1);
  const text = isAround ? doc.sliceString(first.from, last.to) : inner;
  const from = isAround ? first.from : last.text.trim() ? last.to : last.from;
  const above = isAround ? "" : gapBelow(doc, last);
  const insert = `${above}${before}${text}${behind}${doc.sliceString(last.to, last.to + 2) === "\n\n" || last.to === doc.length ? "" : "\n"}`;
  const at = insert.indexOf(isAround ? text : chosen, above.length);
  const length = (isAround ? text : chosen).length;
  view.dispatch({
    changes: {from, to: last.to, insert}, selection: {anchor: from + at, head: from + at + length}, scrollIntoView: true, userEvent: "input",
  });
}

const HEADING = /^(#{1,6}[ \t]+)?/, LIST = /^([-*+][ \t]+|\d+[.)][ \t]+)?/;
const TITLES = {note: "Good to know", tip: "What helps", warning: "Be careful", panel: "In short"};
const FIELDS = {
  blank: ["", "Name: ____", "", "Name"],
  boxes: ["", "- [ ] First\n- [ ] Second", "", "First"],
  circles: ["", "- ( ) Yes\n- ( ) No", "", "Yes"],
  lines: ["::: {.writing lines=3}\n", "What would you like to tell us?", "\n:::"],
  scale: ["::: pain-scale\n", "How strong is your pain now?", "\n:::"],
  signature: ["::: signature\n", "Signature\nDate", "\n:::", "Signature"],
};

export const WRITE = {
  heading: (view) => begin(view, "## ", HEADING),
  subheading: (view) => begin(view, "### ", HEADING),
  bullets: (view) => begin(view, "- ", LIST),
  numbers: (view) => begin(view, (at) => `${at + 1}. `, LIST),
  bold: (view) => surround(view, "**", "bold words"),
  italic: (view) => surround(view, "*", "soft words"),
  callout: (view, kind) => block(view, `::: ${kind} ${TITLES[kind]}\n`, "What you want to say.", "\n:::"),
  field: (view, kind) => block(view, ...FIELDS[kind]),
  form: (view) => block(view, ":::: form\n\n", "Name: ____", "\n\n::::", "Name"),
};

/* Put words in the place of those that are chosen. */
export function insert(view, text) {
  const {from, to} = view.state.selection.main;
  view.dispatch({changes: {from, to, insert: text}, selection: {anchor: from + text.length}, scrollIntoView: true, userEvent: "input"});
}

/* Put a block of its own behind the line of a place. */
export function insertBelow(view, place, text) {
  const line = view.state.doc.lineAt(place);
  const from = line.text.trim() ? line.to : line.from;
  const words = `${gapBelow(view.state.doc, line)}${text}${line.number === view.state.doc.lines ? "\n" : ""}`;
  view.dispatch({changes: {from, to: line.to, insert: words}, selection: {anchor: from + words.trimEnd().length}, scrollIntoView: true, userEvent: "input"});
}
