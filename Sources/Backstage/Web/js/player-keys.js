// The player's keys. They work anywhere on the page while nobody writes, and while the player is in use when
// that was switched off (WCAG 2.2, 2.1.4). Keys that scroll a page (up, down, Home, End) are ours only in the
// player.
import { remember, settings } from "./player-memory.js";

const written = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
/** What does something of its own on these keys. */
const pressed = "button, summary, label, input[type=checkbox], input[type=radio]";
const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

const anywhere = {
  k: (player) => player.toggle(),
  " ": (player) => player.toggle(),
  ArrowLeft: (player) => player.seekBy(-5),
  ArrowRight: (player) => player.seekBy(5),
  j: (player) => player.seekBy(-10),
  l: (player) => player.seekBy(10),
  m: (player) => player.toggleMute(),
  c: (player) => player.options.toggleCaptions(),
  f: (player) => player.screen.toggleFull(),
  t: (player) => player.screen.toggleTheatre(),
  "<": (player) => player.options.stepSpeed(-1),
  ">": (player) => player.options.stepSpeed(1),
  "?": (player) => player.options.showKeys(),
};
const inPlayer = {
  ArrowUp: (player) => player.setVolume(player.video.volume + 0.05),
  ArrowDown: (player) => player.setVolume(player.video.volume - 0.05),
  Home: (player) => player.seekTo(0),
  End: (player) => player.seekTo(player.duration),
};

function deedOf(key, isInside) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (/^[0-9]$/.test(name)) return (player) => player.seekTo((player.duration * Number(name)) / 10);
  return Object.hasOwn(anywhere, name) ? anywhere[name]
    : isInside && Object.hasOwn(inPlayer, name) ? inPlayer[name] : undefined;
}

/** Somebody writes here, or the key means something else to what has focus. */
function isTaken({ target, key }, player) {
  if (!(target instanceof Element)) return false;
  if (target.closest(written) || target.closest("dialog, [popover]") && arrows.includes(key)) return true;
  if (target.matches(pressed)) return key === " " || arrows.includes(key) && target.matches("input");
  return target === player.parts.volume && arrows.includes(key);
}

export function attachKeys(player) {
  const everywhere = player.parts.everywhere;
  everywhere.checked = settings().hasKeysEverywhere ?? true;
  player.on(everywhere, "change", () => remember({ hasKeysEverywhere: everywhere.checked }));

  player.on(document, "keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isInside = player.contains(event.target) || document.fullscreenElement === player;
    if (!isInside && (!everywhere.checked || document.querySelector("dialog:modal"))) return;
    const deed = isTaken(event, player) ? undefined : deedOf(event.key, isInside);
    if (!deed || (event.repeat && event.key.length === 1 && !"jl<>".includes(event.key))) return;
    event.preventDefault();
    deed(player);
    player.wake();
  });
}
