/* Pictures: one that is dropped, pasted or chosen is saved beside the text, once its author has said what it shows. */
import {call} from "./calls.js";
import {ask} from "./dialogs.js";
import {insertBelow} from "./markup.js";

const $ = (id) => document.getElementById(id);
const PICTURE = /^!\[([^\]]*)\]\(([^)\s]*)\)(?:\{([^}]*)\})?/;

/* Ask what the picture shows; the words behind its address are the answer. */
function askWhat(name, alt, done) {
  $("picture-name").textContent = name;
  $("picture-alt").value = alt;
  $("picture-ornament").checked = false;
  ask("picture-dialog", {
    focus: $("picture-alt"),
    done: () => {
      const words = $("picture-alt").value.trim().replace(/\s+/g, " ");
      if ($("picture-ornament").checked) return done("{.decorative}");
      if (!words) throw new Error("Say in a few words what it shows, or that it is only an ornament.");
      return done(`{alt="${words.replaceAll('"', "”")}"}`);
    },
  });
}

/* Save the file beside the draft and put it into the text below a place. */
export function add(view, file, picture, place) {
  askWhat(picture.name, "", async (behind) => {
    const {address} = await call("pictures", {method: "POST", query: {file, name: picture.name || "picture"}, body: picture});
    insertBelow(view, Math.min(place, view.state.doc.length), `![](${address})${behind}`);
    view.focus();
  });
}

/* Ask what a picture shows that is in the text already. */
export function describe(view, from, to) {
  const found = PICTURE.exec(view.state.sliceDoc(from, to));
  if (!found) return;
  askWhat(decodeURI(found[2]), "", (behind) => {
    const kept = found[3] ? `{${behind.slice(1, -1)} ${found[3]}}` : behind;
    view.dispatch({changes: {from, to, insert: `![${found[1]}](${found[2]})${kept}`}, userEvent: "input"});
    view.focus();
  });
}

/* The pictures among what is dropped or pasted. */
export const picturesIn = (transfer) => [...(transfer?.files ?? [])].filter((file) => /^image\//.test(file.type) || /\.(heic|svg)$/i.test(file.name));
