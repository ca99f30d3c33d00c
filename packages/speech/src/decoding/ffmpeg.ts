import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { findProgram } from '../find-program.ts';
import { speechRate } from '../pcm.ts';
import { SpeechError } from '../speech-error.ts';
import { type Bounds, confine } from './confine.ts';
import type { Container } from './container.ts';
import { isByOthers } from './ended-by-others.ts';

const run = promisify(execFile);

/** The one demuxer that may read a container: none that follows lists or addresses. */
const demuxers: Record<Container, string> = {
  wav: 'wav',
  webm: 'matroska',
  mp4: 'mov',
  ogg: 'ogg',
  mp3: 'mp3',
  flac: 'flac',
};

const codecs = [
  ...['opus', 'libopus', 'vorbis', 'libvorbis', 'aac', 'aac_fixed', 'alac', 'flac'],
  ...['mp3', 'mp3float', 'mp2', 'mp2float', 'mp1', 'mp1float', 'pcm_alaw', 'pcm_mulaw'],
  ...['pcm_u8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le'],
];

const probeBounds: Bounds = { cpuS: 10, memoryBytes: 1024 ** 3, files: 64 };
export const ffmpegBounds: Bounds = { cpuS: 600, memoryBytes: 1024 ** 3, files: 64 };

export interface Ffmpeg {
  ffmpeg: string;
  ffprobe: string;
}

/** Both programs, when they are on the PATH. */
export async function findFfmpeg(env: NodeJS.ProcessEnv = process.env): Promise<Ffmpeg | null> {
  const [ffmpeg, ffprobe] = await Promise.all(
    ['ffmpeg', 'ffprobe'].map((name) => findProgram(name, env['PATH'])),
  );
  return ffmpeg && ffprobe ? { ffmpeg, ffprobe } : null;
}

/** The file itself by its absolute path: with `file:` before it no name can be taken for another protocol. */
const input = (path: string, container: Container): string[] => {
  const demuxer = demuxers[container];
  const whitelist = container === 'mp4' ? 'mov,mp4,m4a,3gp,3g2,mj2' : demuxer;
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', `${whitelist},matroska,webm`],
    ...['-codec_whitelist', codecs.join(','), '-f', demuxer, '-i', `file:${path}`],
  ];
};

/** Containers in which a place is found without reading up to it; elsewhere it is, and thrown away. */
const canSeek: readonly Container[] = ['wav', 'mp4', 'flac'];

interface Stretch {
  path: string;
  container: Container;
  fromS: number;
  mostS: number;
}

export function ffmpegArgv({ ffmpeg }: Ffmpeg, { path, container, fromS, mostS }: Stretch): string[] {
  const from = fromS === 0 ? [] : ['-ss', fromS.toFixed(3)];
  const isSought = canSeek.includes(container);
  return [
    ...[ffmpeg, '-hide_banner', '-nostdin', '-v', 'error', '-threads', '1'],
    ...(isSought ? from : []),
    ...input(path, container),
    ...(isSought ? [] : from),
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-t', String(mostS)],
    // Without it two channels that are alike add up to more than one can hold.
    ...['-ac', '1', '-ar', String(speechRate), '-rematrix_maxval', '1'],
    ...['-threads', '1', '-filter_threads', '1'],
    ...['-f', 'f32le', 'pipe:1'],
  ];
}

const Probed = z.object({
  streams: z.array(z.object({ codec_type: z.string(), codec_name: z.string().optional() })).default([]),
  format: z.object({ duration: z.coerce.number().nonnegative().optional() }).default({}),
});

export interface FfmpegProbe {
  /** Of the first sound in it; null where there is none. */
  codec: string | null;
  /** What the file says of itself; null where it says nothing. */
  claimedS: number | null;
}

/** Null when it cannot be read at all. Rejects with `failed` when the program was ended by others, or did not start. */
export async function ffmpegProbe(
  { ffprobe }: Ffmpeg,
  path: string,
  container: Container,
  signal?: AbortSignal,
): Promise<FfmpegProbe | null> {
  const show = ['-show_entries', 'format=duration:stream=codec_type,codec_name', '-of', 'json'];
  const argv = [ffprobe, '-v', 'error', ...show, ...input(path, container)];
  const [file = '', ...args] = await confine(argv, probeBounds);
  try {
    const limits = { timeout: 20_000, maxBuffer: 256 * 1024, killSignal: 'SIGKILL' as const };
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
    const { stdout } = await run(file, args, { ...limits, cwd: '/', env, ...(signal ? { signal } : {}) });
    const { streams, format } = Probed.parse(JSON.parse(stdout));
    const sound = streams.find(({ codec_type }) => codec_type === 'audio');
    return { codec: sound?.codec_name ?? null, claimedS: format.duration ?? null };
  } catch (error) {
    signal?.throwIfAborted();
    if (saysNothing(error))
      throw new SpeechError('failed', 'Looking into the sound was ended. Try it again.', { cause: error });
    return null; // Whatever it choked on, it is not audio that can be read.
  }
}

/** What was wrong lies outside of the file, and may pass. */
function saysNothing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { signal, syscall } = error as NodeJS.ErrnoException & { signal?: string | null };
  return isByOthers(signal) || syscall?.startsWith('spawn') === true;
}
