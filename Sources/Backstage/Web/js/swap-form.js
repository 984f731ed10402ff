// <form method="post" data-swap="post-123">: sends without leaving the page, then brings the element with
// that id up to date. Whatever goes wrong on the way, the browser sends the form as if this script were not
// there.
import { arrived } from "./arrivals.js";
import { forget } from "./draft-keeper.js";
import { send, sendNatively, showPage } from "./send.js";
import { settle } from "./settle.js";
import { hasFiles, showProgress } from "./upload.js";
import { announce } from "./words.js";

/** Quick answers need no sign that something happens; it would only flicker. */
const busyAfterMilliseconds = 300;
const sending = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset.swap || "native" in form.dataset) return;
  if (!document.getElementById(form.dataset.swap)) return;
  event.preventDefault();
  if (!sending.has(form)) swap(form, event.submitter);
});

async function swap(form, submitter) {
  sending.add(form);
  const busy = setTimeout(() => submitter?.setAttribute("aria-busy", "true"), busyAfterMilliseconds);
  const progress = hasFiles(form) ? showProgress(form) : undefined;
  const how = { submitter, swap: form.dataset.swap, onProgress: progress?.show };
  const answer = await send(form, how).catch(() => null);
  clearTimeout(busy);
  submitter?.removeAttribute("aria-busy");
  progress?.end();
  sending.delete(form);
  if (answer) place(answer, form);
  else sendNatively(form, submitter);
}

function place(answer, form) {
  const old = document.getElementById(form.dataset.swap);
  const fresh = answer.page.getElementById(form.dataset.swap);
  if (!old || !fresh) return leadTo(answer);
  const focus = whereFocusIs(old);
  const said = answer.page.querySelector("[data-announce]");
  // Before new forms look for kept words: these have arrived.
  if (answer.status < 400) {
    if (form.dataset.keep) forget(form.dataset.keep);
    form.reset();
  }
  settle(old, fresh, form).forEach(arrived);
  restoreFocus(document.getElementById(form.dataset.swap), focus, answer.status);
  if (said) announce(said.dataset.announce || said.textContent.trim());
}

/** The answer is another page: signed out meanwhile, or something failed. */
function leadTo(answer) {
  const shown = answer.redirected ? null : showPage(answer.page);
  if (shown) arrived(shown);
  else location.assign(answer.address);
}

const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";

/** The focused control, told in a way that finds its like afterwards: its id, or which of its kind it is. */
function whereFocusIs(part) {
  const element = document.activeElement;
  if (!part.contains(element) || element === part) return null;
  const kind = element.tagName + element.className;
  return { element, id: element.id, kind, index: allOf(kind, part).indexOf(element) };
}

function allOf(kind, part) {
  return [...part.querySelectorAll(controls)].filter((one) => one.tagName + one.className === kind);
}

function restoreFocus(part, focus, status) {
  const wrong = status === 422 && part.querySelector('[aria-invalid="true"], [role="alert"] a');
  if (wrong) return wrong.focus();
  // A menu that closed has its focus on what opened it.
  const summary = focus?.element.closest("details.menu:not([open])")?.querySelector("summary");
  if (summary?.isConnected) return summary.focus({ preventScroll: true });
  if (!focus || document.activeElement === focus.element) return;
  const byId = focus.id && part.querySelector(`#${CSS.escape(focus.id)}`);
  const like = byId || allOf(focus.kind, part)[focus.index];
  // The control may be gone, as a vote's button is: then the part itself is where reading goes on.
  if (!like) part.tabIndex = -1;
  (like ?? part).focus({ preventScroll: true });
}
