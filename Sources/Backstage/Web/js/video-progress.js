// <video-progress data-post data-ready>: how far a video is, kept true by the page's live news. Once it can
// be watched, the page is loaded again, for it has a player then. News that do not come, as without a
// connection, are asked for.
import { number, say } from "./words.js";

/** News come every few seconds while ffmpeg works; silence is worth a look. */
const lookAfterMilliseconds = 30_000;

class VideoProgress extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    const heard = ({ detail }) => this.hear(detail);
    document.addEventListener("live:video", heard, { signal: this.life.signal });
    // Whoever has just followed a link is not called back by a reload.
    const leave = () => { this.isLeaving = true; };
    window.addEventListener("beforeunload", leave, { signal: this.life.signal });
    this.watch();
  }

  disconnectedCallback() {
    this.life.abort();
    clearInterval(this.looking);
  }

  get isPlayable() { return this.dataset.ready !== ""; }

  hear(data) {
    let news;
    try { news = JSON.parse(data); } catch { return; }
    if (String(news.post) !== this.dataset.post) return;
    this.watch();
    const isFirst = !this.isPlayable && news.ready;
    if (isFirst || news.state !== "working") return this.loadAgain();
    this.show(news);
  }

  loadAgain() {
    if (!this.isLeaving) location.reload();
  }

  show({ percent, secondsLeft, ready = "" }) {
    this.dataset.ready = ready;
    const shown = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" })
      .format(percent / 100);
    const bar = this.querySelector("progress");
    bar.value = percent;
    bar.textContent = shown;
    for (const place of this.querySelectorAll("[data-percent]")) place.textContent = shown;
    for (const place of this.querySelectorAll("[data-left]")) place.textContent = this.left(secondsLeft);
    const done = ready.split(",");
    const steps = [...this.querySelectorAll("[data-step]")];
    const current = steps.find((step) => !done.includes(step.dataset.step));
    for (const step of steps) {
      const isDone = done.includes(step.dataset.step);
      const note = step.lastElementChild;
      step.toggleAttribute("data-done", isDone);
      if (step === current) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
      note.textContent = isDone ? note.dataset.said : "";
    }
  }

  /** The same steps as the server's. */
  left(seconds) {
    const { unknown, soon, minutes, hours } = this.dataset;
    if (seconds === null || seconds === undefined) return unknown;
    if (seconds < 60) return soon;
    const [message, count] = seconds < 5400
      ? [minutes, Math.floor((seconds + 30) / 60)] : [hours, Math.floor((seconds + 1800) / 3600)];
    return say(message, count, { n: number(count) });
  }

  watch() {
    clearInterval(this.looking);
    this.looking = setInterval(() => { if (!document.hidden) this.look(); }, lookAfterMilliseconds);
  }

  /** The page as the server would show it now. */
  async look() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(`video-progress[data-post="${CSS.escape(this.dataset.post)}"]`);
    if (!fresh || (fresh.dataset.ready !== "") !== this.isPlayable) return this.loadAgain();
    this.replaceWith(document.adoptNode(fresh));
  }
}

customElements.define("video-progress", VideoProgress);
