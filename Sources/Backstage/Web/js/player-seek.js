// The seek bar: a real <input type=range> over a track that shows what is loaded, what has been played and
// where chapters begin, with the moments people commented on as marks above. Over both, while somebody points, drags or has focus there, a picture of the moment
// from the storyboard: `data-storyboard`, `-columns`, `-rows`, `-tile-width`, `-tile-height`, `-interval`.
import { clock, spoken } from "./player-time.js";
import { say } from "./words.js";

/** Half the range's thumb: so far from either end its middle stays (player.css). */
const thumbRadius = 8;

export class SeekBar {
  constructor(player) {
    this.player = player;
    const root = player.parts.seek;
    this.range = root.querySelector(".seek__range");
    this.track = root.querySelector(".seek__track");
    this.preview = root.querySelector(".seek__preview");
    this.picture = root.querySelector(".seek__picture");
    this.moments = root.querySelector(".seek__moments");
    /** The person holds the thumb. */
    this.isDragging = false;
    player.on(this.range, "input", () => this.dragged());
    player.on(this.range, "change", () => this.dropped());
    player.on(this.range, "pointermove", (event) => this.point(this.secondsAt(event.clientX)));
    player.on(this.range, "pointerleave", () => this.unpoint());
    player.on(this.range, "focus", () => this.focused());
    player.on(this.range, "blur", () => this.unpoint());
  }

  get duration() { return Number(this.range.max); }

  /** The video is known now: how long it is, and where chapters begin. */
  measure(duration, chapters) {
    this.range.max = String(duration);
    const marks = chapters.filter(({ start }) => start > 0 && start < duration).map(({ start }) => {
      const mark = document.createElement("i");
      mark.style.setProperty("--at", `${(start / duration) * 100}%`);
      return mark;
    });
    this.track.replaceChildren(...marks);
    this.setMoments(duration);
  }

  /** The list below the player has the same for those who cannot point. */
  setMoments(duration) {
    if (!this.moments) return;
    this.marks = [...this.moments.children].map((mark) => {
      const start = Number(mark.dataset.milliseconds) / 1000;
      mark.hidden = start >= duration;
      mark.style.setProperty("--at", `${(start / duration) * 100}%`);
      return { start, words: mark.dataset.words };
    });
    this.moments.hidden = false;
  }

  /** What stands at a mark, if one is as close as a finger or a mouse can tell: half a hundredth of the bar. */
  wordsAt(seconds) {
    const reach = this.duration / 200;
    return this.marks?.find(({ start }) => Math.abs(start - seconds) <= reach)?.words ?? "";
  }

  show(seconds) {
    if (this.isDragging) return;
    this.range.value = String(seconds);
    this.fill(seconds);
    // A screen reader would read each second aloud to whoever rests here.
    if (document.activeElement !== this.range) this.tell(seconds);
  }

  /** After the person moved: said, and shown. */
  moved(seconds) {
    this.show(seconds);
    this.tell(seconds);
    if (!this.preview.hidden) this.point(seconds);
  }

  fill(seconds) {
    const share = (part) => `${this.duration ? Math.min(100, (part / this.duration) * 100) : 0}%`;
    this.track.style.setProperty("--played", share(seconds));
    this.track.style.setProperty("--loaded", share(loadedFrom(this.player.video, seconds)));
  }

  tell(seconds) {
    const words = this.range.dataset;
    const [at, all] = [spoken(seconds, words), spoken(this.duration, words)];
    this.range.setAttribute("aria-valuetext", say(words.position, undefined, { at, all }));
  }

  // The person at the thumb

  dragged() {
    this.isDragging = true;
    const seconds = Number(this.range.value);
    this.fill(seconds);
    this.tell(seconds);
    this.point(seconds);
    this.player.parts.time.textContent = clock(seconds);
  }

  dropped() {
    this.isDragging = false;
    this.player.seekTo(Number(this.range.value));
    if (!this.range.matches(":focus-visible, :hover")) this.unpoint();
  }

  focused() {
    this.tell(Number(this.range.value));
    if (this.range.matches(":focus-visible")) this.point(Number(this.range.value));
  }

  // The preview

  secondsAt(x) {
    const box = this.range.getBoundingClientRect();
    const share = (x - box.left - thumbRadius) / (box.width - 2 * thumbRadius);
    return Math.min(1, Math.max(0, share)) * this.duration;
  }

  point(seconds) {
    if (!this.duration) return;
    const chapter = this.player.chapters.at(seconds);
    this.preview.querySelector(".seek__chapter").textContent = chapter?.title ?? "";
    this.preview.querySelector(".seek__words").textContent = this.wordsAt(seconds);
    this.preview.querySelector(".seek__time").textContent = clock(seconds);
    this.paint(seconds);
    this.preview.hidden = false;
    const width = this.range.clientWidth;
    const middle = thumbRadius + (seconds / this.duration) * (width - 2 * thumbRadius);
    const half = this.preview.offsetWidth / 2;
    // At either end it stays within the player instead of under its edge.
    const left = Math.min(Math.max(middle, half), Math.max(half, width - half));
    this.preview.style.setProperty("left", `${left}px`);
  }

  unpoint() { if (!this.isDragging) this.preview.hidden = true; }

  paint(seconds) {
    const { storyboard, columns, rows, tileWidth, tileHeight, interval } = this.player.dataset;
    this.picture.hidden = !storyboard;
    if (!storyboard) return;
    const tiles = Number(columns) * Number(rows);
    const tile = Math.min(tiles - 1, Math.floor((seconds * 1000) / Number(interval)));
    const scale = Math.min(1, (this.player.clientWidth * 0.42) / Number(tileWidth));
    const [width, height] = [Number(tileWidth) * scale, Number(tileHeight) * scale];
    const { style } = this.picture;
    // Set at the first look: whoever never points does not load it.
    style.backgroundImage = `url("${storyboard}")`;
    style.inlineSize = `${width}px`;
    style.blockSize = `${height}px`;
    style.backgroundSize = `${width * Number(columns)}px ${height * Number(rows)}px`;
    const [column, row] = [tile % Number(columns), Math.floor(tile / Number(columns))];
    style.backgroundPosition = `${-column * width}px ${-row * height}px`;
  }
}

/** Up to where the video is loaded without a gap from a moment on. */
function loadedFrom({ buffered }, seconds) {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= seconds + 0.5 && seconds <= buffered.end(index)) return buffered.end(index);
  }
  return seconds;
}
