// <form data-keep="KEY">: what is typed is kept for this tab until it is sent, and comes back if the form
// returns empty (a reload, a sign-in in between, a lost connection). An element with data-kept-done="KEY" on
// the page that follows says it has arrived, and the kept words go.
import { whenThere } from "./arrivals.js";

const kept = "textarea, select, input:not([type]), input[type=text], input[type=radio], input[type=checkbox]";
const keyOf = (name) => `draft ${name}`;
const fields = (form) => [...form.querySelectorAll(kept)].filter((field) => field.name && !field.readOnly);
const text = "textarea, input:not([type=radio], [type=checkbox])";
const isWritten = (field) => field.matches(text) && field.value !== "";
const isPicked = (field) => field.matches("[type=radio], [type=checkbox]");

export function forget(name) { store((storage) => storage.removeItem(keyOf(name))); }

whenThere("[data-kept-done]", (mark) => forget(mark.dataset.keptDone));

whenThere("form[data-keep]", (form) => {
  restore(form);
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => keep(form), 250);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    keep(form);
  });
});

function keep(form) {
  // A cleared form is a decision too: nothing is kept of it.
  if (!fields(form).some(isWritten)) return forget(form.dataset.keep);
  const chosen = fields(form).filter((field) => !isPicked(field) || field.checked);
  const entries = chosen.map(({ name, value }) => [name, value]);
  store((storage) => storage.setItem(keyOf(form.dataset.keep), JSON.stringify(entries)));
}

/** The server's words are newer than ours: only an empty form is filled. */
function restore(form) {
  if (fields(form).some(isWritten)) return;
  const entries = store((storage) => JSON.parse(storage.getItem(keyOf(form.dataset.keep))));
  if (!Array.isArray(entries)) return;
  // Those who can make room for more (the poll editor's rows) do so first.
  form.dispatchEvent(new CustomEvent("draft-back", { detail: entries.map(([name]) => name) }));
  for (const field of fields(form)) {
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isPicked(field)) field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  fields(form).forEach((field) => field.matches("textarea") && field.dispatchEvent(new Event("input")));
}

/** Storage may be full, or refused by the person's settings: then nothing is kept, and nothing breaks. */
function store(act) {
  try { return act(sessionStorage); } catch { return null; }
}
