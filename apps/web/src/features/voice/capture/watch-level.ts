import { openAudioContext } from '../audio-context.ts';

const everyMs = 40;
const windowSamples = 1_024;

/** Tells how loud a stream is, where the browser can say. Ends by `stop`, which may come before it has begun. */
export class LevelWatch {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isStopped = false;

  async start(stream: MediaStream, onLevel: (level: number) => void): Promise<void> {
    const context = await openAudioContext();
    if (this.#isStopped) return context.close();
    this.#context = context;
    const analyser = context.createAnalyser();
    analyser.fftSize = windowSamples;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(windowSamples);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      onLevel(Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / windowSamples));
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#context?.close();
  }
}
