// <moment-field>: the second of the video that a comment is about. Inside: a field to type it in, and a hidden
// button that shows itself where there is a player, and takes the player's time.
import { clock } from "./player-time.js";
import { announce, say } from "./words.js";

class MomentField extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const field = this.querySelector("input");
    if (!document.querySelector("video-player video")) return;
    button.hidden = false;
    button.onclick = () => {
      // Looked up anew: a part of the page may have been replaced.
      const video = document.querySelector("video-player video");
      if (!video) return;
      field.value = clock(secondsOf(video));
      field.removeAttribute("aria-invalid");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      announce(say(this.dataset.set, undefined, { time: field.value }));
    };
  }
}

/** Whole seconds; at the very end the last one before it, which is still in the film. */
function secondsOf({ currentTime, duration }) {
  const last = Number.isFinite(duration) ? Math.ceil(duration) - 1 : Infinity;
  return Math.max(0, Math.min(Math.floor(currentTime), last));
}

customElements.define("moment-field", MomentField);
