// Times in a video, for eyes and for ears.
import { number, say } from "./words.js";

const two = (count) => String(count).padStart(2, "0");

/** `9:30`, `1:04:33`. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `1 minute 5 seconds`; `words` holds the messages `hours`, `minutes`, `seconds`. */
export function spoken(seconds, words) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const parts = [
    [words.hours, Math.floor(whole / 3600)], [words.minutes, Math.floor(whole / 60) % 60],
    [words.seconds, whole % 60],
  ].filter(([, count]) => count > 0);
  if (!parts.length) return say(words.seconds, 0);
  return parts.map(([message, count]) => say(message, count)).join(" ");
}

/** `1.25×`, in the page's language. */
export function speedName(speed) { return `${number(speed)}×`; }
