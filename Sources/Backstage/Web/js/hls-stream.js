// Plays HLS through Media Source Extensions: for browsers that do not know HLS, and those that play it by
// themselves but change steps a minute too late. It fetches one part after the other, each a range of bytes
// of an immutable file, from the step that the line can carry and the player's size can show.
//
// The step is chosen anew for each part: the sharpest whose bits fit into what was measured, with more
// caution while little is loaded. A part that comes so slowly that playing would stop is given up for a lower
// one.
import { Line, NetworkTrouble, TooSlow } from "./hls-line.js";
import { readParts, readSteps } from "./hls-playlist.js";

const aheadSecondsMax = 30;
const behindSeconds = 30;
/** Before anybody plays, the first part is enough: its picture, its length. */
const aheadSecondsUnplayed = 1;
/** Parts meet within this: sound and picture of one end at slightly different moments. */
const seamSeconds = 0.25;

export class HLSStream {
  /** Apple's browsers play HLS well, and say by this name that they do. */
  static isWanted = "MediaSource" in globalThis && !("ManagedMediaSource" in globalThis);

  /** `onTrouble("network" | "damaged")`: it has stopped, and needs to be opened anew. */
  constructor(video, address, onTrouble) {
    Object.assign(this, { video, address, onTrouble });
    this.life = new AbortController();
    this.part = new AbortController();
    // While there is something to play, nobody need hear of a line that is down.
    this.line = new Line(() => this.ahead < 1);
    /** Chosen by the person: the lines of a step; 0 is automatic. */
    this.chosen = 0;
    for (const name of ["timeupdate", "play", "ratechange"]) this.on(name, () => this.wake());
    this.on("seeking", () => {
      if (this.ahead === 0) this.part.abort();
      this.wake();
    });
    this.take();
    this.run();
  }

  /** In place of what the video had, at once: a browser would go on loading that. */
  take() {
    const isPlaying = !this.video.paused;
    this.source = new MediaSource();
    this.url = URL.createObjectURL(this.source);
    this.isOpen = event(this.source, "sourceopen", this.life.signal);
    this.video.src = this.url;
    if (isPlaying) this.video.play().catch(() => {});
  }

  choose(lines) {
    this.chosen = lines;
    this.isFlushing = true;
    this.part.abort();
    this.wake();
  }

  close() {
    this.life.abort();
    this.part.abort();
    this.wake();
    URL.revokeObjectURL(this.url);
  }

  on(name, heard) { this.video.addEventListener(name, heard, { signal: this.life.signal }); }
  get isClosed() { return this.life.signal.aborted; }
  wake() { this.waking?.(); }

  async run() {
    try {
      const steps = readSteps(await this.line.text(this.address, this.life.signal), this.address);
      this.steps = steps.filter(({ codecs }) => MediaSource.isTypeSupported(typeOf(codecs)));
      if (!this.steps.length) throw new Error("No step can be played.");
      await this.attach();
      while (!this.isClosed) await this.fill();
    } catch (error) {
      if (this.isClosed) return;
      this.close();
      this.onTrouble(error instanceof NetworkTrouble ? "network" : "damaged");
    }
  }

  async attach() {
    const first = this.pick(0);
    const { header, parts } = await this.partsOf(first);
    first.head = await this.line.bytes(header, this.life.signal);
    await this.isOpen;
    this.source.duration = parts.at(-1).end;
    this.buffer = this.source.addSourceBuffer(typeOf(first.codecs));
    this.step = first;
    // Whoever knows where to begin seeks now, before anything is fetched for nothing.
    await Promise.all([event(this.video, "loadedmetadata", this.life.signal), this.append(first.head)]);
  }

  /** One part, or a pause until something changes. */
  async fill() {
    if (this.isFlushing) await this.flush();
    const goal = this.video.paused && !this.video.played.length ? aheadSecondsUnplayed : aheadSecondsMax;
    if (this.ahead >= goal) return this.pause();
    const step = this.pick(this.ahead);
    const { header, parts } = await this.partsOf(step);
    const end = this.video.currentTime + this.ahead;
    const part = parts.find((one) => one.end > end + seamSeconds);
    if (!part) {
      if (this.source.readyState === "open") this.source.endOfStream();
      return this.pause();
    }
    try {
      this.part = new AbortController();
      // The header goes in only with its part: one that is given up leaves the buffer as it was.
      const isOther = step !== this.step;
      if (isOther) step.head ??= await this.line.bytes(header, this.part.signal);
      // Below the lowest there is nothing to give up for.
      const patience = step === this.steps[0] ? undefined : this.ahead;
      const bytes = await this.line.bytes(part, this.part.signal, patience);
      if (isOther) await this.change(step);
      await this.append(bytes);
      await this.trim();
    } catch (error) {
      // Given up, for a seek or a lower step: the next round knows better.
      if (!(error instanceof TooSlow) && !this.part.signal.aborted) throw error;
    }
  }

  // Which step

  async partsOf(step) {
    step.list ??= readParts(await this.line.text(step.address, this.life.signal), step.address);
    return step.list;
  }

  /** What the line carries and the player shows; the lowest carries everything. */
  pick(ahead) {
    const chosen = this.steps.find(({ lines }) => lines === this.chosen);
    if (chosen) return chosen;
    const caution = (ahead < 10 ? 0.7 : 0.85) / Math.max(1, this.video.playbackRate);
    const shown = Math.min(this.video.clientWidth, this.video.clientHeight) * devicePixelRatio;
    const enough = this.steps.findIndex(({ lines }) => lines >= shown);
    const useful = enough < 0 ? this.steps : this.steps.slice(0, enough + 1);
    const carries = ({ bitsPerSecond }) => bitsPerSecond <= this.line.bitsPerSecond * caution;
    return useful.findLast(carries) ?? this.steps[0];
  }

  // The buffer

  /** Seconds that can be played from here without a gap. */
  get ahead() {
    const { buffered, currentTime } = this.video;
    for (let index = 0; index < buffered.length; index += 1) {
      const [start, end] = [buffered.start(index), buffered.end(index)];
      if (start <= currentTime + seamSeconds && currentTime < end) return end - currentTime;
    }
    return 0;
  }

  async change(step) {
    if (step.codecs !== this.step.codecs) this.buffer.changeType?.(typeOf(step.codecs));
    await this.append(step.head);
    this.step = step;
  }

  async append(bytes) {
    try { await this.update(() => this.buffer.appendBuffer(bytes)); } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      await this.remove(0, this.video.currentTime - 2);
      await this.update(() => this.buffer.appendBuffer(bytes));
    }
    // A first part may begin a few frames late; browsers would wait there for ever.
    const { buffered, currentTime } = this.video;
    if (buffered.length && currentTime < buffered.start(0) && buffered.start(0) - currentTime < seamSeconds) {
      this.video.currentTime = buffered.start(0);
    }
  }

  /** What was played long ago goes, so that a long video fits into memory. */
  trim() { return this.remove(0, this.video.currentTime - behindSeconds); }

  /** After a choice the rest is fetched anew, but for what is about to be seen. */
  async flush() {
    this.isFlushing = false;
    await this.remove(this.video.currentTime + 1, Infinity);
  }

  async remove(from, to) {
    if (to > from) await this.update(() => this.buffer.remove(from, to));
  }

  async update(deed) {
    const isDone = event(this.buffer, "updateend", this.life.signal);
    deed();
    await isDone;
    if (this.video.error) throw new Error("A part could not be decoded.");
  }

  pause() {
    return new Promise((resolve) => {
      this.waking = resolve;
      setTimeout(resolve, 1000);
    });
  }
}

const typeOf = (codecs) => `video/mp4; codecs="${codecs}"`;

/** The next event of a name, or the moment when nobody waits for it any longer. */
function event(target, name, signal) {
  return new Promise((resolve) => {
    const end = () => {
      target.removeEventListener(name, end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    target.addEventListener(name, end);
    signal.addEventListener("abort", end);
  });
}
