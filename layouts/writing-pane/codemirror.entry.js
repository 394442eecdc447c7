/* What the writing pane takes of CodeMirror: built into codemirror.js as README.md says. */
export {EditorState, Prec} from "@codemirror/state";
export {EditorView, drawSelection, highlightSpecialChars, keymap} from "@codemirror/view";
export {defaultKeymap, history, historyKeymap, redo, undo} from "@codemirror/commands";
export {HighlightStyle, syntaxHighlighting} from "@codemirror/language";
export {markdownKeymap, markdownLanguage} from "@codemirror/lang-markdown";
export {forEachDiagnostic, nextDiagnostic, setDiagnostics} from "@codemirror/lint";
export {openSearchPanel, search, searchKeymap} from "@codemirror/search";
export {tags} from "@lezer/highlight";
