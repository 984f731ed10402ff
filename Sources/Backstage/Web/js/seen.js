// <article data-seen="ID">: a post of a list. Once half of it (or half of the screen) has been in view for a
// second, it counts as seen: once for each post and page. What has gathered goes to the server in one message
// when the page is left, or when there is much of it.
import { whenThere } from "./arrivals.js";

const neededMilliseconds = 1_000;
const atOnce = 50;
const isQuiet = !navigator.sendBeacon || !window.IntersectionObserver;

const known = new Set();
const waiting = new Map();
let gathered = [];

const observer = isQuiet ? null : new IntersectionObserver((entries) => entries.forEach(look), {
  threshold: [0, 0.1, 0.25, 0.5, 0.75, 1],
});

function look({ target, isIntersecting, intersectionRatio, intersectionRect, rootBounds }) {
  // A post taller than two screens is never half in view.
  const fillsScreen = rootBounds && intersectionRect.height >= rootBounds.height / 2;
  const isShown = isIntersecting && (intersectionRatio >= 0.5 || fillsScreen);
  if (!isShown) {
    clearTimeout(waiting.get(target));
    waiting.delete(target);
  } else if (!waiting.has(target)) {
    waiting.set(target, setTimeout(() => seen(target), neededMilliseconds));
  }
}

function seen(article) {
  waiting.delete(article);
  if (document.hidden) return;
  observer.unobserve(article);
  const id = article.dataset.seen;
  if (!id || known.has(id)) return;
  known.add(id);
  gathered.push(id);
  if (gathered.length >= atOnce) send();
}

function send() {
  if (gathered.length === 0) return;
  navigator.sendBeacon("/seen", new URLSearchParams({ posts: gathered.join(",") }));
  gathered = [];
}

if (observer) {
  whenThere("[data-seen]", (article) => observer.observe(article));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return send();
    // What was in view when the page came back begins its second anew.
    for (const article of document.querySelectorAll("[data-seen]")) {
      if (known.has(article.dataset.seen)) continue;
      observer.unobserve(article);
      observer.observe(article);
    }
  });
  addEventListener("pagehide", send);
}
