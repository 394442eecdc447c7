/* The editor: CodeMirror with what an author needs, and nothing that Tab could not leave. */
import {
  EditorState, EditorView, HighlightStyle, Prec, defaultKeymap, drawSelection, highlightSpecialChars, history,
  historyKeymap, keymap, markdownKeymap, markdownLanguage, search, searchKeymap, syntaxHighlighting, tags,
} from "./codemirror.js";

const LOOKS = HighlightStyle.define([
  {tag: [1, 2, 3, 4, 5, 6].map((level) => tags[`heading${level}`]), class: "md-heading"},
  {tag: tags.strong, class: "md-strong"},
  {tag: tags.emphasis, class: "md-emphasis"},
  {tag: [tags.processingInstruction, tags.contentSeparator, tags.meta], class: "md-mark"},
  {tag: [tags.link, tags.url], class: "md-link"},
  {tag: [tags.monospace, tags.comment], class: "md-code"},
]);

/* What a text is edited with; `keys` are more of them, `changed` is called with each change. */
export function extensions({label, nonce, keys, changed, handlers, isMarkdown}) {
  return [
    EditorView.cspNonce.of(nonce),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({"aria-label": label, spellcheck: "true", autocapitalize: "sentences", autocorrect: "on"}),
    EditorView.domEventHandlers(handlers),
    EditorView.updateListener.of((update) => { if (update.docChanged) changed(update); }),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    search({top: true}),
    isMarkdown ? [markdownLanguage.extension, Prec.high(keymap.of(markdownKeymap))] : [],
    syntaxHighlighting(LOOKS),
    Prec.high(keymap.of(keys)),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
  ];
}

export const stateOf = (text, about) => EditorState.create({doc: text, extensions: extensions(about)});

/* The smallest change that makes `now` of the text, so that the cursor stays where it was. */
export function changeTo(text, now) {
  let from = 0, behind = 0;
  const most = Math.min(text.length, now.length);
  while (from < most && text[from] === now[from]) from++;
  while (behind < most - from && text[text.length - 1 - behind] === now[now.length - 1 - behind]) behind++;
  return {from, to: text.length - behind, insert: now.slice(from, now.length - behind)};
}

export {EditorView};
