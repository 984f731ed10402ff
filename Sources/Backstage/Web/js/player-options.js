// Speed, quality and captions, chosen in the panel or by a key, and the list of keys.
import { Captions } from "./player-captions.js";
import { remember, settings } from "./player-memory.js";
import { speedName } from "./player-time.js";
import { say } from "./words.js";

const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
/** Between the panel and the player's edge. */
const gapPixels = 8;

export class Options {
  constructor(player) {
    this.player = player;
    this.panel = player.parts.settings;
    this.captions = new Captions(player);
    player.on(this.panel, "change", ({ target }) => this.picked(target));
    this.placePanel();
    this.offerQualities();
    this.setSpeed(speeds.includes(settings().speed) ? settings().speed : 1);
    this.showCaptions(settings().captions ?? "");
    player.on(player.parts.cc, "click", () => this.toggleCaptions());
    player.on(player.video, "resize", () => this.showStep());
    const dialog = player.parts.keys;
    player.on(this.panel.querySelector("[data-do=keys]"), "click", () => this.showKeys());
    player.on(dialog.querySelector("[data-do=close]"), "click", () => dialog.close());
    player.on(dialog, "click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  get isOpen() { return this.panel.matches(":popover-open") || this.player.parts.keys.open; }

  picked({ name, value, dataset }) {
    if (name === "player-speed") this.setSpeed(Number(value));
    if (name === "player-captions") this.showCaptions(value, { isChosen: true });
    if (name !== "player-quality") return;
    this.showStep();
    if (this.player.stream) this.player.stream.choose(Number(value));
    else this.player.change(dataset.hls ?? dataset.mp4 ?? null);
  }

  // Speed

  setSpeed(speed) {
    const { video } = this.player;
    // The default too: another source begins with it.
    video.defaultPlaybackRate = video.playbackRate = speed;
    const radio = this.panel.querySelector(`[name=player-speed][value="${speed}"]`);
    if (radio) radio.checked = true;
    remember({ speed });
  }

  stepSpeed(by) {
    const now = speeds.indexOf(this.player.video.defaultPlaybackRate);
    this.setSpeed(speeds[Math.min(speeds.length - 1, Math.max(0, now + by))]);
    this.player.flash(speedName(this.player.video.playbackRate));
  }

  // Captions

  toggleCaptions() {
    const { languages, language } = this.captions;
    if (!languages.length) return;
    const best = [this.lastLanguage, document.documentElement.lang, languages[0]]
      .find((one) => languages.includes(one));
    this.showCaptions(language ? "" : best, { isChosen: true });
  }

  showCaptions(language, { isChosen = false } = {}) {
    this.captions.show(language);
    const shown = this.captions.language;
    if (shown) this.lastLanguage = shown;
    const radio = this.panel.querySelector(`[name=player-captions][value="${CSS.escape(shown)}"]`);
    if (radio) radio.checked = true;
    const button = this.player.parts.cc;
    button?.setAttribute("aria-pressed", String(shown !== ""));
    if (!isChosen) return;
    remember({ captions: language });
    const { on, off } = this.player.parts.flash.dataset;
    const name = button?.querySelector(".vh").textContent ?? "";
    this.player.flash(say(shown ? on : off, undefined, { name }));
  }

  // Quality

  /** Steps this browser cannot play are no choice; one that is left is none either. */
  offerQualities() {
    const box = this.player.parts.quality;
    if (!box) return;
    const { video, streamAddress } = this.player;
    const hasHLS = streamAddress || video.canPlayType("application/vnd.apple.mpegurl") !== "";
    for (const radio of box.querySelectorAll("input:not([value=''])")) {
      if (!hasHLS) delete radio.dataset.hls;
      if (!radio.dataset.hls && !radio.dataset.mp4) radio.closest("label").remove();
    }
    this.automatic = box.querySelector("input[value='']").nextElementSibling;
    this.automaticWord = this.automatic.textContent;
    box.hidden = box.querySelectorAll("input").length < 3;
  }

  /** How sharp the picture is now: its shorter side, as the steps are named. */
  showStep() {
    const { videoWidth, videoHeight } = this.player.video;
    const lines = Math.min(videoWidth, videoHeight);
    this.player.parts.step.textContent = lines ? `${lines}p` : "";
    if (!this.automatic) return;
    const isAutomatic = this.automatic.previousElementSibling.checked;
    this.automatic.textContent = this.automaticWord + (lines && isAutomatic ? ` (${lines}p)` : "");
  }

  // Panel and keys

  /** Browsers without popovers have the keys. */
  placePanel() {
    const button = this.player.parts.gear;
    if (!("popover" in HTMLElement.prototype)) {
      button.hidden = this.panel.hidden = true;
      return;
    }
    this.player.on(this.panel, "toggle", ({ newState }) => {
      this.player.wake();
      if (newState !== "open") return;
      const [box, press] = [this.panel.getBoundingClientRect(), button.getBoundingClientRect()];
      const left = Math.min(press.right, innerWidth - gapPixels) - box.width;
      this.panel.style.setProperty("--left", `${Math.max(gapPixels, left)}px`);
      this.panel.style.setProperty("--top", `${Math.max(gapPixels, press.top - gapPixels - box.height)}px`);
      this.panel.querySelector("input:checked")?.focus();
    });
    this.player.on(window, "scroll", () => this.panel.hidePopover(), { passive: true });
  }

  showKeys() {
    if ("popover" in HTMLElement.prototype) this.panel.hidePopover();
    this.player.parts.keys.showModal();
  }
}
