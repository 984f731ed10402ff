// <form data-draft="/studio/draft">: what is typed is saved as one types, a second after the last key, and
// when the page is left. The form's hidden fields `saved`, `revision` and `seat` say which draft it is, which
// saving this page knows, and which page it is. [data-draft-line] tells what became of it: data-saved
// "Draft saved at {time}", data-failed. When somebody else saved the same draft meanwhile, the server keeps
// ours as a draft of its own; the line then leads to both.
import { whenThere } from "./arrivals.js";
import { language, say } from "./words.js";

const pauseMilliseconds = 1_000;
/** What did not go through is tried again, even if nothing more is typed. */
const retryMilliseconds = 10_000;
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });

class DraftSaver {
  /** The saving that is on its way. */
  going = null;
  hasNews = false;
  hasLeft = false;

  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-draft-line]");
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.hurry());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) this.hasLeft = false; });
  }

  changed() {
    this.hasNews = true;
    this.wait(pauseMilliseconds);
  }

  wait(milliseconds) {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), milliseconds);
  }

  hurry() {
    if (this.hasNews) this.save();
  }

  /** Words without files: these go with the form's own buttons. */
  get body() {
    const body = new FormData();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") body.append(name, value);
    }
    return body;
  }

  async save() {
    clearTimeout(this.pause);
    if (this.hasLeft || !this.form.isConnected) return;
    // One after the other: each is based on the one before.
    if (this.going) return this.going.then(() => this.hasNews && this.save());
    this.hasNews = false;
    this.going = this.send();
    await this.going;
    this.going = null;
  }

  async send() {
    const how = { method: "POST", body: this.body, redirect: "manual" };
    const answer = await fetch(this.form.dataset.draft, how)
      .then(async (response) => ({ status: response.status, ...(await response.json().catch(() => ({}))) }))
      .catch(() => ({ status: 0 }));
    if (answer.id) this.arrived(answer);
    else if (answer.status !== 200) this.failed(answer);
  }

  arrived(answer) {
    this.field("saved").value = answer.id;
    this.field("revision").value = answer.revision;
    // A reload, or coming back, goes on with the draft.
    const address = new URL(this.form.getAttribute("action"), location);
    address.searchParams.set("draft", answer.id);
    if (location.pathname === address.pathname) history.replaceState(history.state, "", address);
    if (answer.compare) this.tellConflict(answer);
    else if (!this.conflict?.isConnected) {
      this.line.textContent = say(this.line.dataset.saved, undefined, { time: clock.format(answer.saved) });
    }
  }

  /** Told once, and left standing: from now on this page writes its own draft. */
  tellConflict({ problem, compare, compareWord }) {
    this.conflict = document.createElement("a");
    this.conflict.href = compare;
    this.conflict.textContent = compareWord;
    this.line.replaceChildren(`${problem} `, this.conflict);
  }

  failed({ status, problem }) {
    const text = problem ?? this.line.dataset.failed;
    if (this.line.textContent !== text) this.line.textContent = text;
    this.hasNews = true;
    // No room, or signed out: it would be refused again until something changes.
    if (status === 0 || status >= 500) this.wait(retryMilliseconds);
  }

  field(name) { return this.form.elements.namedItem(name); }

  /** A saving on its way has to arrive first, or the form would be based on an older one. */
  submitted(event) {
    if (event.defaultPrevented) return;
    clearTimeout(this.pause);
    if (this.going) {
      event.preventDefault();
      const { submitter } = event;
      this.going.then(() => this.form.requestSubmit(submitter?.isConnected ? submitter : null));
      return;
    }
    // The form itself saves or publishes: nothing may be saved after that.
    this.hasLeft = true;
  }

  leave() {
    if (this.hasLeft || !this.hasNews || !this.form.isConnected) return;
    this.hasLeft = true;
    navigator.sendBeacon(this.form.dataset.draft, this.body);
  }
}

whenThere("form[data-draft]", (form) => {
  if (form.elements.namedItem("saved")) new DraftSaver(form);
});
