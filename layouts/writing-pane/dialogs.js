/* Dialogs: each asks for something, and keeps the keyboard until it has an answer. */
const $ = (id) => document.getElementById(id);

/* Open the dialog; `done` is called when its form is sent, and may throw what is wrong with it. */
export function ask(id, {focus, done}) {
  const dialog = $(id), form = dialog.querySelector("form"), wrong = form.querySelector(":scope > .wrong");
  wrong.textContent = "";
  form.onsubmit = async (event) => {
    event.preventDefault(); // nothing leaves the page by itself
    try {
      await done?.();
      dialog.close();
    } catch (error) {
      wrong.textContent = error.message;
    }
  };
  for (const button of form.querySelectorAll("[data-close]")) button.onclick = () => dialog.close();
  if (!dialog.open) dialog.showModal();
  focus?.focus();
  return dialog;
}
