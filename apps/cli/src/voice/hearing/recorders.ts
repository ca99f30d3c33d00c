import { speechRate } from '@overmind/speech/pcm';

/** A program that writes what a microphone hears to its standard output: one channel, 16 bits, `speechRate`. */
export interface Recorder {
  name: string;
  /** Of the microphone that the system uses where `device` is null; null where it cannot be told which to use. */
  argv(device: string | null): string[] | null;
}

const rate = String(speechRate);
const given = (flag: string, device: string | null): string[] => (device === null ? [] : [flag, device]);
const soxFormat = ['-t', 'raw', '-b', '16', '-e', 'signed-integer', '-L', '-r', rate, '-c', '1', '-'];

const ffmpegFrom = (format: string, input = (device: string): string => device): Recorder => ({
  name: 'ffmpeg',
  argv: (device) => [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-f', format, '-i', input(device ?? 'default')],
    ...['-ac', '1', '-ar', rate, '-f', 's16le', '-flush_packets', '1', '-'],
  ],
});

/** It is sox, and always hears the system's own. */
const rec: Recorder = {
  name: 'rec',
  argv: (device) => (device === null ? ['-q', ...soxFormat] : null),
};

const soxFrom = (driver: string): Recorder => ({
  name: 'sox',
  argv: (device) => ['-q', ...(device === null ? ['-d'] : ['-t', driver, device]), ...soxFormat],
});

const ofLinux: Recorder[] = [
  {
    name: 'pw-record',
    argv: (device) => [
      ...given('--target', device),
      ...['--raw', '--format', 's16', '--rate', rate, '--channels', '1', '-'],
    ],
  },
  {
    name: 'parec',
    argv: (device) => [
      ...given('--device', device),
      ...['--raw', '--format=s16le', `--rate=${rate}`, '--channels=1', '--latency-msec=40'],
    ],
  },
  {
    name: 'arecord',
    argv: (device) => [...given('-D', device), '-q', '-t', 'raw', '-f', 'S16_LE', '-r', rate, '-c', '1'],
  },
  rec,
  soxFrom('alsa'),
  ffmpegFrom('pulse'),
  ffmpegFrom('alsa'),
];

/** Before the colon stands a camera. */
const soundOnly = (device: string): string => (device.includes(':') ? device : `:${device}`);
const ofMac: Recorder[] = [rec, soxFrom('coreaudio'), ffmpegFrom('avfoundation', soundOnly)];

/** In the order in which they are tried. */
export const recordersOf = (platform: NodeJS.Platform): readonly Recorder[] =>
  platform === 'darwin' ? ofMac : ofLinux;

/** What gives a machine one of them. */
export const recorderAdvice = (platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? 'Install one: brew install sox (or ffmpeg)'
    : 'Install one: sudo apt-get install alsa-utils (or pipewire-bin, pulseaudio-utils, sox, ffmpeg)';
