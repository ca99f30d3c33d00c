import { speechRate } from '@overmind/speech/pcm';

/** A program that writes what a microphone hears to its standard output: one channel, 16 bits, `speechRate`. */
export interface Recorder {
  name: string;
  argv(device: string | null): string[];
}

const rate = String(speechRate);
const given = (flag: string, device: string | null): string[] => (device === null ? [] : [flag, device]);
const soxFormat = ['-t', 'raw', '-b', '16', '-e', 'signed-integer', '-L', '-r', rate, '-c', '1', '-'];

const ffmpegFrom = (format: string, usual: string): Recorder => ({
  name: 'ffmpeg',
  argv: (device) => [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-f', format, '-i', device ?? usual],
    ...['-ac', '1', '-ar', rate, '-f', 's16le', '-flush_packets', '1', '-'],
  ],
});

const rec: Recorder = { name: 'rec', argv: () => ['-q', ...soxFormat] };
const sox: Recorder = { name: 'sox', argv: () => ['-q', '-d', ...soxFormat] };

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
  sox,
  ffmpegFrom('pulse', 'default'),
  ffmpegFrom('alsa', 'default'),
];

const ofMac: Recorder[] = [rec, sox, ffmpegFrom('avfoundation', ':default')];

/** In the order in which they are tried. */
export const recordersOf = (platform: NodeJS.Platform): readonly Recorder[] =>
  platform === 'darwin' ? ofMac : ofLinux;

/** What gives a machine one of them. */
export const recorderAdvice = (platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? 'Install one: brew install sox'
    : 'Install one: sudo apt-get install alsa-utils (or pipewire-bin, pulseaudio-utils, sox, ffmpeg)';
