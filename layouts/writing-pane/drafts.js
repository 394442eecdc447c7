/* Drafts: the texts as they stand in the page, saved as they are written, never over what changed elsewhere. */
import {call} from "./calls.js";
import {changeTo} from "./editor.js";
import {ask} from "./dialogs.js";

const $ = (id) => document.getElementById(id);
const PAUSE_MS = 600, AGAIN_MS = 3000;

export class Drafts {
  constructor(makeState) {
    this.makeState = makeState;
    this.all = new Map();
    this.view = null; // the editor, once there is one
    this.open = null; // the draft in it
  }

  /* The draft of a file, read where it was not yet. */
  async of(file) {
    if (!this.all.has(file)) {
      const {text, digest} = await call("text", {query: {file}});
      this.all.set(file, {file, digest, state: this.makeState(file, text), isChanged: false, timer: 0, saving: null, conflict: null});
    }
    return this.all.get(file);
  }

  async show(file) {
    const draft = await this.of(file);
    if (this.open === draft) return draft;
    if (this.open) this.open.state = this.view.state;
    this.open = draft;
    this.view.setState(draft.state);
    this.say(draft);
    return draft;
  }

  text(draft) {
    return (draft === this.open ? this.view.state : draft.state).doc.toString();
  }

  /* Called with each change that somebody made in the editor. */
  changed() {
    this.open.isChanged = true;
    this.say(this.open);
    this.saveSoon(this.open, PAUSE_MS);
  }

  saveSoon(draft, wait) {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => this.save(draft), wait);
  }

  async save(draft) {
    clearTimeout(draft.timer);
    if (draft.saving) await draft.saving;
    if (!draft.isChanged || draft.conflict) return;
    draft.saving = this.write(draft);
    await draft.saving;
    draft.saving = null;
  }

  async write(draft) {
    const text = this.text(draft);
    try {
      const {digest, conflict} = await call("text", {method: "PUT", query: {file: draft.file}, body: {text, digest: draft.digest}});
      if (conflict) return this.meet(draft, conflict);
      const isAsBefore = draft.digest === digest; // no round comes that would say what is found
      draft.digest = digest;
      draft.isChanged = this.text(draft) !== text;
      this.say(draft);
      if (isAsBefore) this.settled?.(draft);
    } catch (error) {
      this.say(draft, error.message);
      this.saveSoon(draft, AGAIN_MS);
    }
  }

  /* What lies on the disk now is shown, but for what somebody is just writing over. */
  async reload(draft) {
    if (draft.isChanged || draft.saving || draft.conflict) return;
    const {text, digest} = await call("text", {query: {file: draft.file}});
    if (digest !== draft.digest && !draft.isChanged && !draft.saving) this.take(draft, text, digest);
  }

  take(draft, text, digest) {
    draft.digest = digest;
    this.apply(draft, {changes: changeTo(this.text(draft), text), userEvent: "disk"});
    draft.isChanged = false;
    this.say(draft);
  }

  apply(draft, change) {
    if (draft === this.open) this.view.dispatch(change);
    else draft.state = draft.state.update(change).state;
  }

  /* Two people, or two programs, have changed the same text: its author sees both and chooses. */
  meet(draft, theirs) {
    draft.conflict = theirs;
    this.say(draft);
    if (draft === this.open) this.choose();
  }

  choose() {
    const draft = this.open, theirs = draft.conflict, mine = this.text(draft);
    if (!theirs) return;
    const change = changeTo(mine, theirs.text);
    showPart($("mine"), mine, change.from, change.to);
    showPart($("theirs"), theirs.text, change.from, change.from + change.insert.length);
    const dialog = ask("conflict-dialog", {focus: $("conflict-title")});
    $("keep-mine").onclick = () => {
      dialog.close();
      Object.assign(draft, {conflict: null, digest: theirs.digest});
      this.save(draft);
    };
    $("take-theirs").onclick = () => {
      dialog.close();
      draft.conflict = null;
      this.take(draft, theirs.text, theirs.digest);
    };
  }

  say(draft, wrong = "") {
    if (draft !== this.open) return;
    const said = draft.conflict ? "Not saved: changed elsewhere too." : wrong ? `Not saved: ${wrong}` : draft.isChanged ? "Writing …" : "Saved";
    $("saved").dataset.state = draft.conflict || wrong ? "error" : draft.isChanged ? "waiting" : "good";
    if ($("saved").textContent !== said) $("saved").textContent = said;
    $("choose").hidden = !draft.conflict;
  }

  get areSaved() {
    return [...this.all.values()].every((draft) => !draft.isChanged);
  }

  saveAll() {
    return Promise.all([...this.all.values()].map((draft) => this.save(draft)));
  }
}

/* The text with its lines from one place to another marked, those in sight. */
function showPart(pre, text, from, to) {
  const first = text.lastIndexOf("\n", from - 1) + 1;
  const last = text.indexOf("\n", Math.max(to, from)) < 0 ? text.length : text.indexOf("\n", Math.max(to, from));
  const mark = Object.assign(document.createElement("mark"), {textContent: text.slice(first, last) || " "});
  pre.replaceChildren(text.slice(0, first), mark, text.slice(last));
  requestAnimationFrame(() => mark.scrollIntoView({block: "center"}));
}
