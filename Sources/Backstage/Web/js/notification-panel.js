// a[data-bell]: on wide screens the notifications open under the bell; the link leads to their page
// everywhere else, and whenever something goes wrong.
import { arrived } from "./arrivals.js";

const wide = matchMedia("(min-width: 720px)");
const id = "notifications-panel";
const bell = document.querySelector("a[data-bell]");
let panel = null;

async function open() {
  const answer = await fetch(bell.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = answer.ok && page.getElementById(id);
  if (!found) return location.assign(bell.href);
  close();
  // A page has one h1; here the section is a part of another page.
  found.querySelectorAll("h1").forEach(lower);
  // A box around the section, which stays when the section is swapped by a form of its own.
  panel = document.createElement("div");
  panel.className = "panel panel--float";
  panel.append(document.adoptNode(found));
  panel.tabIndex = -1;
  // Right after the bell, so that Tab goes from one to the other.
  bell.after(panel);
  bell.setAttribute("aria-expanded", "true");
  arrived(panel);
  panel.focus({ preventScroll: true });
}

function lower(heading) {
  const lower = document.createElement("h2");
  for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
  lower.append(...heading.childNodes);
  heading.replaceWith(lower);
}

function close() {
  if (!panel) return;
  const hadFocus = panel.contains(document.activeElement);
  panel.remove();
  panel = null;
  bell.setAttribute("aria-expanded", "false");
  if (hadFocus) bell.focus();
}

if (bell && !document.getElementById(id)) {
  bell.setAttribute("aria-expanded", "false");
  bell.addEventListener("click", (event) => {
    const wantsTab = event.metaKey || event.ctrlKey || event.shiftKey;
    if (wantsTab || !wide.matches) return;
    event.preventDefault();
    if (panel) close();
    else open().catch(() => location.assign(bell.href));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.addEventListener("click", (event) => {
    // A part that was just swapped is no longer inside, and no press elsewhere either.
    if (event.target.isConnected && !panel?.contains(event.target) && !bell.contains(event.target)) close();
  });
  document.addEventListener("focusin", (event) => {
    if (panel && !panel.contains(event.target) && !bell.contains(event.target)) close();
  });
  wide.addEventListener("change", close);
}
