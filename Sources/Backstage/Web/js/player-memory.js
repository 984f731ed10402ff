// What the player remembers on this device: how loud, how fast, captions, theatre width, and where each of
// the last videos was left. Where a browser keeps nothing, every video begins at its beginning.

const settingsKey = "player";
const positionsKey = "player positions";
/** Enough for weeks of watching, and a few kilobytes. */
const videosMax = 200;
/** Shorter videos are seen in one go. */
const secondsMin = 60;
/** Who left within the last seconds has seen the video; within the first, has not begun. */
const secondsAtEnd = 5;

function read(key, otherwise) {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
}

function write(key, value) {
  // A full or forbidden store only means that nothing is remembered.
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { return; }
}

/** `{volume, isMuted, speed, captions, isTheatre, hasKeysEverywhere}`, each only if it was ever chosen. */
export function settings() {
  const kept = read(settingsKey, {});
  return kept !== null && typeof kept === "object" ? kept : {};
}

export function remember(changes) { write(settingsKey, { ...settings(), ...changes }); }

/** Pairs of a video's id and its seconds, the last watched at the end. */
function positions() {
  const kept = read(positionsKey, []);
  return Array.isArray(kept) ? kept.filter((pair) => Array.isArray(pair) && pair.length === 2) : [];
}

/** Seconds, or 0. */
export function positionOf(video) {
  const seconds = positions().find(([id]) => id === video)?.[1];
  return Number.isFinite(seconds) ? seconds : 0;
}

export function keepPosition(video, seconds, duration) {
  if (!(duration >= secondsMin)) return;
  const others = positions().filter(([id]) => id !== video);
  const isWorthIt = seconds > secondsAtEnd && seconds < duration - secondsAtEnd;
  if (isWorthIt) others.push([video, Math.floor(seconds)]);
  write(positionsKey, others.slice(-videosMax));
}
