// What this browser remembers of uploads that are not finished, so that a reload or a crash loses nothing:
// under each file's fingerprint the upload's address, and, where the browser hands them out, the file's
// handle, with which it can be read again without being chosen again.

const prefix = "upload ";
/** As long as the server keeps an unfinished upload. */
const keptMilliseconds = 24 * 3_600_000;

/** The same file chosen again has the same; a file that was changed has another. */
export function fingerprint({ name, size, lastModified }) { return `${name} ${size} ${lastModified}`; }

/** `{ address, name, size, lastModified, form, isPaused, at }`, or null. */
export function recall(file) { return read(prefix + fingerprint(file)); }

export function remember(file, facts) {
  const { name, size, lastModified } = file;
  const entry = { name, size, lastModified, ...recall(file), ...facts, at: Date.now() };
  store((storage) => storage.setItem(prefix + fingerprint(file), JSON.stringify(entry)));
}

export function forget(file) {
  store((storage) => storage.removeItem(prefix + fingerprint(file)));
  forgetHandle(file);
}

/** Uploads that this form began, the newest first. Those the server has given up are forgotten here too. */
export function unfinished(form) {
  const keys = store((storage) => Object.keys(storage)) ?? [];
  const entries = keys.filter((key) => key.startsWith(prefix)).map(read).filter(Boolean);
  const isOld = ({ at }) => !(Date.now() - at < keptMilliseconds);
  entries.filter(isOld).forEach(forget);
  return entries.filter((entry) => entry.form === form && !isOld(entry)).sort((a, b) => b.at - a.at);
}

function read(key) {
  const entry = store((storage) => JSON.parse(storage.getItem(key)));
  return typeof entry?.address === "string" ? entry : null;
}

/** Storage may be full, or refused by the person's settings: then nothing is remembered. */
function store(act) {
  try { return act(localStorage); } catch { return null; }
}

// Handles are objects, which only IndexedDB can keep.

export function rememberHandle(file, handle) {
  return handles("readwrite", (all) => all.put(handle, fingerprint(file)));
}

export function recallHandle(file) { return handles("readonly", (all) => all.get(fingerprint(file))); }

function forgetHandle(file) { return handles("readwrite", (all) => all.delete(fingerprint(file))); }

/** Null when the browser keeps nothing for us, as in some private windows. */
async function handles(mode, act) {
  try {
    const database = await opened();
    const request = act(database.transaction("handles", mode).objectStore("handles"));
    return (await settled(request)) ?? null;
  } catch {
    return null;
  }
}

let opening;
function opened() {
  opening ??= (() => {
    const request = indexedDB.open("backstage-uploads", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("handles");
    return settled(request);
  })();
  return opening;
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
