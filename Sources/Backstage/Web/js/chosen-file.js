// How a file comes to us: picked, dropped, or by the plain input. Where the browser has handles (File System
// Access), a file can be read again after a reload.

/** Whether this click is ours to answer: then the input's own picker stays closed. */
export function opensPicker(event) {
  if (!("showOpenFilePicker" in window)) return false;
  event.preventDefault();
  return true;
}

/** A handle to the file a person picks; null when they pick none. */
export async function chosenFile(input) {
  const [types, endings] = kinds(input.accept);
  const accept = Object.fromEntries(types.map((type, index) => [type, index === 0 ? endings : []]));
  try {
    const [handle] = await window.showOpenFilePicker({ types: types.length ? [{ accept }] : [] });
    return handle;
  } catch (error) {
    // Not allowed here, as inside another site's frame: the plain picker then.
    if (error.name !== "AbortError") input.showPicker();
    return null;
  }
}

/** To be called while the drop is handled: afterwards the browser has forgotten it. */
export function droppedFile(transfer) {
  const item = [...(transfer?.items ?? [])].find(({ kind }) => kind === "file");
  const handle = item?.getAsFileSystemHandle?.().catch(() => null) ?? null;
  return { file: item?.getAsFile() ?? null, handle };
}

/** By what the browser knows of it. What it knows nothing of, the server judges. */
export function fits({ name, type }, accept) {
  const [types, endings] = kinds(accept);
  const isNamed = endings.some((ending) => name.toLowerCase().endsWith(ending));
  const isTyped = types.some((one) => type.startsWith(one.replace("*", "")));
  return accept === "" || type === "" || isNamed || isTyped;
}

function kinds(accept) {
  const all = accept.split(",").map((one) => one.trim()).filter(Boolean);
  return [all.filter((one) => one.includes("/")), all.filter((one) => one.startsWith("."))];
}
