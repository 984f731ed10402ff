// <video-player>: our controls over the browser's video. Inside: a <video controls> that plays by itself, and
// a <template> with the controls, their words and icons. If anything goes wrong while they are put in place,
// the browser's own come back.
import { HLSStream } from "./hls-stream.js";
import { attachChapters } from "./player-chapters.js";
import { attachKeys } from "./player-keys.js";
import { remember, settings } from "./player-memory.js";
import { Options } from "./player-options.js";
import { Rest } from "./player-rest.js";
import { Resume } from "./player-resume.js";
import { Screen } from "./player-screen.js";
import { SeekBar } from "./player-seek.js";
import { attachSession } from "./player-session.js";
import { clock } from "./player-time.js";
import { attachTouch } from "./player-touch.js";
import { Troubles } from "./player-troubles.js";
import { language, say } from "./words.js";

const flashMilliseconds = 900;
const percent = new Intl.NumberFormat(language, { style: "percent" });

class VideoPlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    const template = this.querySelector("template");
    if (!this.video || !template) return;
    this.life = new AbortController();
    try { this.build(template.content.cloneNode(true)); } catch (error) {
      this.dismantle();
      reportError(error);
    }
  }

  disconnectedCallback() { this.dismantle(); }

  /** Listens for as long as the controls stand. */
  on(target, name, heard, options = {}) {
    target?.addEventListener(name, heard, { ...options, signal: this.life.signal });
  }

  build(controls) {
    const named = [...controls.querySelectorAll("[data-part]")];
    this.parts = Object.fromEntries(named.map((element) => [element.dataset.part, element]));
    this.built = [...controls.children];
    this.append(controls);
    this.tabIndex = -1;
    this.chapters = attachChapters(this);
    this.seek = new SeekBar(this);
    this.options = new Options(this);
    this.troubles = new Troubles(this);
    this.resume = new Resume(this);
    this.resting = new Rest(this);
    this.screen = new Screen(this);
    this.follow();
    this.listen();
    attachKeys(this);
    attachTouch(this);
    attachSession(this);
    this.video.controls = false;
    this.dataset.ours = "";
    this.recall();
  }

  dismantle() {
    this.life?.abort();
    this.resting?.end();
    this.built?.forEach((element) => element.remove());
    this.built = undefined;
    delete this.dataset.ours;
    if (!this.video) return;
    this.video.controls = true;
    if (!this.stream) return;
    this.stream.close();
    this.stream = undefined;
    this.video.removeAttribute("src");
    this.video.load();
  }

  // What the video does

  get duration() { return Number.isFinite(this.video.duration) ? this.video.duration : 0; }
  /** Where the video is, or is on its way to. */
  get position() { return this.goal ?? this.video.currentTime; }
  get isIdle() { return "idle" in this.dataset; }
  wake() { this.resting.wake(); }

  follow() {
    const { video } = this;
    for (const name of ["play", "pause", "ended"]) this.on(video, name, () => this.showPlaying());
    for (const name of ["timeupdate", "progress", "seeking"]) this.on(video, name, () => this.showTime());
    for (const name of ["loadedmetadata", "durationchange"]) this.on(video, name, () => this.measure());
    this.on(video, "seeked", () => { this.goal = undefined; this.showTime(); });
    this.on(video, "volumechange", () => this.showVolume());
  }

  showPlaying() {
    const { paused, ended } = this.video;
    this.toggleAttribute("data-playing", !paused && !ended);
    this.toggleAttribute("data-ended", ended);
    if (!paused) this.dataset.begun = "";
    const { play } = this.parts;
    const word = ended ? play.dataset.replay : paused ? play.dataset.play : play.dataset.pause;
    play.querySelector(".vh").textContent = play.title = word;
    this.parts.start.querySelector(".vh").textContent = word;
    this.wake();
  }

  showTime() {
    if (this.seek.isDragging) return;
    this.seek.show(this.position);
    this.parts.time.textContent = clock(this.position);
    this.chapters.show(this.position);
  }

  measure() {
    if (!this.duration) return;
    this.seek.measure(this.duration, this.chapters.list);
    this.parts.duration.textContent = clock(this.duration);
    this.options.showStep();
    this.resume.begin();
    this.showTime();
  }

  showVolume() {
    const { muted, volume } = this.video;
    const isSilent = muted || volume === 0;
    this.parts.mute.setAttribute("aria-pressed", String(isSilent));
    this.parts.volume.value = String(muted ? 0 : volume);
    this.parts.volume.setAttribute("aria-valuetext", percent.format(muted ? 0 : volume));
    remember({ volume, isMuted: muted });
  }

  // What the person does

  toggle() {
    if (this.video.paused || this.video.ended) this.video.play().catch(() => {});
    else this.video.pause();
  }

  seekTo(seconds) {
    if (!this.duration) return;
    this.goal = Math.min(this.duration, Math.max(0, seconds));
    this.video.currentTime = this.goal;
    this.seek.moved(this.goal);
    this.showTime();
    this.wake();
  }

  seekBy(seconds) {
    this.seekTo(this.position + seconds);
    const sign = seconds < 0 ? "−" : "+";
    this.flash(sign + say(this.parts.flash.dataset.skipped, Math.abs(seconds)));
  }

  setVolume(volume) {
    this.video.volume = Math.min(1, Math.max(0, Math.round(volume * 100) / 100));
    this.video.muted = this.video.volume === 0;
    this.flash(percent.format(this.video.volume));
  }

  toggleMute() {
    const isSilent = this.video.muted || this.video.volume === 0;
    if (isSilent && this.video.volume === 0) this.video.volume = 0.5;
    this.video.muted = !isSilent;
    const { on, off } = this.parts.flash.dataset;
    const name = this.parts.mute.querySelector(".vh").textContent;
    this.flash(say(isSilent ? off : on, undefined, { name }));
  }

  /** A word over the picture, also read aloud: what a key just did. */
  flash(text) {
    clearTimeout(this.flashing);
    this.parts.flash.textContent = text;
    this.parts.flash.dataset.shown = "";
    this.flashing = setTimeout(() => delete this.parts.flash.dataset.shown, flashMilliseconds);
  }

  listen() {
    const { parts, video } = this;
    const press = (part, deed) => this.on(part, "click", deed);
    press(parts.play, () => this.toggle());
    press(parts.start, () => this.toggle());
    press(parts.mute, () => this.toggleMute());
    this.on(parts.volume, "input", () => {
      video.volume = Number(parts.volume.value);
      video.muted = video.volume === 0;
    });
    for (const button of this.querySelectorAll(".player__bar .btn")) nameOnHover(button);
  }

  // Standing for the browser's own

  recall() {
    const { volume, isMuted } = settings();
    if (volume >= 0 && volume <= 1) this.video.volume = volume;
    if (isMuted) this.video.muted = true;
    this.showVolume();
    this.showPlaying();
    if (this.streamAddress) return this.change(null);
    if (this.video.readyState > 0) this.measure();
    this.troubles.look();
  }

  /** The list of steps, where we stream it ourselves. */
  get streamAddress() {
    const source = this.video.querySelector('source[type="application/vnd.apple.mpegurl"]');
    return HLSStream.isWanted ? source?.src.split("#")[0] : undefined;
  }

  /** Another source, from where this one stood; null for the best there is. */
  change(address, { isPlaying = !this.video.paused } = {}) {
    const { video, streamAddress } = this;
    const at = this.position;
    this.stream?.close();
    this.stream = undefined;
    if (address) video.src = address;
    else if (streamAddress) this.stream = new HLSStream(video, streamAddress, (kind) => this.broken(kind));
    else video.removeAttribute("src");
    if (!this.stream) video.load();
    this.on(video, "loadedmetadata", () => { if (at > 0) this.seekTo(at); }, { once: true });
    if (isPlaying) video.play().catch(() => {});
  }

  broken(kind) {
    this.stream = undefined;
    this.troubles.broken(kind);
  }
}

/** Icons say what they do to a mouse, too, and which key does the same. */
function nameOnHover(button) {
  const key = button.getAttribute("aria-keyshortcuts")?.split(" ")[0];
  const word = button.querySelector(".vh")?.textContent ?? "";
  if (button.dataset.part !== "play") button.title = key ? `${word} (${key.toUpperCase()})` : word;
}

customElements.define("video-player", VideoPlayer);
