// Clips in posts (a.media.clip with data-hls or data-mp4): a press plays them where they stand, with the
// browser's own controls. Without a source, or with a key held, the link leads to the clip's page as ever.
// And on every page only one video with sound plays at a time.

const clip = "a.clip[data-hls], a.clip[data-mp4]";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(clip);
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented) return;
  event.preventDefault();
  play(link);
});

function play(link) {
  const poster = link.querySelector("img");
  const box = document.createElement("div");
  box.className = link.className;
  box.dataset.shape = link.dataset.shape ?? "wide";
  // A like must not stop it: settle.js leaves what plays as it is.
  box.dataset.playing = "";
  const video = document.createElement("video");
  video.controls = video.playsInline = true;
  video.poster = poster?.currentSrc || poster?.src || "";
  video.setAttribute("aria-label", link.dataset.title || poster?.alt || "");
  video.append(...sources(link.dataset));
  // Nothing of it plays: its page says why, or offers the file.
  video.lastElementChild.addEventListener("error", () => location.assign(link.href));
  box.append(video);
  link.replaceWith(box);
  video.play().catch(() => {});
  video.focus({ preventScroll: true });
}

function sources({ hls, mp4 }) {
  const kinds = [[hls, "application/vnd.apple.mpegurl"], [mp4, "video/mp4"]];
  return kinds.filter(([address]) => address).map(([address, type]) => {
    const source = document.createElement("source");
    source.src = address;
    source.type = type;
    return source;
  });
}

// `play` does not bubble, so it is caught on its way down.
document.addEventListener("play", ({ target }) => {
  if (target.loop && target.muted) return;
  for (const video of document.querySelectorAll("video:not([loop])")) if (video !== target) video.pause();
}, true);
