// <upload-field data-max-bytes>: sends the chosen file at once, in pieces (resumable-upload.js), shows how
// far it is, and puts the finished upload's name into the form as the hidden field `upload`. The form then
// goes without the file; sent too early, it waits and goes by itself.
//
// Inside: .dropzone with the <input type="file">; perhaps [data-kept] with the hidden fields of an upload
// that an earlier try of the form brought; and a <template> with what is shown of an upload, words and all.
import { chosenFile, droppedFile, fits, opensPicker } from "./chosen-file.js";
import { ResumableUpload, drop, isSentElsewhere, standing } from "./resumable-upload.js";
import { fingerprint, forget, recallHandle, rememberHandle, unfinished } from "./upload-memory.js";
import { Pace, left, size, speed } from "./upload-pace.js";
import { announce, language, say } from "./words.js";

const percent = new Intl.NumberFormat(language, { style: "percent" });
/** Text that changes more often cannot be read. The bar moves at every news. */
const textMilliseconds = 500;

class UploadField extends HTMLElement {
  /** On its way, from this page. */
  upload = null;
  /** Arrived before this page was there: { key, name, size }. */
  kept = null;
  /** Begun before this page was there, to go on when its file is chosen again: { entry, offset, handle }. */
  begun = null;
  /** The form was sent too early: { submitter, note }. */
  wait = null;

  connectedCallback() {
    if (this.life) return;
    this.life = new AbortController();
    this.pace = new Pace();
    this.form = this.closest("form");
    this.zone = this.querySelector(".dropzone");
    this.input = this.zone.querySelector('input[type="file"]');
    this.build();
    this.takeKept();
    this.listen();
    // A form shown again by "back" may hold a file nobody has told us of.
    if (this.input.files.length) this.take(this.input.files[0]);
    else if (!this.kept) this.lookBack();
    this.show();
  }

  disconnectedCallback() {
    this.life.abort();
    this.upload?.leave();
  }

  /** Under this name the browser remembers what this form began. */
  get formName() { return this.form?.dataset.keep ?? location.pathname; }

  // What there is

  build() {
    const parts = this.querySelector("template").content.cloneNode(true);
    this.parts = {};
    for (const part of parts.querySelectorAll("[data-part]")) this.parts[part.dataset.part] = part;
    this.parts.wait.remove();
    this.prepend(this.parts.panel);
    this.append(parts);
  }

  listen() {
    const { signal } = this.life;
    const on = (target, type, act) => target?.addEventListener(type, act, { signal });
    on(this.input, "change", () => this.input.files.length && this.take(this.input.files[0]));
    on(this.input, "click", (event) => opensPicker(event) && this.pick());
    on(this.zone, "dragover", (event) => this.over(event, true));
    on(this.zone, "dragleave", (event) => this.over(event, false));
    on(this.zone, "drop", (event) => this.dropped(event));
    on(this.parts.pause, "click", () => this.upload.pause());
    on(this.parts.go, "click", () => this.goOn());
    on(this.parts.remove, "click", () => this.remove());
    on(this.form, "submit", (event) => this.submitted(event));
    on(window, "beforeunload", (event) => this.isBusy && event.preventDefault());
  }

  get isBusy() { return Boolean(this.wait) || this.upload?.state === "sending"; }

  /** The fields of a finished upload that came with the page make way for our own. */
  takeKept() {
    this.input.disabled = false;
    const row = this.querySelector("[data-kept]");
    if (!row) return;
    const value = (name) => row.querySelector(`[name="${name}"]`)?.value ?? "";
    this.kept = { key: value("upload"), name: value("upload-name"), size: Number(value("upload-bytes")) };
    row.remove();
    this.zone.closest("details")?.replaceWith(this.zone);
  }

  /** An earlier page may have begun, or even ended, an upload of this form. */
  async lookBack() {
    for (const entry of unfinished(this.formName)) {
      if (await isSentElsewhere(entry)) continue;
      const found = await standing(entry.address);
      const isWhole = found?.offset === entry.size;
      if (found === "gone" || (found && found.length !== entry.size)) forget(entry);
      else if (isWhole && "refused" in this.dataset) this.giveUp(entry);
      else if (found && this.isFree) return this.foundAgain(entry, found.offset);
    }
  }

  get isFree() { return !this.upload && !this.kept && !this.life.signal.aborted; }

  async foundAgain(entry, offset) {
    if (offset === entry.size) {
      this.kept = { key: entry.address.split("/").at(-1), entry, ...entry };
      return this.show();
    }
    const handle = await recallHandle(entry);
    const may = (await handle?.queryPermission({ mode: "read" }).catch(() => null)) ?? null;
    if (!this.isFree) return;
    this.begun = { entry, offset, handle: may === "denied" ? null : handle };
    this.show();
    if (may === "granted" && !entry.isPaused) this.goOn();
  }

  // What a person does

  async pick() {
    const handle = await chosenFile(this.input);
    if (handle) this.take(await handle.getFile(), handle);
  }

  over(event, isOver) {
    event.preventDefault();
    this.zone.toggleAttribute("data-over", isOver);
  }

  async dropped(event) {
    this.over(event, false);
    const { file, handle } = droppedFile(event.dataTransfer);
    if (!file) return;
    if (fits(file, this.input.accept)) this.take(file, await handle);
    else this.refuse(this.parts.error.dataset.other, { name: file.name });
  }

  take(file, handle = null) {
    const { large, empty } = this.parts.error.dataset;
    const max = Number(this.dataset.maxBytes ?? Infinity);
    if (file.size === 0) return this.refuse(empty, { name: file.name });
    if (file.size > max) return this.refuse(large, { name: file.name, limit: size(max) });
    const hasFocus = this.contains(document.activeElement);
    this.begun = this.kept = null;
    this.upload = new ResumableUpload(file, { form: this.formName, changed: () => this.changed() });
    if (handle) rememberHandle(file, handle);
    this.upload.start();
    announce(say(this.parts.line.dataset.sending, undefined, { name: file.name }));
    // What had it is hidden now. Who writes elsewhere is left alone.
    if (hasFocus) this.parts.pause.focus();
  }

  /** Words beside the field for a file that is not even begun. */
  refuse(message, holes) {
    this.input.value = "";
    this.complain(say(message, undefined, holes));
    this.input.focus();
  }

  async goOn() {
    if (this.upload) return this.upload.start();
    const { entry, handle } = this.begun;
    try {
      if ((await handle.requestPermission({ mode: "read" })) !== "granted") return;
      const file = await handle.getFile();
      if (this.begun && fingerprint(file) === fingerprint(entry)) return this.take(file, handle);
    } catch (error) {
      // Moved, renamed or unplugged: it can only be chosen.
      if (error.name === "SecurityError") return;
    }
    if (this.begun) this.begun.handle = null;
    this.show();
  }

  remove() {
    this.endWait();
    this.upload?.remove();
    const entry = this.begun?.entry ?? this.kept?.entry;
    if (entry) this.giveUp(entry);
    this.upload = this.kept = this.begun = null;
    this.input.value = "";
    this.complain("");
    this.show();
    this.input.focus();
  }

  /** What is of no use any more, here or on the server. */
  giveUp(entry) {
    forget(entry);
    drop(entry.address);
  }

  submitted(event) {
    if (event.defaultPrevented || !this.upload || this.upload.state === "done") return;
    event.preventDefault();
    if (this.wait) return;
    if (this.upload.state === "refused") return this.parts.remove.focus();
    const { submitter } = event;
    const note = this.parts.wait.cloneNode(true);
    note.querySelector("button").addEventListener("click", () => {
      this.endWait();
      submitter?.focus();
    });
    this.form.append(note);
    note.scrollIntoView({ block: "nearest" });
    submitter?.setAttribute("aria-disabled", "true");
    this.wait = { submitter, note };
    announce(note.querySelector("p").textContent);
    if (this.upload.state === "paused") this.upload.start();
  }

  endWait() {
    this.wait?.note.remove();
    this.wait?.submitter?.removeAttribute("aria-disabled");
    this.wait = null;
  }

  // What is shown

  changed() {
    if (this.life.signal.aborted) return;
    const { state, sent } = this.upload;
    if (state === "sending") this.pace.mark(sent);
    else this.pace.rest();
    const isNews = state !== this.told;
    this.told = state;
    this.show(isNews);
    if (isNews) this.tell(state);
  }

  /** What happened since the person last looked. */
  tell(state) {
    if (state === "refused") {
      this.complain(this.refusalText());
      if (this.wait) this.parts.remove.focus();
      return this.endWait();
    }
    if (["waiting", "elsewhere", "paused", "done"].includes(state)) announce(this.textFor(state));
    if (state === "sending") this.complain("");
    if (state !== "done" || !this.wait) return;
    const { submitter } = this.wait;
    this.endWait();
    if (submitter?.isConnected) this.form.requestSubmit(submitter);
    else this.form.requestSubmit();
  }

  /** Everything about the upload as it stands; its text only now and then unless there are news. */
  show(isNews = true) {
    const one = this.seen;
    this.parts.panel.hidden = !one;
    this.zone.hidden = Boolean(one) && one.state !== "begun";
    this.input.disabled = this.zone.hidden;
    this.writeFields(one);
    if (!one) return;
    this.parts.bar.value = one.sent / one.size;
    if (isNews) this.showState(one);
    if (!isNews && performance.now() - (this.written ?? 0) < textMilliseconds) return;
    this.written = performance.now();
    this.parts.line.textContent = this.textFor(one.state);
    this.parts.bar.setAttribute("aria-valuetext", percent.format(share(one)));
  }

  get seen() {
    if (this.upload) {
      const { state, sent, file, key } = this.upload;
      return { state, sent, name: file.name, size: file.size, key };
    }
    if (this.kept) return { ...this.kept, state: "done", sent: this.kept.size };
    if (!this.begun) return null;
    const { entry, offset } = this.begun;
    return { state: "begun", sent: offset, name: entry.name, size: entry.size };
  }

  showState({ state, name, size: bytes }) {
    const { panel, pause, go, bar } = this.parts;
    const hadFocus = document.activeElement;
    panel.dataset.state = state;
    this.parts.name.textContent = name;
    const isDone = state === "done";
    this.parts.size.textContent = isDone ? `${size(bytes)} · ${this.textFor(state)}` : size(bytes);
    this.parts.line.hidden = bar.hidden = isDone;
    pause.hidden = state !== "sending";
    go.hidden = !this.mayGoOn(state);
    const isAgain = state === "waiting" || state === "refused";
    go.querySelector(".vh").textContent = isAgain ? go.dataset.now : go.dataset.go;
    // The button that was pressed may be gone: the next one to press is where one goes on.
    if (hadFocus !== pause && hadFocus !== go) return;
    if (hadFocus.hidden) [pause, go, this.parts.remove].find((button) => !button.hidden).focus();
  }

  mayGoOn(state) {
    if (state === "begun") return Boolean(this.begun.handle);
    if (state === "refused") return this.upload.refusal.kind !== "unreadable";
    return state === "paused" || state === "waiting";
  }

  textFor(state) {
    const words = this.parts.line.dataset;
    const one = this.seen;
    const name = one?.name ?? "";
    const holes = { name, percent: one ? percent.format(share(one)) : "" };
    if (state === "begun") return say(this.begun.handle ? words.begun : words.again, undefined, holes);
    if (state === "waiting" && this.upload.note) return this.upload.note;
    if (state === "waiting") return navigator.onLine ? words.waiting : words.offline;
    if (state === "refused" && one.sent === 0) return "";
    if (state !== "sending") return say(words[state], undefined, holes);
    const { bytesPerSecond } = this.pace;
    const seconds = this.pace.secondsFor(one.size - one.sent);
    return [
      holes.percent, bytesPerSecond > 0 && speed(bytesPerSecond), seconds !== null && left(seconds, words),
    ].filter(Boolean).join(" · ");
  }

  refusalText() {
    const { kind, text } = this.upload.refusal;
    const { refused, signedOut, unreadable } = this.parts.error.dataset;
    if (text) return text;
    return { "signed-out": signedOut, unreadable }[kind] ?? refused;
  }

  /** The sentence beside the field; what the server said of an earlier file goes. */
  complain(text) {
    this.querySelector(`#${CSS.escape(this.input.id)}-error`)?.remove();
    this.parts.trouble.textContent = text;
    this.parts.error.hidden = text === "";
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  /** What the form sends of it: nothing before it has arrived. */
  writeFields(one) {
    this.querySelectorAll(':scope > input[type="hidden"]').forEach((field) => field.remove());
    if (one?.state !== "done") return;
    const fields = { upload: one.key, "upload-name": one.name, "upload-bytes": one.size };
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      this.append(field);
    }
  }
}

/** Rounded down: what says 100 % has arrived. */
function share({ sent, size: all }) { return Math.floor((sent / all) * 100) / 100; }

customElements.define("upload-field", UploadField);
