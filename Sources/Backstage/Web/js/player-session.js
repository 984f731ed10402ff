// What the system shows of a playing video, on a lock screen or a keyboard: its title, its picture, its keys.

export function attachSession(player) {
  const session = navigator.mediaSession;
  if (!session) return;
  const { title, author } = player.dataset;
  const deeds = {
    play: () => player.video.play(),
    pause: () => player.video.pause(),
    seekbackward: ({ seekOffset }) => player.seekBy(-(seekOffset ?? 10)),
    seekforward: ({ seekOffset }) => player.seekBy(seekOffset ?? 10),
    seekto: ({ seekTime }) => player.seekTo(seekTime),
  };
  // Only now is it this video that plays: clips on the page may have come before.
  player.on(player.video, "play", () => {
    const artwork = player.video.poster ? [{ src: player.video.poster }] : [];
    session.metadata = new MediaMetadata({ title, artist: author, artwork });
    for (const [name, deed] of Object.entries(deeds)) {
      // Browsers know different ones.
      try { session.setActionHandler(name, deed); } catch { continue; }
    }
  });
  for (const name of ["seeked", "ratechange", "durationchange"]) {
    player.on(player.video, name, () => {
      const { duration, currentTime, playbackRate } = player.video;
      if (!Number.isFinite(duration) || !session.metadata) return;
      session.setPositionState?.({ duration, playbackRate, position: Math.min(currentTime, duration) });
    });
  }
}
