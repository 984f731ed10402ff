// Chapters: links below the player, marks on its bar, and the name of the current one. A press on one of the
// links, or on any link of the page to another moment of this video (`?t=65`; `data-milliseconds` says it
// more exactly), seeks in place.

/**
 * @returns {{list: {start: number, title: string}[], at: (seconds: number) => object | undefined,
 *   show: (seconds: number) => void}} chapters in order, in seconds
 */
export function attachChapters(player) {
  const links = [...document.querySelectorAll("#chapters a[data-milliseconds]")];
  const list = links.map((link) => ({
    link, start: Number(link.dataset.milliseconds) / 1000, title: link.lastElementChild.textContent,
  }));
  const at = (seconds) => list.findLast(({ start }) => start <= seconds + 0.05);
  const name = player.parts.chapter;
  let current;

  player.on(document, "click", (event) => {
    const link = event.target.closest?.("a[href]");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const seconds = link && isPlain && !event.defaultPrevented ? momentIn(link, player) : null;
    if (seconds === null) return;
    event.preventDefault();
    const { milliseconds } = link.dataset;
    player.seekTo(milliseconds ? Number(milliseconds) / 1000 : seconds);
    player.video.play().catch(() => {});
    player.scrollIntoView({ block: "nearest" });
  });

  const show = (seconds) => {
    const chapter = at(seconds);
    if (chapter === current) return;
    current?.link.removeAttribute("aria-current");
    chapter?.link.setAttribute("aria-current", "true");
    name.textContent = chapter?.title ?? "";
    current = chapter;
  };
  return { list, at, show };
}

/**
 * The second of this page's video that a link leads to; null for any other link. After a refused comment the
 * page has the form's address, not the video's.
 */
function momentIn(link, player) {
  const address = new URL(link.href, location.href);
  const ours = [location.pathname, `/watch/${player.dataset.post}`];
  const isHere = address.origin === location.origin && ours.includes(address.pathname);
  const text = isHere ? address.searchParams.get("t") : null;
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
