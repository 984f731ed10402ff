// One file on its way to the server, in pieces, by the protocol tus 1.0 (tus.io): what has arrived stays
// there, and after a broken connection, a pause or a reload the rest follows from where it stopped.
//
// One loop does it all: make the upload, ask where it stands, send the next piece. Whatever fails, it waits
// longer each time and asks anew; only a refusal, a pause or the end stop it.
import { forget, fingerprint, recall, remember } from "./upload-memory.js";

const endpoint = "/uploads";
/** Small enough that little is sent twice by servers that keep whole pieces only. */
const pieceBytes = 16 << 20;
/** Wi-Fi that changes and lids that close leave connections that never end. */
const silenceMilliseconds = 60_000;
const firstWaitMilliseconds = 500;
const longestWaitMilliseconds = 30_000;
const lockMilliseconds = 700;
/** An upload that goes each time it was made will not come to an end. */
const beginningsMax = 3;

/** What the server answered that stops an upload; `text` are its words, or empty. */
class Refused extends Error {
  constructor(kind, text = "") {
    super(kind);
    this.kind = kind;
    this.text = text;
  }
}

/** Worth another try: no connection, a busy server, an offset that was not right. */
class Hitch extends Error {
  constructor(text = "", waitMilliseconds = 0) {
    super("hitch");
    this.text = text;
    this.waitMilliseconds = waitMilliseconds;
  }
}

export class ResumableUpload {
  /** "sending", "waiting" for the connection, "elsewhere" in another tab, "paused", "refused" or "done". */
  state = "paused";
  /** Bytes that have arrived or are on their way. */
  sent = 0;
  /** Why it was refused: { kind, text }. Kinds: "refused", "signed-out", "unreadable". */
  refusal = null;
  /** The server's words while it has us wait, or empty. */
  note = "";

  #address = null;
  /** How much the server has; unknown after anything went wrong. */
  #offset = null;
  /** The most it was ever known to have. */
  #arrived = 0;
  #beginnings = 0;
  #run = null;

  /** `form`: the name of the form that will take it. `changed` is called when there is something to show. */
  constructor(file, { form = "", changed = () => {} } = {}) {
    this.file = file;
    this.form = form;
    this.changed = changed;
    this.#recall();
  }

  /** The finished upload's name, for the form. */
  get key() { return this.#address?.split("/").at(-1) ?? ""; }

  /** Begins, or goes on. Also ends a wait for the connection. */
  start() {
    if (this.state === "done") return;
    this.#stop();
    this.#run = new AbortController();
    this.refusal = null;
    this.#be("sending");
    this.#goAlone(this.#run.signal);
  }

  pause() {
    this.#stop();
    if (this.#address) remember(this.file, { isPaused: true });
    this.#be("paused");
  }

  /** Stops without a word, as when its element goes; a later page goes on. */
  leave() { this.#stop(); }

  /** Stops, and has the server drop what arrived. */
  remove() {
    this.#stop();
    forget(this.file);
    if (this.#address) drop(this.#address);
  }

  #stop() {
    this.#run?.abort();
    this.#run = null;
    this.#offset = null;
  }

  #be(state) {
    this.state = state;
    this.changed(this);
  }

  #recall() { this.#address ??= recall(this.file)?.address ?? null; }

  /** Two pages that send the same file would cut each other off: the second waits for the first to end. */
  #goAlone(signal) {
    if (!navigator.locks) return this.#go(signal);
    // The lock of a run that was just stopped takes a moment to be free.
    const late = setTimeout(() => this.#be("elsewhere"), lockMilliseconds);
    signal.addEventListener("abort", () => clearTimeout(late));
    navigator.locks.request(lockOf(this.file), { signal }, () => {
      clearTimeout(late);
      this.#recall();
      return this.#go(signal);
    }).catch((error) => signal.aborted || reportError(error));
  }

  async #go(signal) {
    for (let failures = 0; !signal.aborted;) {
      const before = this.#arrived;
      try {
        if (await this.#step(signal)) return this.#finish();
        // An answer that brought nothing new, as after a wrong offset, is no success.
        if (this.#arrived > before) failures = 0;
      } catch (trouble) {
        this.#offset = null;
        const isUnreadable = trouble instanceof Hitch && !(await isReadable(this.file));
        if (signal.aborted) return;
        if (isUnreadable) return this.#refuse(new Refused("unreadable"));
        if (!(trouble instanceof Hitch)) return this.#refuse(trouble);
        failures += 1;
        await this.#wait(failures, trouble, signal);
      }
    }
  }

  /** One request. True when everything has arrived. */
  async #step(signal) {
    if (!this.#address) await this.#make(signal);
    else if (this.#offset === null) await this.#ask(signal);
    else await this.#send(signal);
    this.#arrived = Math.max(this.#arrived, this.#offset ?? 0);
    return this.#offset === this.file.size;
  }

  #finish() {
    this.sent = this.file.size;
    this.#run = null;
    this.#be("done");
  }

  #refuse(trouble) {
    const isRefusal = trouble instanceof Refused;
    if (!isRefusal) reportError(trouble);
    this.#run = null;
    this.refusal = isRefusal ? trouble : new Refused("refused");
    this.#be("refused");
  }

  async #make(signal) {
    if (this.#beginnings >= beginningsMax) throw new Refused("refused");
    this.#beginnings += 1;
    const { name, type, size } = this.file;
    const metadata = [["filename", name], ["filetype", type]].filter(([, value]) => value);
    const answer = await request("POST", endpoint, {
      signal, headers: {
        "Upload-Length": size,
        "Upload-Metadata": metadata.map(([key, value]) => `${key} ${base64(value)}`).join(","),
      },
    });
    const address = answer.header("Location");
    if (answer.status !== 201 || !address) throw failure(answer);
    // Behind a proxy the server may not know by which name it is called: the path is enough.
    this.#address = new URL(address, document.baseURI).pathname;
    this.#offset = this.sent = 0;
    remember(this.file, { address: this.#address, form: this.form, isPaused: false });
    this.changed(this);
  }

  async #ask(signal) {
    const answer = await request("HEAD", this.#address, { signal });
    if (isGone(answer)) return this.#begin();
    if (answer.status >= 300) throw failure(answer);
    const offset = wholeNumber(answer.header("Upload-Offset"));
    const length = wholeNumber(answer.header("Upload-Length"));
    // Not our file's: the address has been given to something else.
    if (offset === null || offset > this.file.size || length !== this.file.size) return this.#begin();
    this.#offset = this.sent = offset;
    remember(this.file, { form: this.form, isPaused: false });
    this.#be("sending");
  }

  async #send(signal) {
    const from = this.#offset;
    const piece = this.file.slice(from, from + pieceBytes);
    const answer = await request("PATCH", this.#address, {
      signal, body: piece, headers: {
        "Content-Type": "application/offset+octet-stream", "Upload-Offset": from,
      },
      progress: (loaded) => this.#moved(from + Math.min(loaded, piece.size)),
    });
    if (isGone(answer)) return this.#begin();
    // The server is at another place, or the piece was changed on its way: ask, then go on from there.
    if (answer.status === 409 || answer.status === 460) throw new Hitch();
    if (answer.status >= 300) throw failure(answer);
    const offset = wholeNumber(answer.header("Upload-Offset"));
    if (offset === null || offset <= from || offset > this.file.size) throw new Hitch();
    this.#offset = offset;
    this.#moved(offset);
  }

  #moved(sent) {
    this.sent = sent;
    if (this.state === "sending") this.changed(this);
    else this.#be("sending");
  }

  /** What was there is gone: a day has passed, or it was taken by another page. */
  #begin() {
    forget(this.file);
    this.#address = null;
    this.#offset = null;
    this.#arrived = this.sent = 0;
  }

  async #wait(failures, { text, waitMilliseconds }, signal) {
    const longer = Math.min(firstWaitMilliseconds * 2 ** (failures - 1), longestWaitMilliseconds);
    // Many pages that lost the same server must not come back to it all at once.
    const milliseconds = Math.max(waitMilliseconds, longer * (0.75 + Math.random() / 2));
    this.note = text;
    // A single miss is mended before anybody could read of it.
    if (failures > 1 || text || !navigator.onLine) this.#be("waiting");
    await new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        removeEventListener("online", end);
        signal.removeEventListener("abort", end);
        resolve();
      };
      // Without a network nothing is tried; its return is heard at once.
      const timer = setTimeout(() => navigator.onLine && end(), milliseconds);
      addEventListener("online", end);
      signal.addEventListener("abort", end);
    });
  }
}

/** How much of an upload has arrived: { offset, length }, "gone", or null when nobody can say now. */
export async function standing(address) {
  try {
    const answer = await request("HEAD", address, { signal: AbortSignal.timeout(silenceMilliseconds) });
    if (isGone(answer)) return "gone";
    const offset = wholeNumber(answer.header("Upload-Offset"));
    const length = wholeNumber(answer.header("Upload-Length"));
    return answer.status < 300 && offset !== null && length !== null ? { offset, length } : null;
  } catch {
    return null;
  }
}

/** Frees the room at once. If this does not arrive, the server forgets the upload within a day. */
export function drop(address) {
  request("DELETE", address, { signal: AbortSignal.timeout(silenceMilliseconds) }).catch(() => {});
}

/** Whether another page of this browser is sending the file now. */
export async function isSentElsewhere(file) {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(file));
}

const lockOf = (file) => `upload ${fingerprint(file)}`;

function request(method, address, { headers = {}, body = null, progress, signal }) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Hitch());
    const call = new XMLHttpRequest();
    let silence;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => call.abort(), silenceMilliseconds);
    };
    const stop = () => call.abort();
    call.open(method, address);
    call.setRequestHeader("Tus-Resumable", "1.0.0");
    call.setRequestHeader("Accept", "text/plain");
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    call.upload.onprogress = (event) => {
      heard();
      progress?.(event.loaded);
    };
    call.onload = () => resolve({
      status: call.status, text: call.responseText, header: (name) => call.getResponseHeader(name),
    });
    call.onerror = call.onabort = () => reject(new Hitch());
    call.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop);
    heard();
    call.send(body);
  });
}

function isGone({ status }) { return status === 404 || status === 410; }

/** What an answer that is none of the expected ones asks of us. */
function failure(answer) {
  const { status } = answer;
  if (status === 401) return new Refused("signed-out");
  // Busy, locked by the request that was just cut off, or something in between that does not answer.
  const isPassing = status === 0 || status === 408 || status === 423 || status === 429 || status >= 500;
  const seconds = wholeNumber(answer.header("Retry-After")) ?? 0;
  if (isPassing) return new Hitch(status === 429 ? sentence(answer) : "", seconds * 1_000);
  return new Refused("refused", sentence(answer));
}

/** The server's own words, where they are words for people. */
function sentence(answer) {
  const isText = answer.header("Content-Type")?.startsWith("text/plain");
  const text = isText ? answer.text.trim() : "";
  return text.length <= 300 ? text : "";
}

/** A file may be changed, moved or unplugged while it is sent. Browsers then fail as if by the network. */
async function isReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function wholeNumber(text) { return /^\d{1,15}$/.test(text ?? "") ? Number(text) : null; }

function base64(text) { return btoa(String.fromCharCode(...new TextEncoder().encode(text))); }
