// Reads the two playlists of a video (RFC 8216): the one of its steps, and the one of a step's parts. As much
// of the format as our server writes, and nothing of live streams.

const attributes = (line) => Object.fromEntries(
  [...line.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g)]
    .map(([, name, quoted, plain]) => [name, quoted ?? plain]),
);
const linesOf = (text) => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

/**
 * @returns {{address: string, bitsPerSecond: number, lines: number, codecs: string}[]} lowest first; `lines`
 *   is the shorter side of the picture
 */
export function readSteps(text, base) {
  const steps = [];
  let about;
  for (const line of linesOf(text)) {
    if (line.startsWith("#EXT-X-STREAM-INF:")) about = attributes(line);
    if (line.startsWith("#") || !about) continue;
    const sides = (about.RESOLUTION ?? "").split("x").map(Number);
    steps.push({
      address: new URL(line, base).href, bitsPerSecond: Number(about.BANDWIDTH) || 0,
      lines: Math.min(...sides) || 0, codecs: about.CODECS ?? "",
    });
    about = undefined;
  }
  return steps.sort((one, other) => one.bitsPerSecond - other.bitsPerSecond);
}

/**
 * @returns {{header: object, parts: {start: number, end: number}[]}} each with `address` and the bytes
 *   `from` and `to`, both included; times in seconds
 */
export function readParts(text, base) {
  const parts = [];
  let [header, seconds, bytes, next, start] = [undefined, 0, undefined, 0, 0];
  for (const line of linesOf(text)) {
    if (line.startsWith("#EXT-X-MAP:")) {
      const { URI, BYTERANGE } = attributes(line);
      header = { address: new URL(URI, base).href, ...rangeOf(BYTERANGE, 0) };
    } else if (line.startsWith("#EXTINF:")) {
      seconds = Number.parseFloat(line.slice(8)) || 0;
    } else if (line.startsWith("#EXT-X-BYTERANGE:")) {
      bytes = rangeOf(line.slice(17), next);
    } else if (!line.startsWith("#") && bytes) {
      parts.push({ address: new URL(line, base).href, ...bytes, start, end: start + seconds });
      [next, start, bytes] = [bytes.to + 1, start + seconds, undefined];
    }
  }
  if (!header || !parts.length) throw new Error("The playlist has no parts.");
  return { header, parts };
}

/** `length@offset`; without an offset it follows what came before. */
function rangeOf(text, next) {
  const [length, offset] = text.split("@").map(Number);
  const from = offset ?? next;
  return { from, to: from + length - 1 };
}
