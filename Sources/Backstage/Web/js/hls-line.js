// The line to the server: texts and ranges of bytes, tried again when it fails, and how many bits a second it
// carried lately.
import { remember, settings } from "./player-memory.js";

const triesMax = 4;
/** Before anything was measured: a phone's line on a bad day. */
const bitsPerSecondAtFirst = 1_500_000;
/** What was measured last time, perhaps on another line, is believed up to here. */
const bitsPerSecondBelieved = 6_000_000;
/** Smaller answers measure the delay of the line, not its width. */
const bytesWorthMeasuring = 32 * 1024;

/** No answer, the wrong one, or one that was cut short. */
export class NetworkTrouble extends Error {}
/** What was asked for would have come too late. */
export class TooSlow extends Error {}

export class Line {
  /** `isUrgent` says whether somebody waits for what does not come; until then it goes on trying. */
  constructor(isUrgent) {
    this.isUrgent = isUrgent;
    const known = Number(settings().bitsPerSecond) || bitsPerSecondAtFirst;
    this.bitsPerSecond = Math.min(known, bitsPerSecondBelieved);
  }

  text(address, signal) {
    return this.patiently(signal, async () => (await fetched(address, { signal })).text());
  }

  /** Bytes of a file. Given `ahead`, it gives up what would come after so many seconds. */
  bytes({ address, from, to }, signal, ahead) {
    return this.patiently(signal, async () => {
      const begun = performance.now();
      const answer = await fetched(address, { signal, headers: { Range: `bytes=${from}-${to}` } }, 206);
      const bytes = new Uint8Array(to - from + 1);
      const reader = answer.body.getReader();
      const read = () => reader.read().catch(troubled);
      let count = 0;
      for (let chunk = await read(); !chunk.done; chunk = await read()) {
        bytes.set(chunk.value, count);
        count += chunk.value.length;
        const milliseconds = performance.now() - begun;
        const left = ((bytes.length - count) / count) * (milliseconds / 1000);
        if (ahead !== undefined && milliseconds > 500 && left > Math.max(1, ahead - milliseconds / 1000)) {
          reader.cancel();
          this.measure(count, milliseconds, true);
          throw new TooSlow();
        }
      }
      if (count < bytes.length) throw new NetworkTrouble("The answer is cut short.");
      this.measure(count, performance.now() - begun);
      return bytes;
    });
  }

  /** Tries again after 1, 2, 4 seconds, and on while there is something to play: tunnels end. */
  async patiently(signal, deed) {
    for (let tries = 1; ; tries += 1) {
      try { return await deed(); } catch (error) {
        const isLast = tries >= triesMax && this.isUrgent();
        if (signal.aborted || !(error instanceof NetworkTrouble) || isLast) throw error;
        const milliseconds = 500 * 2 ** Math.min(tries, triesMax - 1);
        await new Promise((resolve) => { setTimeout(resolve, milliseconds); });
      }
    }
  }

  /** `isAll`: nothing else is known any more, for what was believed has just proved wrong. */
  measure(bytes, milliseconds, isAll = false) {
    if (bytes < bytesWorthMeasuring && !isAll) return;
    const measured = (bytes * 8000) / Math.max(1, milliseconds);
    // Down at once, up by degrees.
    const share = isAll ? 1 : measured < this.bitsPerSecond ? 0.8 : 0.4;
    this.bitsPerSecond = Math.round(this.bitsPerSecond * (1 - share) + measured * share);
    remember({ bitsPerSecond: this.bitsPerSecond });
  }
}

async function fetched(address, how, status = 200) {
  const answer = await fetch(address, how).catch(troubled);
  if (answer.status !== status) throw new NetworkTrouble(`The server answered ${answer.status}.`);
  return answer;
}

/** What was aborted on purpose stays what it is. */
function troubled(error) {
  throw error.name === "AbortError" ? error : new NetworkTrouble(error.message);
}
