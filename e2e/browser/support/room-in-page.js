/**
 * A room around the page: the microphone that was opened last hears what is said in it, and all that the page plays at
 * its loudspeaker is noted with its times.
 */
{
  const audible = 0.01;
  const { start } = AudioBufferSourceNode.prototype;
  const { stop } = AudioScheduledSourceNode.prototype;
  const sounds = [];
  const playing = new WeakMap();
  let mouth = null;
  let microphone = null;

  MediaDevices.prototype.getUserMedia = () => {
    // Large buffers, since a busy machine tears small ones.
    mouth ??= new GainNode(new AudioContext({ latencyHint: 'playback' }));
    mouth.disconnect();
    microphone = new MediaStreamAudioDestinationNode(mouth.context);
    mouth.connect(microphone);
    return Promise.resolve(microphone.stream);
  };

  AudioBufferSourceNode.prototype.start = function (...times) {
    const sound = { endedAt: null, isCut: false };
    sounds.push(sound);
    playing.set(this, { sound, overAt: this.context.currentTime + this.buffer.duration });
    this.addEventListener('ended', () => (sound.endedAt ??= performance.now()));
    start.apply(this, times);
  };
  AudioScheduledSourceNode.prototype.stop = function (...times) {
    const { sound, overAt } = playing.get(this) ?? {};
    // The page stops what is over, too.
    if (this.context.currentTime < overAt) Object.assign(sound, { endedAt: performance.now(), isCut: true });
    stop.apply(this, times);
  };

  const say = async (wav) => {
    if (!microphone?.stream.active) throw new Error('No microphone is on.');
    const bytes = Uint8Array.from(atob(wav), (each) => each.charCodeAt(0));
    const buffer = await mouth.context.decodeAudioData(bytes.buffer);
    const voice = new AudioBufferSourceNode(mouth.context, { buffer });
    voice.connect(mouth);
    const quietSamples = buffer.getChannelData(0).findIndex((each) => Math.abs(each) > audible);
    const ended = new Promise((resolve) => voice.addEventListener('ended', resolve));
    start.call(voice);
    const firstSoundAt = performance.now() + (1_000 * quietSamples) / buffer.sampleRate;
    await ended;
    return firstSoundAt;
  };
  globalThis.room = { say, sounds };
}
