// Fingers and mice on the picture. A mouse plays and pauses with a click and fills the screen with two; a
// finger brings the controls with a tap, and goes ten seconds back or ahead with two on the left or right.

const secondTapMilliseconds = 300;
const skipSeconds = 10;

export function attachTouch(player) {
  const { video } = player;
  let touched = false;
  let last = { time: 0, side: 0 };
  let hiding;

  player.on(video, "pointerdown", (event) => { touched = event.pointerType === "touch"; });
  player.on(video, "click", (event) => {
    // So that the arrow keys are the player's from now on.
    player.focus({ preventScroll: true });
    if (touched) tap(event);
    else player.toggle();
  });
  player.on(video, "dblclick", () => { if (!touched) player.screen.toggleFull(); });

  function tap({ clientX, timeStamp }) {
    const side = sideOf(clientX);
    const isSecond = side !== 0 && side === last.side && timeStamp - last.time < secondTapMilliseconds;
    last = { time: timeStamp, side };
    if (isSecond) {
      clearTimeout(hiding);
      return player.seekBy(side * skipSeconds);
    }
    if (player.isIdle) return player.wake();
    // Only if no second tap follows, or the controls would blink.
    clearTimeout(hiding);
    hiding = setTimeout(() => player.resting.rest(), secondTapMilliseconds);
  }

  /** -1 in the left third, 1 in the right, 0 between. */
  function sideOf(x) {
    const box = video.getBoundingClientRect();
    const share = (x - box.left) / box.width;
    return share < 1 / 3 ? -1 : share > 2 / 3 ? 1 : 0;
  }
}
