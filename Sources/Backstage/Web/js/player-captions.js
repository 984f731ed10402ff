// Captions, drawn by us: above the bar while it is there, where browsers would put them below it. The
// browser reads the file and tells which cue is due.

export class Captions {
  constructor(player) {
    this.player = player;
    this.box = player.parts.captions;
    this.tracks = [...player.video.textTracks].filter(({ kind }) => kind === "captions");
    for (const track of this.tracks) {
      track.mode = "disabled";
      player.on(track, "cuechange", () => this.draw());
    }
    // A phone's own full screen shows only what the browser draws.
    player.on(player.video, "webkitbeginfullscreen", () => this.setMode("showing"));
    player.on(player.video, "webkitendfullscreen", () => this.setMode("hidden"));
  }

  /** The language shown, or "". */
  get language() { return this.current?.language ?? ""; }
  get languages() { return this.tracks.map(({ language }) => language); }

  show(language) {
    this.setMode("disabled");
    this.current = this.tracks.find((track) => track.language === language);
    this.setMode("hidden");
    this.draw();
  }

  setMode(mode) { if (this.current) this.current.mode = mode; }

  draw() {
    const cues = [...(this.current?.activeCues ?? [])];
    this.box.lang = this.language;
    this.box.replaceChildren(...cues.map((cue) => {
      const line = document.createElement("p");
      line.dir = "auto";
      line.append(cue.getCueAsHTML?.() ?? cue.text);
      return line;
    }));
  }
}
