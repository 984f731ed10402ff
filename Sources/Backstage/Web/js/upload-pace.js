// How fast something goes, how long it still takes, how large it is: in numbers, and as people read them.
import { language, say } from "./words.js";

/** Long enough that the figure can be read before it changes, short enough to follow the connection. */
const spanMilliseconds = 8_000;
/** Less says nothing yet. */
const leastMilliseconds = 1_500;

/** Measures the last few seconds. */
export class Pace {
  #marks = [];

  /** A pause is no slowness: begins anew. */
  rest() { this.#marks = []; }

  /** `bytes`: how much is done in all. */
  mark(bytes, now = performance.now()) {
    // Back at an earlier place, after a broken connection: what was measured was not kept.
    if (bytes < (this.#marks.at(-1)?.bytes ?? 0)) this.rest();
    this.#marks.push({ bytes, now });
    while (this.#marks.length > 2 && now - this.#marks[1].now > spanMilliseconds) this.#marks.shift();
  }

  /** Null while it is too early to tell. */
  get bytesPerSecond() {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    if (!last || last.now - first.now < leastMilliseconds) return null;
    return ((last.bytes - first.bytes) * 1_000) / (last.now - first.now);
  }

  secondsFor(bytes) {
    const speed = this.bytesPerSecond;
    return speed > 0 ? bytes / speed : null;
  }
}

const units = ["kilobyte", "megabyte", "gigabyte"];

/** `412 MB`, `1.3 GB`, as the server writes them: 1,024 kilobytes are a megabyte. */
export function size(bytes, suffix = "") {
  let [value, unit] = [bytes / 1024, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return new Intl.NumberFormat(language, {
    style: "unit", unit: units[unit] + suffix, unitDisplay: "short",
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

export function speed(bytesPerSecond) { return size(bytesPerSecond, "-per-second"); }

/** `words`: messages `soon`, `minutes`, `hours`, the latter two with `{n}`. */
export function left(seconds, words) {
  if (seconds < 60) return words.soon;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? say(words.minutes, minutes) : say(words.hours, Math.round(minutes / 60));
}
