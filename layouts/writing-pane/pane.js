/* The writing pane: the text beside its pages. It hears from the preview what is shown, and begins from there. */
import {showAbout} from "./about.js";
import {call} from "./calls.js";
import {nextDiagnostic, openSearchPanel, redo, undo} from "./codemirror.js";
import {ask} from "./dialogs.js";
import {Drafts} from "./drafts.js";
import {EditorView, stateOf} from "./editor.js";
import {list, mark} from "./findings.js";
import {WRITE, insert} from "./markup.js";
import {add, describe, picturesIn} from "./pictures.js";
import {Together} from "./together.js";
import {layOut, showPane} from "./layout.js";

const $ = (id) => document.getElementById(id);
const {nonce} = $("writing").dataset;
const drafts = new Drafts((file, text) => stateOf(text, about(file)));
const view = new EditorView({parent: $("editor"), state: stateOf("", about("…"))});
drafts.view = view;
const together = new Together(view);
let files = {}, shownView = null, round = null;

/* What a file is edited with. */
function about(file) {
  return {
    label: `Text of ${file}`,
    nonce,
    isMarkdown: !file.endsWith(".yaml"),
    keys: [
      {key: "Mod-b", run: () => act("bold")},
      {key: "Mod-i", run: () => act("italic")},
      {key: "Mod-k", run: () => act("link")},
      {key: "F8", run: nextDiagnostic},
      {key: "Mod-Shift-m", run: () => act("findings")},
      {key: "Mod-Enter", run: () => act("page")},
      {key: "Mod-s", run: () => (drafts.saveAll(), true)},
    ],
    changed: (update) => { if (!update.transactions.some((each) => each.isUserEvent("disk"))) drafts.changed(); },
    handlers: {
      drop: (event) => take(event, event.dataTransfer, view.posAtCoords({x: event.clientX, y: event.clientY}) ?? 0),
      paste: (event) => take(event, event.clipboardData, view.state.selection.main.head),
    },
  };
}

drafts.settled = (draft) => {
  draft.marked = null;
  if (draft === drafts.open) refresh();
};

function take(event, transfer, place) {
  const [picture] = picturesIn(transfer);
  if (!picture) return false;
  event.preventDefault();
  add(view, drafts.open.file, picture, place);
  return true;
}

const ACTIONS = {
  undo: () => undo(view),
  redo: () => redo(view),
  find: () => openSearchPanel(view),
  findings: () => showFindings($("found-here").hidden),
  picture: () => $("picture-file").click(),
  link: askLink,
  page: () => {
    showPane("pages");
    together.leader = "text";
    return together.toPage();
  },
};
/* These leave the keyboard where they have brought it. */
const ELSEWHERE = new Set(["find", "findings", "picture", "link", "page"]);

function act(name, kind) {
  (ACTIONS[name] ?? WRITE[name])(view, kind);
  if (!ELSEWHERE.has(name)) view.focus();
  return true;
}

function showFindings(isShown) {
  const count = list(view, $("found-here"));
  $("found-here").hidden = !isShown || !count;
  document.querySelector('[data-do="findings"]').setAttribute("aria-expanded", isShown && count > 0);
  if (isShown && count) $("found-title").focus();
}

function askLink() {
  const {from, to} = view.state.selection.main;
  $("link-words").value = view.state.sliceDoc(from, to);
  $("link-address").value = "";
  ask("link-dialog", {
    focus: from === to ? $("link-words") : $("link-address"),
    done: () => {
      const address = $("link-address").value.trim(), words = $("link-words").value.trim() || address;
      if (!address) throw new Error("Say where the link leads, such as https://clinic.example or #a-heading.");
      insert(view, `[${words}](${/[\s()]/.test(address) ? `<${address}>` : address})`);
      view.focus();
    },
  });
}

/* The texts of what is shown, the one that was open last or the first of them. */
async function showFiles(publication) {
  files = await call("texts");
  const own = files[publication] ?? [];
  const names = own.map((file) => file.replace(/^sources\//, ""));
  $("file").replaceChildren(...own.map((file, at) => new Option(names[at], file)));
  const last = sessionStorage.getItem(`text of ${publication}`);
  await openFile(own.includes(last) ? last : own[0]);
}

async function openFile(file) {
  if (!file) return;
  $("file").value = file;
  const draft = await drafts.show(file);
  sessionStorage.setItem(`text of ${shownView.source}`, file);
  await drafts.reload(draft);
  await refresh();
}

/* What is known of the open text since the newest round: its findings, and where its lines stand. */
async function refresh() {
  const {file} = drafts.open, {publication, edition, findings} = shownView;
  const cards = findings.filter((card) => card.file === file), key = JSON.stringify([shownView.round, drafts.open.digest, cards]);
  if (drafts.open.marked !== key) { // else what somebody has just opened would close
    drafts.open.marked = key;
    const count = mark(view, cards, (from, to) => describe(view, from, to));
    document.querySelector('[data-do="findings"]').textContent = count ? `Findings (${count})` : "Findings";
    if (!list(view, $("found-here"))) showFindings(false);
  }
  const {places} = await call("places", {query: {file, publication, edition}});
  together.places = places;
}

async function hear(shown) {
  const isOther = shownView?.source !== shown.source;
  shownView = shown;
  try {
    if (isOther) await showFiles(shown.source);
    else if (drafts.open) {
      if (round !== shown.round) await drafts.reload(drafts.open);
      await refresh();
    }
  } catch (error) {
    $("saved").dataset.state = "error";
    $("saved").textContent = error.message;
  }
  round = shown.round;
  leadBack();
}

/* Each page leads to its lines: its button, or two clicks on the place itself. */
function leadBack() {
  document.querySelectorAll("#pages .sheet").forEach((sheet, at) => {
    if (sheet.querySelector("button")) return;
    const button = Object.assign(document.createElement("button"), {type: "button", textContent: "Write here", className: "write-here"});
    button.setAttribute("aria-label", `Write on page ${at + 1}`);
    button.addEventListener("click", () => lead(at + 1, 0));
    sheet.querySelector("img").addEventListener("dblclick", (event) => lead(at + 1, event.offsetY / event.target.clientHeight));
    sheet.append(button);
  });
}

function lead(page, part) {
  showPane("text");
  together.leader = "pages";
  together.toLine(page, part);
}

$("file").addEventListener("change", () => openFile($("file").value));
$("choose").addEventListener("click", () => drafts.choose());
$("about").addEventListener("click", async () => {
  const own = files[shownView?.source] ?? [];
  const file = own.find((each) => each.endsWith("/book.yaml")) ?? own[0];
  if (file) await showAbout(drafts, await drafts.of(file), shownView.findings.filter((card) => card.file === file));
});
$("picture-file").addEventListener("change", () => {
  const [picture] = $("picture-file").files;
  $("picture-file").value = "";
  if (picture) add(view, drafts.open.file, picture, view.state.selection.main.head);
});
$("tools").addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) act(button.dataset.do, button.dataset.kind);
});
addEventListener("visibilitychange", () => { if (document.hidden) drafts.saveAll(); });
addEventListener("beforeunload", (event) => {
  if (drafts.areSaved) return;
  drafts.saveAll();
  event.preventDefault();
});
document.addEventListener("shown", (event) => hear(event.detail));
layOut(view);
document.dispatchEvent(new Event("listening")); // the preview may have shown something before all of this was there
