/** A program that plays a WAV file and ends when it was heard. */
export interface Player {
  name: string;
  argv(file: string): string[];
  /** What it says where nothing was heard, though it ends as if it were. */
  unheard?: RegExp;
}

const ffplay: Player = {
  name: 'ffplay',
  argv: (file) => ['-nodisp', '-autoexit', '-hide_banner', '-loglevel', 'error', file],
  unheard: /^.*(audio open failed|Failed to open file).*$/m,
};
const play: Player = { name: 'play', argv: (file) => ['-q', file] };

const ofLinux: Player[] = [
  { name: 'pw-play', argv: (file) => [file] },
  { name: 'paplay', argv: (file) => [file] },
  { name: 'aplay', argv: (file) => ['-q', file] },
  play,
  ffplay,
];
const ofMac: Player[] = [{ name: 'afplay', argv: (file) => [file] }, play, ffplay];

/** In the order in which they are tried. */
export const playersOf = (platform: NodeJS.Platform): readonly Player[] =>
  platform === 'darwin' ? ofMac : ofLinux;

/** What gives a machine one of them. */
export const playerAdvice = (platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? 'Install one: brew install sox'
    : 'Install one: sudo apt-get install alsa-utils (or pipewire-bin, pulseaudio-utils, sox, ffmpeg)';
