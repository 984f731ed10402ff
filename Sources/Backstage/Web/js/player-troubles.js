// When a video does not come: a ring while it is on its way, a word when that takes long, another source when
// one breaks, and a line that says what to do when none is left.

/** Shorter pauses are not worth a sign. */
const ringAfterMilliseconds = 300;
const slowAfterMilliseconds = 20_000;
/** `MediaError`'s numbers (HTML, 4.8.11.1). */
const kinds = { 2: "network", 3: "damaged" };

export class Troubles {
  constructor(player) {
    this.player = player;
    this.line = player.parts.trouble;
    this.timers = [];
    const { video } = player;
    player.on(video, "waiting", () => this.wait());
    for (const name of ["playing", "canplay", "pause", "ended"]) player.on(video, name, () => this.over());
    player.on(video, "error", () => this.broken());
    // A source that fails tells itself, not the video.
    player.on([...video.querySelectorAll("source")].at(-1), "error", () => this.look());
    player.on(this.line.querySelector("button"), "click", () => this.again());
  }

  /** What failed before the script came is told nowhere but in the video's state. */
  look() {
    const { video } = this.player;
    if (video.error) this.broken();
    else if (video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) this.say("unplayable");
  }

  wait() {
    this.over();
    const after = (milliseconds, deed) => this.timers.push(setTimeout(deed, milliseconds));
    after(ringAfterMilliseconds, () => { this.player.dataset.waiting = ""; });
    after(slowAfterMilliseconds, () => this.say("slow"));
  }

  over() {
    this.timers.forEach(clearTimeout);
    this.timers = [];
    delete this.player.dataset.waiting;
    if (!this.player.video.error) this.line.hidden = true;
  }

  /** The plain file is there for what cannot stream, and for streams that break. */
  broken(kind = kinds[this.player.video.error?.code] ?? "unplayable") {
    this.over();
    const { video } = this.player;
    const file = video.querySelector('source[type="video/mp4"]')?.src;
    if (!file || this.hasFallenBack || video.currentSrc === file) return this.say(kind);
    this.hasFallenBack = true;
    this.player.change(file);
  }

  say(kind) {
    this.line.hidden = false;
    this.line.querySelector("p").textContent = this.line.dataset[kind];
    this.player.wake();
  }

  again() {
    this.over();
    this.line.hidden = true;
    this.hasFallenBack = false;
    this.player.focus({ preventScroll: true });
    this.player.change(null, { isPlaying: true });
  }
}
