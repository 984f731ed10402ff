// How much of the screen the player takes: all of it, the page's whole width, or a small window over
// everything else. What a browser cannot do has no button.
import { remember, settings } from "./player-memory.js";

export class Screen {
  constructor(player) {
    this.player = player;
    const { parts, video } = player;
    this.columns = player.closest(".cols--watch");
    parts.theatre.hidden = !this.columns;
    parts.full.hidden = !player.requestFullscreen && !video.webkitEnterFullscreen;
    parts.small.hidden = !document.pictureInPictureEnabled;
    player.on(parts.full, "click", () => this.toggleFull());
    player.on(parts.theatre, "click", () => this.toggleTheatre());
    player.on(parts.small, "click", () => this.toggleSmall());
    player.on(document, "fullscreenchange", () => press(parts.full, document.fullscreenElement === player));
    player.on(video, "enterpictureinpicture", () => press(parts.small, true));
    player.on(video, "leavepictureinpicture", () => press(parts.small, false));
    if (settings().isTheatre) this.toggleTheatre(true);
  }

  toggleFull() {
    const { player } = this;
    if (document.fullscreenElement === player) document.exitFullscreen();
    else if (player.requestFullscreen) player.requestFullscreen().catch(() => {});
    // A phone that lends its screen to videos alone.
    else player.video.webkitEnterFullscreen?.();
  }

  toggleTheatre(isWide = !this.columns?.hasAttribute("data-theatre")) {
    if (!this.columns) return;
    this.columns.toggleAttribute("data-theatre", isWide);
    press(this.player.parts.theatre, isWide);
    remember({ isTheatre: isWide });
  }

  toggleSmall() {
    const { video } = this.player;
    if (document.pictureInPictureElement === video) document.exitPictureInPicture().catch(() => {});
    else video.requestPictureInPicture().catch(() => {});
  }
}

function press(button, isPressed) { button.setAttribute("aria-pressed", String(isPressed)); }
