// Forms that bring files with them, such as photos: shows how much has gone. Videos go ahead of their form
// (upload-field.js); forms with data-swap are sent by swap-form.js, which uses the same bar. `data-uploading`
// on the form names the bar ("Uploading").
import { arrived } from "./arrivals.js";
import { isMultipart, send, sendNatively, showPage } from "./send.js";
import { language } from "./words.js";

/** Smaller forms are gone before a bar could be read. */
const bytesWorthABar = 512 * 1024;
const percent = new Intl.NumberFormat(language, { style: "percent" });

export function hasFiles(form) {
  // What goes ahead of its form (upload-field.js) is disabled, and not sent with it.
  const inputs = [...form.querySelectorAll('input[type="file"]:not(:disabled)')];
  const files = inputs.flatMap((input) => [...input.files]);
  return isMultipart(form) && files.reduce((sum, file) => sum + file.size, 0) > bytesWorthABar;
}

/** A bar at the form's end. Returns what moves it and what takes it away. */
export function showProgress(form) {
  const box = document.createElement("div");
  box.className = "upload";
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", form.dataset.uploading ?? percent.format(0));
  const text = document.createElement("span");
  text.className = "hint num";
  box.append(bar, text);
  form.append(box);
  const show = (fraction) => {
    // All sent: the server is still at work, and a bar without a value says so.
    if (fraction < 1) bar.value = fraction;
    else bar.removeAttribute("value");
    text.textContent = `${form.dataset.uploading ?? ""} ${percent.format(fraction)}`.trim();
  };
  return { show, end: () => box.remove() };
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.swap || "native" in form.dataset || !hasFiles(form)) return;
  event.preventDefault();
  upload(form, event.submitter);
});

async function upload(form, submitter) {
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  submitter?.setAttribute("aria-busy", "true");
  addEventListener("beforeunload", warn);
  const progress = showProgress(form);
  try {
    const answer = await send(form, { submitter, onProgress: progress.show });
    removeEventListener("beforeunload", warn);
    if (answer.redirected) return location.assign(answer.address);
    const shown = showPage(answer.page);
    if (!shown) return location.assign(answer.address);
    arrived(shown);
    scrollTo(0, 0);
    shown.querySelector('[role="alert"] a, [aria-invalid="true"]')?.focus();
  } catch {
    removeEventListener("beforeunload", warn);
    form.removeAttribute("aria-busy");
    sendNatively(form, submitter);
  } finally {
    submitter?.removeAttribute("aria-busy");
    progress.end();
  }
}

/** Leaving now would lose the upload; the browser asks in its own words. */
function warn(event) { event.preventDefault(); }
