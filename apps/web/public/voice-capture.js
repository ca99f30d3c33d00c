/**
 * The microphone on the audio thread: whatever rate the device has becomes 16 kHz, one channel, 16-bit samples, posted
 * in pieces of 40 ms with how loud each is. A filter before the lower rate keeps high tones from folding into speech.
 * The word `end` posts what is left, then `isEnd`.
 */
const targetRate = 16_000;
const pieceSamples = 640;
/** Wide enough that tones above half of the target rate are gone and speech up to 6.5 kHz stays as it is. */
const zeroCrossings = 24;
const cutoffShare = 0.46;

const commonDivisor = (a, b) => (b === 0 ? a : commonDivisor(b, a % b));

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** A sinc under a Blackman window; `x` from -1 at one end to 1 at the other. */
const blackman = (x) =>
  Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);

/** A row of taps for each place that a sample of the new rate can have between two of the old. */
function filterOf(inputRate) {
  const phases = targetRate / commonDivisor(inputRate, targetRate);
  const cutoff = cutoffShare * Math.min(1, targetRate / inputRate);
  const half = Math.ceil(zeroCrossings / (2 * cutoff));
  const rows = Array.from({ length: phases }, (_, phase) => {
    const row = Float32Array.from({ length: 2 * half }, (_each, tap) => {
      const distance = tap - (half - 1) - phase / phases;
      return sinc(2 * cutoff * distance) * blackman(distance / half);
    });
    const sum = row.reduce((total, tap) => total + tap, 0);
    return row.map((tap) => tap / sum);
  });
  return { rows, half, phases, step: (inputRate * phases) / targetRate };
}

class Resampler {
  constructor(inputRate) {
    this.filter = filterOf(Math.round(inputRate));
    this.held = new Float32Array(this.filter.half - 1);
    this.at = this.filter.half - 1;
    this.phase = 0;
  }

  /** Hands each sample of the new rate to `emit`; what the filter still needs is held. */
  push(samples, emit) {
    const { rows, half, phases, step } = this.filter;
    const all = new Float32Array(this.held.length + samples.length);
    all.set(this.held);
    all.set(samples, this.held.length);
    while (this.at + half < all.length) {
      const row = rows[this.phase];
      const first = this.at - half + 1;
      let sum = 0;
      for (let tap = 0; tap < row.length; tap++) sum += row[tap] * all[first + tap];
      emit(sum);
      const next = this.phase + step;
      this.at += Math.floor(next / phases);
      this.phase = next % phases;
    }
    const done = Math.min(all.length, Math.max(0, this.at - half + 1));
    this.held = all.slice(done);
    this.at -= done;
  }

  flush(emit) {
    this.push(new Float32Array(this.filter.half), emit);
  }
}

function toMono(channels) {
  if (channels.length === 1) return channels[0];
  const mono = new Float32Array(channels[0].length);
  for (const channel of channels)
    for (let index = 0; index < mono.length; index++) mono[index] += channel[index] / channels.length;
  return mono;
}

class VoiceCapture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate);
    this.isEnded = false;
    this.begin();
    this.port.onmessage = ({ data }) => {
      if (data === 'end') this.end();
    };
  }

  begin() {
    this.piece = new Int16Array(pieceSamples);
    this.count = 0;
    this.power = 0;
  }

  put(sample) {
    const value = Math.max(-1, Math.min(1, sample));
    this.piece[this.count] = Math.round(value * 32_767);
    this.count += 1;
    this.power += value * value;
    if (this.count === pieceSamples) this.post();
  }

  post() {
    const audio = this.piece.buffer.slice(0, this.count * 2);
    this.port.postMessage({ audio, level: Math.sqrt(this.power / this.count) }, [audio]);
    this.begin();
  }

  end() {
    if (this.isEnded) return;
    this.isEnded = true;
    this.resampler.flush((sample) => this.put(sample));
    if (this.count > 0) this.post();
    this.port.postMessage({ isEnd: true });
  }

  process([channels]) {
    if (!this.isEnded && channels.length > 0)
      this.resampler.push(toMono(channels), (sample) => this.put(sample));
    return !this.isEnded;
  }
}

registerProcessor('voice-capture', VoiceCapture);
