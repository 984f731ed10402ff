// <looping-clip data-play data-pause>: an animated picture, as a silent <video loop>. It moves while it is
// seen and nobody asked for less motion; its button stops and starts it, and what the person chose stays.
import { icon, iconButton } from "./icon.js";

const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");

class LoopingClip extends HTMLElement {
  /** What the person chose with the button; undefined until then. */
  isWanted;

  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video || this.button) return;
    this.video.controls = false;
    // Some browsers let only a video play by itself that is silent by attribute and by property.
    this.video.muted = true;
    this.dataset.playing = "";
    this.makeButton();
    this.watcher = new IntersectionObserver(([{ isIntersecting }]) => {
      this.isSeen = isIntersecting;
      this.settle();
    }, { threshold: 0.25 });
    this.watcher.observe(this);
    lessMotion.addEventListener("change", this.settle);
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
    lessMotion.removeEventListener("change", this.settle);
    this.button?.remove();
    this.button = undefined;
  }

  makeButton() {
    this.button = iconButton("play", this.dataset.play ?? "");
    this.button.classList.add("loop__button");
    this.button.addEventListener("click", () => {
      this.isWanted = this.video.paused;
      this.settle();
    });
    for (const name of ["play", "pause"]) this.video.addEventListener(name, () => this.show());
    this.append(this.button);
  }

  settle = () => {
    const isMoving = this.isSeen && (this.isWanted ?? !lessMotion.matches);
    if (isMoving) this.video.play().catch(() => {});
    else this.video.pause();
  };

  show() {
    const name = this.video.paused ? "play" : "pause";
    this.button?.querySelector("svg").replaceWith(icon(name));
    const label = this.button?.querySelector(".vh");
    if (label) label.textContent = this.dataset[name] ?? "";
  }
}

customElements.define("looping-clip", LoopingClip);
