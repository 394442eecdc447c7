/* About this text: its metadata as a form; only what was changed is written, and can be undone like all else. */
import {call} from "./calls.js";
import {ask} from "./dialogs.js";
import {changeTo} from "./editor.js";

const $ = (id) => document.getElementById(id);
const LANGUAGES = ["en-US", "en-GB", "es", "fr", "de", "it", "pt", "nl", "pl", "uk", "ru", "tr", "ar", "fa", "zh", "zh-Hant", "vi", "ko", "ja"];

/* Show the form for the metadata in a draft; `cards` are the findings on its file. */
export async function showAbout(drafts, draft, cards) {
  const text = drafts.text(draft);
  const fields = await call("fields", {method: "POST", body: {file: draft.file, text}});
  $("about-file").textContent = draft.file;
  $("about-usual").replaceChildren(...fields.filter((field) => field.is_usual).map((field) => row(field, cards)));
  $("about-more").replaceChildren(...fields.filter((field) => !field.is_usual).map((field) => row(field, cards)));
  const dialog = ask("about-dialog", {focus: $("about-usual").querySelector("input, textarea"), done: () => save(drafts, draft, fields)});
  const others = cards.filter((card) => fields.every((field) => field.line !== card.line));
  dialog.querySelector("form > .wrong").textContent = others.map((card) => `${card.what} ${card.hint}`).join(" ");
}

async function save(drafts, draft, fields) {
  const given = fields.map(({key, value}) => [key, $(`field-${key}`).value.trim(), value]);
  const answers = Object.fromEntries(given.filter(([, now, before]) => now !== before.trim()));
  if (!Object.keys(answers).length) return;
  const before = drafts.text(draft);
  const {text} = await call("answers", {method: "POST", body: {file: draft.file, text: before, answers}});
  drafts.apply(draft, {changes: changeTo(before, text), userEvent: "input"});
  draft.isChanged = true;
  await drafts.save(draft);
}

function row({key, label, kind, help, example, value, line}, cards) {
  const id = `field-${key}`;
  const isLong = kind === "lines" || kind === "text";
  const input = Object.assign(document.createElement(isLong ? "textarea" : "input"), {id, value});
  if (isLong) input.rows = kind === "text" ? 2 : Math.max(1, value.split("\n").length);
  else input.type = kind === "date" && (!value || /^\d{4}-\d\d-\d\d$/.test(value)) ? "date" : "text";
  if (key === "lang") input.setAttribute("list", languages().id);
  if (!value && input.type === "text") input.placeholder = example.replace(/^["[{]|["\]}]$/g, "");
  const hint = Object.assign(document.createElement("p"), {id: `${id}-help`, className: "help", textContent: help});
  const wrong = cards.filter((card) => card.line === line && line).map((card) =>
    Object.assign(document.createElement("p"), {className: "wrong", textContent: `${card.what} ${card.hint}`}));
  if (wrong.length) input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", hint.id);
  const name = Object.assign(document.createElement("label"), {htmlFor: id, textContent: label});
  const made = document.createElement("div");
  made.append(name, input, hint, ...wrong);
  return made;
}

function languages() {
  const known = $("languages");
  if (known) return known;
  const list = Object.assign(document.createElement("datalist"), {id: "languages"});
  list.append(...LANGUAGES.map((tag) => Object.assign(document.createElement("option"), {value: tag})));
  return $("about-dialog").appendChild(list);
}
