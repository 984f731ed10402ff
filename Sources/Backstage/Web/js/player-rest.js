// The controls go when nobody looks at them, and come back at the first movement. While they have focus, are
// held, or one of their panels is open, they stay.

const restAfterMilliseconds = 3000;
/** A mouse that left does not need them any longer. */
const restAfterLeavingMilliseconds = 600;

export class Rest {
  constructor(player) {
    this.player = player;
    for (const name of ["pointermove", "pointerdown", "focusin"]) player.on(player, name, () => this.wake());
    player.on(player, "pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse") this.wake(restAfterLeavingMilliseconds);
    });
  }

  wake(milliseconds = restAfterMilliseconds) {
    delete this.player.dataset.idle;
    this.end();
    this.timer = setTimeout(() => this.rest(), milliseconds);
  }

  rest() {
    const { video, seek, options } = this.player;
    if (video.paused || video.ended) return;
    const isInUse = seek.isDragging || options.isOpen || this.player.querySelector(":focus-visible");
    if (isInUse) this.wake();
    else this.player.dataset.idle = "";
  }

  end() { clearTimeout(this.timer); }
}
