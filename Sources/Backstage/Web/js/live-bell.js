// <body data-live="/live">: news while the page is open. `unread` carries a number for the bell and the
// title; `post` offers the new posts at the top of the feed (a[data-new-posts], hidden until then); `video`
// is how far a video of one's own is.
//
// A browser grants one site six connections at HTTP/1.1, and each open tab would hold one. So of all tabs
// only one listens, the holder of a lock, and passes the news on to the others.
import { number, say, withNumber } from "./words.js";

const address = document.body.dataset.live;
/** A tab nobody looks at for so long stops listening; coming back, it learns the count at once. */
const hiddenMilliseconds = 5 * 60_000;
const unreadCounted = 100;
const others = "BroadcastChannel" in globalThis ? new BroadcastChannel("backstage-live") : null;
const title = document.title;
let newPosts = 0;
let leave = null;

const tell = {
  unread(data) {
    const count = Number.parseInt(data, 10) || 0;
    const said = count >= unreadCounted ? "99+" : number(count);
    document.title = count ? `(${said}) ${title}` : title;
    for (const badge of document.querySelectorAll("[data-unread]")) {
      badge.hidden = count === 0;
      const [shown, spoken] = [badge.querySelector("[aria-hidden]"), badge.querySelector(".vh")];
      if (shown) shown.textContent = said;
      if (!spoken) continue;
      const text = badge.dataset.text;
      spoken.textContent = text ? say(text, count) : withNumber(spoken.textContent, count);
    }
  },
  /** Progress of one's own video, for video-progress.js. */
  video(data) { document.dispatchEvent(new CustomEvent("live:video", { detail: data })); },
  post() {
    const offer = document.querySelector("[data-new-posts]");
    if (!offer) return;
    newPosts += 1;
    const place = offer.querySelector("span") ?? offer;
    if (offer.dataset.text) place.textContent = say(offer.dataset.text, newPosts);
    // Out of the feed, where it would scroll away, into the header, where reading begins.
    document.querySelector(".topbar")?.append(offer);
    offer.hidden = false;
  },
};

function listen() {
  const source = new EventSource(address);
  for (const name of Object.keys(tell)) {
    source.addEventListener(name, ({ data }) => {
      tell[name](data);
      others?.postMessage({ name, data });
    });
  }
  // A source that was cut reconnects by itself, after the pause the server asks for.
  return () => source.close();
}

/** Waits for its turn, then listens until told to leave. */
function join() {
  if (leave) return;
  const stop = new AbortController();
  leave = () => { stop.abort(); leave = null; };
  if (!navigator.locks) return stop.signal.addEventListener("abort", listen());
  const turn = () => new Promise((end) => {
    const close = listen();
    stop.signal.addEventListener("abort", () => { close(); end(); });
  });
  navigator.locks.request("backstage-live", { signal: stop.signal }, turn).catch(() => {});
}

if (address && "EventSource" in globalThis) {
  let hiddenFor;
  others?.addEventListener("message", ({ data: { name, data } }) => tell[name]?.(data));
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiddenFor);
    if (!document.hidden) return join();
    hiddenFor = setTimeout(() => leave?.(), hiddenMilliseconds);
  });
  // A page put aside for "back" may not keep a connection; it takes it up again when it is shown.
  addEventListener("pagehide", () => leave?.());
  addEventListener("pageshow", (event) => { if (event.persisted) join(); });
  if (!document.hidden) join();
}
