/* The preview: it asks for the view of an edition, shows it, and again after every round, keeping the reader's place. */
"use strict";

const $ = (id) => document.getElementById(id);
const title = (edition) => edition === "epub" ? "EPUB" : edition === "web" ? "Web page" : edition[0].toUpperCase() + edition.slice(1).replaceAll("-", " ");
const REMARKS = {
  "press": "Cut to the finished size. The colours of the press can only be guessed at on a screen.",
  "booklet": "The sheets as they are printed, before they are folded.",
};

let shown = null; // the view on the screen
let asked = 0; // requests, so that an answer that comes late is not taken for the newest

/* What is chosen stands in the address, as #publication/edition, and survives a reload. */
const chosen = () => location.hash.slice(1).split("/").map(decodeURIComponent);
const address = (publication, edition) => `#${encodeURIComponent(publication)}/${encodeURIComponent(edition)}`;

function element(tag, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

async function refresh() {
  const number = ++asked;
  const [publication = "", edition = ""] = chosen();
  let view;
  try {
    const answer = await fetch(`view.json?${new URLSearchParams({publication, edition})}`);
    if (!answer.ok) throw new Error(answer.statusText);
    view = await answer.json();
  } catch (error) {
    if (number === asked) say("lost", "The preview does not answer. Look at the terminal that it was started in.");
    return;
  }
  if (number === asked) keepingThePlace(() => show(view));
}

/* Chapters may be done faster than they can be shown. */
let later = Promise.resolve(), queued = false;
function refreshLater() {
  if (queued) return;
  queued = true;
  later = later.then(() => { queued = false; return refresh(); });
}

/* Whatever comes or goes above, what is in sight stays where it is. */
function keepingThePlace(change) {
  const anchor = [...$("pages").querySelectorAll(".sheet"), $("device")]
    .find((each) => each.getBoundingClientRect().bottom > 0 && each.offsetParent);
  const before = anchor && scrollY > 0 ? anchor.getBoundingClientRect().top : null;
  change();
  if (before !== null && anchor.isConnected && anchor.offsetParent) {
    scrollBy({top: anchor.getBoundingClientRect().top - before, behavior: "instant"});
  }
}

function show(view) {
  const other = !shown || shown.publication !== view.publication || shown.edition !== view.edition;
  shown = view;
  document.title = `${view.title} – preview`;
  $("title").textContent = view.title;
  showChoices(view);
  showStatus(view);
  const there = view.pages.length > 0 || view.sections.length > 0;
  $("last-good").hidden = view.current || view.is_coming || !there;
  $("last-good").textContent = "This is the last good edition. What was saved since could not be made into a new one.";
  $("remark").hidden = !(view.edition in REMARKS) || !there;
  $("remark").textContent = REMARKS[view.edition] ?? "";
  showCards($("general").querySelector("ul"), view.findings.filter((card) => card.page === null));
  $("general").hidden = view.findings.every((card) => card.page !== null);
  $("general-title").textContent = view.sections.length ? "Findings" : "Findings beside no page";
  $("shown").classList.toggle("on-screen", view.sections.length > 0);
  $("shown").classList.toggle("with-cards", view.findings.some((card) => card.page !== null));
  $("first").hidden = view.findings.length === 0;
  showTakeaway(view, there);
  showPages(view, other);
  showScreen(view, other);
  tell();
}

/* The writing pane, which may come later, hears what is shown. */
function tell() {
  if (shown) document.dispatchEvent(new CustomEvent("shown", {detail: shown}));
}
document.addEventListener("listening", tell);

/* What can be done with the finished file. */
function showTakeaway(view, there) {
  const file = `files/${encodeURIComponent(view.publication)}/${encodeURIComponent(view.edition)}`;
  $("takeaway").hidden = !there;
  $("open").href = file;
  $("download").href = `${file}?download`;
  $("open").hidden = $("print").hidden = view.edition === "epub";
}

function showChoices(view) {
  const publications = Object.keys(view.editions);
  const select = $("publications").querySelector("select");
  $("publications").hidden = publications.length < 2;
  if (select.dataset.of !== publications.join("/")) {
    select.replaceChildren(...publications.map((name) => new Option(name, name)));
    select.dataset.of = publications.join("/");
  }
  select.value = view.publication;
  const clinics = $("clinics").querySelector("select");
  $("clinics").hidden = view.clinics.length === 0;
  if (clinics.dataset.of !== view.clinics.join("/")) {
    clinics.replaceChildren(new Option("As it is", ""), ...view.clinics.map((name) => new Option(name, name)));
    clinics.dataset.of = view.clinics.join("/");
  }
  clinics.value = view.clinic;
  const editions = view.editions[view.publication] ?? {};
  const mixed = new Set(Object.values(editions)).size > 1; // else the status says it of all
  const key = JSON.stringify([view.publication, editions]);
  if ($("editions").dataset.of !== key) {
    const focused = document.activeElement?.dataset?.edition;
    $("editions").replaceChildren(...Object.entries(editions).map(([name, current]) => {
      const link = element("a", {href: address(view.publication, name)}, title(name));
      link.dataset.edition = name;
      if (mixed && !current) link.append(" ", element("span", {className: "mark"}, "last good"));
      return element("li", {}, link);
    }));
    $("editions").dataset.of = key;
    if (focused) $("editions").querySelector(`[data-edition="${focused}"]`)?.focus();
  }
  for (const link of $("editions").querySelectorAll("a")) {
    if (link.dataset.edition === view.edition) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function showStatus(view) {
  if (view.is_coming) return $("status").dataset.state === "waiting" || say("waiting", "Building …");
  if (view.round === 0) return say("waiting", "Building …");
  const count = (severity) => view.findings.filter((card) => card.severity === severity).length;
  const parts = [[count("error"), "error"], [count("warning"), "warning"], [count("note"), "note"]]
    .filter(([number]) => number).map(([number, name]) => `${number} ${name}${number === 1 ? "" : "s"}`);
  const state = count("error") ? "error" : count("warning") ? "warning" : "good";
  const made = view.current ? "Built" : "Stopped";
  say(state, `${made} at ${view.time}: ${parts.join(", ") || "nothing to mend"}.`);
}

function say(state, text) {
  $("status").dataset.state = state;
  if ($("status").textContent !== text) $("status").textContent = text;
}

/* Cards are told apart by what they say, so that only a new one is read aloud. */
function showCards(list, cards) {
  const kept = new Map([...list.children].map((item) => [item.dataset.of, item]));
  const items = cards.map((card) => kept.get(JSON.stringify(card)) ?? cardOf(card));
  if (items.length !== list.children.length || items.some((item, at) => item !== list.children[at])) {
    list.replaceChildren(...items);
  }
}

function cardOf(card) {
  const item = element("li", {className: `card ${card.severity}`, tabIndex: -1},
    element("p", {className: "kind"},
      element("strong", {}, {error: "Error", warning: "Warning", note: "Note"}[card.severity]),
      ...(card.code ? [" ", element("span", {className: "code"}, card.code)] : [])),
    ...(card.where ? [element("p", {className: "where"}, element("code", {}, ...breakable(card.where)))] : []),
    element("p", {className: "what"}, ...apart(card.what)),
    element("p", {className: "hint"}, ...apart(card.hint)));
  item.dataset.of = JSON.stringify(card);
  return item;
}

/* What is quoted may run from right to left. */
const apart = (text) => text.split(/(“[^”]*”)/).map((part) => (part.startsWith("“") ? element("bdi", {}, part) : part));

/* A path breaks behind its slashes. */
const breakable = (path) => path.split(/(?<=\/)/).flatMap((part, at) => (at ? [element("wbr"), part] : [part]));

/* Pages: the nodes stay, only the pictures that look otherwise are exchanged, once they can be shown. No width or
   place is asked of an element here, which would have the browser lay out all pages for each one. */
function showPages(view, other) {
  const list = $("pages");
  list.hidden = view.pages.length === 0;
  list.dataset.current = view.current || view.is_coming;
  if (other) list.replaceChildren();
  while (list.children.length > view.pages.length) list.lastChild.remove();
  view.pages.forEach((page, at) => {
    const item = list.children[at] ?? list.appendChild(emptyPage());
    const image = item.querySelector("img");
    const [width, height] = [page.width, page.height].map((points) => Math.round((points * 96) / 72));
    if (image.getAttribute("width") !== `${width}` || image.getAttribute("height") !== `${height}`) {
      Object.assign(image, {width, height});
      item.style.setProperty("--sheet-width", `${width}px`);
    }
    const number = view.is_coming ? `${at + 1}` : `${at + 1} of ${view.pages.length}`; // there may be more
    image.alt = `Page ${number}, ${title(view.edition)} edition`;
    const caption = item.querySelector("figcaption"), text = number + remarkOn(page, view);
    if (caption.textContent !== text) caption.textContent = text;
    const cards = view.findings.filter((card) => card.page === at + 1);
    showCards(item.querySelector("ul"), cards);
    item.classList.toggle("found", cards.length > 0);
  });
  // Where a picture is, is asked only when nothing moves any more: each answer lays out all pages anew.
  view.pages.forEach((page, at) => exchange(list.children[at].querySelector("img"), page.digest, view.dpi));
}

function remarkOn(page, view) {
  if (view.is_coming) return page.is_new ? " · new, numbers on it may still change" : "";
  return view.current ? "" : " · last good";
}

function emptyPage() {
  const image = element("img", {loading: "lazy", decoding: "async"});
  const cards = element("ul", {className: "cards"});
  cards.setAttribute("aria-live", "polite");
  return element("li", {className: "page"},
    element("figure", {className: "sheet"}, image, element("figcaption")), cards);
}

function exchange(image, digest, dpi) {
  if (image.dataset.digest === digest) return;
  const first = !image.dataset.digest;
  image.dataset.digest = digest;
  const srcset = dpi.map((dots) => `proofs/${digest}/${dots}.png ${dots / 96}x`).join(", ");
  const { top, bottom } = image.getBoundingClientRect();
  if (first || bottom < -innerHeight || top > 2 * innerHeight) {
    image.srcset = srcset;
    return;
  }
  const next = new Image();
  next.srcset = srcset;
  next.decode().catch(() => {}).then(() => {
    if (image.dataset.digest === digest) image.srcset = srcset;
  });
}

/* The screen: a frame without scripts; a new edition is loaded behind the old one, which goes once that is scrolled. */
function showScreen(view, other) {
  $("screen").hidden = view.sections.length === 0;
  if (view.sections.length === 0) return $("device").replaceChildren();
  const at = placeOf(frame());
  const name = other || !at ? remembered(view.publication) : at.name;
  const select = $("section");
  const key = JSON.stringify(view.sections);
  if (select.dataset.of !== key) {
    select.replaceChildren(...view.sections.map((section) => Object.assign(new Option(section.title, section.name), {dir: "auto"})));
    select.dataset.of = key;
  }
  const known = view.sections.some((section) => section.name === name);
  const section = known ? name : view.sections[0].name;
  if (other || !at || at.digest !== view.digest) load(section, known && at && !other ? at.scroll : 0);
}

const frame = () => $("device").querySelector("iframe:not(.coming)");

/* Where the frame is: it may have followed a link of its own. */
function placeOf(iframe) {
  const found = iframe && /^\/screen\/([^/]+)\/(.+)$/.exec(iframe.contentWindow?.location.pathname ?? "");
  return found && {digest: found[1], name: decodeURIComponent(found[2]), scroll: iframe.contentWindow.scrollY};
}

const remembered = (publication) => sessionStorage.getItem(`section of ${publication}`);

function load(name, scroll) {
  for (const late of $("device").querySelectorAll(".coming")) late.remove();
  const next = element("iframe", {title: `${title(shown.edition)}, section by section`, className: "coming"});
  next.setAttribute("sandbox", "allow-same-origin");
  next.src = `screen/${shown.digest}/${name.split("/").map(encodeURIComponent).join("/")}`;
  next.addEventListener("load", () => arrived(next, scroll));
  $("device").append(next);
}

function arrived(iframe, scroll) {
  settle(iframe);
  if (iframe.classList.contains("coming")) {
    const old = frame();
    const focused = old && document.activeElement === old;
    iframe.contentWindow.scrollTo({top: scroll, behavior: "instant"});
    iframe.classList.remove("coming");
    if (old) old.remove();
    if (focused) iframe.focus();
  }
  const at = placeOf(iframe);
  if (!at || !shown) return;
  $("section").value = at.name;
  sessionStorage.setItem(`section of ${shown.publication}`, at.name);
  const index = $("section").selectedIndex;
  $("before").disabled = index <= 0;
  $("after").disabled = index >= shown.sections.length - 1;
}

/* What a reading system adds: margins, and text as large as its reader likes. */
const settle = (iframe) => Object.assign(iframe.contentDocument.documentElement.style, {
  fontSize: `${$("text").value}%`,
  ...(shown.edition === "epub" && {boxSizing: "border-box", minHeight: "100%", padding: "16px 20px"}),
});

function turn(step) {
  const section = shown.sections[$("section").selectedIndex + step];
  if (section) load(section.name, 0);
}

$("section").addEventListener("change", () => load($("section").value, 0));
$("before").addEventListener("click", () => turn(-1));
$("after").addEventListener("click", () => turn(1));
for (const id of ["width", "text"]) {
  $(id).value = sessionStorage.getItem(id) ?? $(id).value;
  $(id).addEventListener("change", () => {
    sessionStorage.setItem(id, $(id).value);
    $("device").dataset.width = $("width").value;
    if (frame()) settle(frame());
  });
}
$("device").dataset.width = $("width").value;
$("publications").addEventListener("change", (event) => { location.hash = address(event.target.value, shown.edition); });
$("clinics").addEventListener("change", (event) => fetch(`clinic?${new URLSearchParams({name: event.target.value})}`));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address holds what is chosen
  $("shown").focus();
});
$("first").addEventListener("click", () => {
  const card = document.querySelector(".card");
  card?.scrollIntoView({block: "center"});
  card?.focus({preventScroll: true});
});
/* A browser's viewer prints in a tab of its own, so that whatever befalls it leaves this page alone. */
$("print").addEventListener("click", () => {
  const opened = open($("open").href);
  opened?.addEventListener("load", () => opened.print());
});
addEventListener("hashchange", () => {
  scrollTo({top: 0, behavior: "instant"});
  refresh();
});

const rounds = new EventSource("rounds");
let begun = 0; // when the build that goes on said its first step; one of a moment is not told
rounds.addEventListener("round", () => { begun = 0; refresh(); });
rounds.addEventListener("pages", () => { if (!shown?.sections.length) refreshLater(); });
rounds.addEventListener("step", (event) => {
  begun ||= performance.now();
  if (performance.now() - begun > 1000) say("waiting", `Building: ${event.data} …`);
});
rounds.addEventListener("error", () => say("lost", "The preview has ended. Start it again with: makebook preview"));
