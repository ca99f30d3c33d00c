import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** As a microphone that hears the next of the raw files and then the room, until it is ended. */
const recorder = `
const { appendFileSync, existsSync, readFileSync, renameSync } = require('node:fs');
const { join } = require('node:path');
const folder = process.env.SOUND_FOLDER;
appendFileSync(join(folder, 'recorders'), process.pid + '\\n');
const names = ['1', '2', '3'].map((name) => join(folder, name + '.raw'));
const found = names.find(existsSync);
const spoken = found === undefined ? Buffer.alloc(0) : readFileSync(found);
if (found !== undefined) renameSync(found, found + '.said');
const piece = 1280;
let at = 0;
const timer = setInterval(() => {
  const part = Buffer.alloc(piece);
  if (at < spoken.length) spoken.copy(part, 0, at, at + piece);
  at += piece;
  process.stdout.write(part);
}, 40);
process.on('SIGTERM', () => { clearInterval(timer); process.exit(0); });
`;

/** As a microphone that is pulled out when the next of the raw files, or a moment of the room, is over. */
const unpluggedRecorder = `
const { existsSync, readFileSync, renameSync } = require('node:fs');
const file = require('node:path').join(process.env.SOUND_FOLDER, '1.raw');
const isSpoken = existsSync(file);
const sound = isSpoken ? readFileSync(file) : Buffer.alloc(16000);
if (isSpoken) renameSync(file, file + '.said');
let at = 0;
const timer = setInterval(() => {
  process.stdout.write(sound.subarray(at, at + 1280));
  at += 1280;
  if (at < sound.length) return;
  clearInterval(timer);
  console.error('rec: the device was disconnected');
  process.exitCode = 2;
}, 40);
`;

/** As a loudspeaker that is still heard when somebody has enough. */
const slowPlayer = `
const { appendFileSync } = require('node:fs');
appendFileSync(require('node:path').join(process.env.SOUND_FOLDER, 'players'), process.pid + '\\n');
setInterval(() => {}, 1000);
`;

/** As one that hangs in its device. */
const stubbornPlayer = `process.on('SIGTERM', () => {});${slowPlayer}`;

/** As a loudspeaker: keeps what it was given, numbered. */
const player = `
const { copyFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const folder = process.env.SOUND_FOLDER;
const count = readdirSync(folder).filter((name) => name.startsWith('heard-')).length;
copyFileSync(process.argv.at(-1), join(folder, 'heard-' + String(count).padStart(3, '0') + '.wav'));
`;

const failing = "console.error('connection refused'); process.exit(1);";

/** As ffplay on a machine without a loudspeaker. */
const deaf = `
console.error('ALSA lib pcm.c:2666:(snd_pcm_open_noupdate) Unknown PCM default');
console.error('No more combinations to try, audio open failed');
console.error("Failed to open file 'sentence.wav' or configure filtergraph");
`;

const scripts = {
  arecord: recorder,
  parec: failing,
  rec: unpluggedRecorder,
  aplay: player,
  paplay: failing,
  'pw-play': slowPlayer,
  play: stubbornPlayer,
  ffplay: deaf,
} as const;

/** Programs that record and play, alone on a PATH, over a folder of sound. */
export class SoundPrograms {
  readonly folder: string;
  readonly path: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.path = join(folder, 'bin');
  }

  static async make(folder: string, names: readonly (keyof typeof scripts)[]): Promise<SoundPrograms> {
    const programs = new SoundPrograms(folder);
    await mkdir(programs.path, { recursive: true });
    for (const name of names) {
      const file = join(programs.path, name);
      await writeFile(file, `#!${process.execPath}\n${scripts[name]}`);
      await chmod(file, 0o755);
    }
    return programs;
  }

  get env(): Record<string, string> {
    return { PATH: this.path, SOUND_FOLDER: this.folder };
  }

  /** What is said when a microphone is opened next. */
  async queue(name: '1' | '2' | '3', samples: Buffer): Promise<void> {
    await writeFile(join(this.folder, `${name}.raw`), samples);
  }

  /** Those of a kind that were ever started; players only where they are slow. */
  async pids(kind: 'recorders' | 'players'): Promise<number[]> {
    const text = await readFile(join(this.folder, kind), 'utf8').catch(() => '');
    return text.trim().split('\n').filter(Boolean).map(Number);
  }

  /** What was played, in its order. */
  async heard(): Promise<Buffer[]> {
    const names = (await readdir(this.folder)).filter((name) => name.startsWith('heard-')).sort();
    return Promise.all(names.map((name) => readFile(join(this.folder, name))));
  }
}
