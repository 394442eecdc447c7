/* Together: the text and the pages scroll side by side, and each leads to its place in the other. */
import {EditorView} from "./editor.js";

const $ = (id) => document.getElementById(id);
/* Where the text of a page begins and ends, as parts of its height. */
const TOP = 0.09, BOTTOM = 0.9;
const MARGIN_PX = 60;

/* What is looked at: pages in the window, or one section at a time in a frame. */
const pages = {
  at: ([, page, part]) => {
    const sheet = document.querySelectorAll("#pages .sheet img")[page - 1];
    if (!sheet) return null;
    const {top, height} = sheet.getBoundingClientRect();
    return top + scrollY + height * (TOP + part * (BOTTOM - TOP));
  },
  get: () => scrollY + head() + MARGIN_PX,
  set: (top) => scrollTo({top: top - head() - MARGIN_PX, behavior: "instant"}),
};
const frame = () => $("device").querySelector("iframe:not(.coming)");
const section = {
  at: ([, number, part]) => (number - 1 === $("section").selectedIndex && frame() ? part * frame().contentDocument.documentElement.scrollHeight : null),
  get: () => (frame() ? frame().contentWindow.scrollY + MARGIN_PX : 0),
  set: (top) => frame()?.contentWindow.scrollTo({top: top - MARGIN_PX, behavior: "instant"}),
};
const head = () => document.querySelector(".masthead").getBoundingClientRect().bottom;

export class Together {
  constructor(view) {
    this.view = view;
    this.places = [];
    this.leader = "text"; // the one that somebody scrolls; the other follows
    this.isAsked = false;
    for (const kind of ["wheel", "pointerdown", "touchstart", "keydown", "focusin"]) {
      addEventListener(kind, (event) => { this.leader = view.dom.contains(event.target) ? "text" : "pages"; }, {passive: true, capture: true});
    }
    view.scrollDOM.addEventListener("scroll", () => this.follow("text", () => this.scrollPages()));
    addEventListener("scroll", () => this.follow("pages", () => this.scrollText()));
  }

  get surface() {
    return $("pages").hidden ? section : pages;
  }

  follow(leader, scroll) {
    if (this.leader !== leader || this.isAsked || !this.places.length) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      if ($("shown").offsetParent && this.view.dom.offsetParent) scroll(); // both are in sight
    });
  }

  scrollPages() {
    const {view} = this, block = view.lineBlockAtHeight(view.scrollDOM.scrollTop);
    const line = view.state.doc.lineAt(block.from).number + (view.scrollDOM.scrollTop - block.top) / Math.max(block.height, 1);
    const top = this.topOf(line);
    if (top !== null) this.surface.set(top);
  }

  scrollText() {
    const line = this.lineAt(this.surface.get());
    if (line === null) return;
    const {view} = this, number = Math.min(Math.max(Math.floor(line), 1), view.state.doc.lines);
    const block = view.lineBlockAt(view.state.doc.line(number).from);
    view.scrollDOM.scrollTop = block.top + (line - number) * block.height;
  }

  /* How far down a line stands, between those before and behind it of which that is known. */
  topOf(line) {
    const behind = this.places.findIndex(([number]) => number > line);
    const next = behind < 0 ? undefined : this.places[behind];
    const before = this.places[behind < 0 ? this.places.length - 1 : behind - 1] ?? next;
    const [from, to] = [this.surface.at(before), next ? this.surface.at(next) : null];
    if (from === null || to === null || next === before) return from ?? to;
    return from + ((to - from) * (line - before[0])) / (next[0] - before[0]);
  }

  lineAt(top) {
    const known = this.places.map((place) => [place[0], this.surface.at(place)]).filter(([, at]) => at !== null);
    if (!known.length) return null;
    const behind = known.findIndex(([, at]) => at > top);
    if (behind === 0) return known[0][0];
    const [line, from] = known[(behind < 0 ? known.length : behind) - 1];
    if (behind < 0) return line;
    const [next, to] = known[behind];
    return line + ((next - line) * (top - from)) / Math.max(to - from, 1);
  }

  /* Show the place of the cursor among the pages. */
  toPage() {
    const {doc, selection} = this.view.state, line = doc.lineAt(selection.main.head).number;
    const place = this.places.findLast(([number]) => number <= line) ?? this.places[0];
    if (!place) return false;
    if (this.surface === section && place[1] - 1 !== $("section").selectedIndex) {
      $("section").selectedIndex = place[1] - 1;
      $("section").dispatchEvent(new Event("change"));
      $("device").lastElementChild.addEventListener("load", () => this.surface.set(this.surface.at(place)));
    }
    const top = this.topOf(line);
    if (top !== null) this.surface.set(top);
    return true;
  }

  /* Put the cursor into the line that stands at this part of a page. */
  toLine(page, part) {
    const down = (part - TOP) / (BOTTOM - TOP);
    const place = this.places.findLast(([, number, at]) => number < page || (number === page && at <= down)) ?? this.places[0];
    const first = part === 0 && this.places.find(([, number]) => number === page);
    const [number] = first || place || [1];
    const {from} = this.view.state.doc.line(Math.min(number, this.view.state.doc.lines));
    this.view.dispatch({selection: {anchor: from}, effects: EditorView.scrollIntoView(from, {y: "center"})});
    this.view.focus();
  }
}
