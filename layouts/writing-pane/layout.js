/* Layout: both panes side by side where there is room, else as tabs; and the keys of the toolbar and its menus. */
const $ = (id) => document.getElementById(id);
const NARROW = matchMedia("(max-width: 62rem)");
const tabs = [...$("tabs").querySelectorAll("button")];
const panels = {text: $("writing"), pages: $("shown")};

/* Show one of the panes where there is room for one only. */
export function showPane(name) {
  document.body.dataset.pane = name;
  for (const tab of tabs) {
    const isChosen = tab.dataset.pane === name;
    if (NARROW.matches) tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
}

/* What is a tab on a phone is a part of the page on a desk. */
function setRoles() {
  const roles = NARROW.matches;
  const set = (element, name, value) => (roles ? element.setAttribute(name, value) : element.removeAttribute(name));
  set($("tabs"), "role", "tablist");
  for (const tab of tabs) {
    set(tab, "role", "tab");
    set(tab, "aria-controls", panels[tab.dataset.pane].id);
  }
  showPane(document.body.dataset.pane ?? "text");
}

export function layOut(view) {
  document.body.classList.add("writes");
  NARROW.addEventListener("change", setRoles);
  setRoles();
  for (const tab of tabs) tab.addEventListener("click", () => showPane(tab.dataset.pane));
  $("tabs").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tabs.find((tab) => tab.dataset.pane !== document.body.dataset.pane);
    showPane(other.dataset.pane);
    other.focus();
  });
  $("skip-to-text").addEventListener("click", (event) => {
    event.preventDefault(); // the address holds what is chosen
    showPane("text");
    view.focus();
  });
  document.querySelector('.skip[href="#shown"]').addEventListener("click", () => showPane("pages"), {capture: true});
  new ResizeObserver(([{target}]) => document.documentElement.style.setProperty("--masthead", `${target.offsetHeight}px`))
    .observe(document.querySelector(".masthead"));
  useToggle();
  useToolbar();
}

/* Who writes in a program of their own may look at the pages alone; that is remembered. */
function useToggle() {
  const set = (isShown) => {
    document.body.classList.toggle("only-pages", !isShown);
    $("toggle").setAttribute("aria-pressed", isShown);
  };
  set(localStorage.getItem("only-pages") === null);
  $("toggle").addEventListener("click", () => {
    const isShown = $("toggle").getAttribute("aria-pressed") !== "true";
    set(isShown);
    if (isShown) localStorage.removeItem("only-pages");
    else localStorage.setItem("only-pages", "");
  });
}

/* A toolbar is one stop of the tab key; arrows go through it. */
function useToolbar() {
  const tools = $("tools"), buttons = () => [...tools.querySelectorAll("button")].filter((button) => button.offsetParent);
  const all = [...tools.querySelectorAll("button")];
  const give = (button) => all.forEach((each) => { each.tabIndex = each === button ? 0 : -1; });
  give(all[0]);
  tools.addEventListener("focusin", ({target}) => give(target.closest(".menu")?.querySelector("button") ?? target)); // menus close
  tools.addEventListener("keydown", (event) => {
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    const shown = buttons(), at = shown.indexOf(document.activeElement);
    const next = step ? shown.at((at + step) % shown.length) : event.key === "Home" ? shown[0] : event.key === "End" ? shown.at(-1) : null;
    if (event.key === "Escape") closeMenus(true);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  for (const button of tools.querySelectorAll(".menu > button")) {
    button.addEventListener("click", () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      closeMenus();
      open(button, !isOpen);
      if (!isOpen) $(button.getAttribute("aria-controls")).querySelector("button").focus();
    });
  }
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu > button")) closeMenus(); });
}

function open(button, isOpen) {
  button.setAttribute("aria-expanded", isOpen);
  $(button.getAttribute("aria-controls")).hidden = !isOpen;
}

function closeMenus(isLeft = false) {
  const opened = $("tools").querySelector('.menu > [aria-expanded="true"]');
  if (!opened) return;
  open(opened, false);
  if (isLeft) opened.focus();
}
