// Beginning where a video was left, and saying so; the address goes before (`data-start`).
import { keepPosition, positionOf } from "./player-memory.js";
import { clock } from "./player-time.js";
import { say } from "./words.js";

const keepEveryMilliseconds = 5000;
/** So long into playing, nobody wants to undo it any more. */
const noteSeconds = 10;

export class Resume {
  constructor(player) {
    this.player = player;
    this.note = player.parts.note;
    const { video } = player;
    player.on(video, "timeupdate", () => {
      if (Date.now() - (this.keptAt ?? 0) > keepEveryMilliseconds) this.keep();
      if (video.currentTime > (this.noteUntil ?? Infinity)) this.close();
    });
    player.on(video, "pause", () => this.keep());
    player.on(window, "pagehide", () => this.keep());
    player.on(this.note.querySelector("[data-do=close]"), "click", () => this.close());
    player.on(this.note.querySelector("[data-do=over]"), "click", () => {
      this.close();
      player.seekTo(0);
    });
  }

  /** Once, as soon as the video is known. */
  begin() {
    if (this.hasBegun) return;
    this.hasBegun = true;
    const { video, dataset, duration } = this.player;
    const asked = Number(dataset.start) || 0;
    const left = asked ? 0 : positionOf(dataset.post);
    const start = asked || left;
    // Already watching, with the browser's own controls: they know better.
    if (!start || start >= duration || video.played.length) return;
    if (Math.abs(video.currentTime - start) > 1) this.player.seekTo(start);
    if (left) this.show(left);
  }

  show(seconds) {
    const text = this.note.querySelector("p");
    this.note.hidden = false;
    text.textContent = say(text.dataset.resumed, undefined, { time: clock(seconds) });
    this.noteUntil = seconds + noteSeconds;
  }

  close() {
    this.noteUntil = undefined;
    if (this.note.contains(document.activeElement)) this.player.focus({ preventScroll: true });
    this.note.hidden = true;
  }

  keep() {
    const { video, dataset, duration } = this.player;
    // Nothing was watched: what was kept before stays.
    if (!video.played.length) return;
    this.keptAt = Date.now();
    keepPosition(dataset.post, video.currentTime, duration);
  }
}
