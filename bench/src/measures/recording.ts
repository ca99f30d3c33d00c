import { spawn } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Recording, RecordingDetail } from '@overmind/contracts/entities/recording';
import type { Installation } from '../installation.ts';
import { EventLoopWatch, type LoopDelays, worseOf } from '../load/event-loop-watch.ts';
import { memoryBytes, nameOf, treeOf } from '../processes.ts';
import type { Figure } from '../result.ts';
import { count, megabytes, ms, type Spread, spreadOf } from '../stats.ts';
import { findClips, readSamples } from './speech-clips.ts';
import { silence } from './speech-sounds.ts';
import { measureTurns } from './speech-turns.ts';
import { countWordErrors } from './speech-words.ts';

const betweenCallsMs = 20;
const idleMs = 15_000;
/** As many turns are spoken after a recording. */
const secondsForATurn = 240;
const pauseBetweenClips = silence(0.8);

/** People's prompts one after the other, again and again, until they are as long as is wanted; and what they say. */
async function record(file: string, seconds: number): Promise<string> {
  const clips = (await findClips()).clips.filter(({ isAlone }) => !isAlone);
  const output = ['-c:a', 'libopus', '-b:a', '24k', '-y', file];
  const args = ['-v', 'error', '-f', 'f32le', '-ar', '16000', '-ac', '1', '-i', '-', ...output];
  const encoder = spawn('ffmpeg', args, { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => encoder.on('close', resolve));
  const said: string[] = [];
  for (let [samples, index] = [0, 0]; samples < seconds * 16_000; index++) {
    const clip = clips[index % clips.length];
    if (clip === undefined) throw new Error('There is no speech to make a recording of.');
    const spoken = await readSamples(clip.path);
    for (const part of [spoken, pauseBetweenClips])
      await new Promise((resolve) => encoder.stdin.write(Buffer.from(part.buffer), resolve));
    samples += spoken.length + pauseBetweenClips.length;
    said.push(clip.said);
  }
  encoder.stdin.end();
  if ((await ended) !== 0) throw new Error('ffmpeg could not write the recording.');
  return said.join(' ');
}

async function upload(
  { server, person }: Installation,
  conversationId: string,
  file: string,
): Promise<string> {
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'talk.ogg');
  const response = await fetch(`${server.url}/api/conversations/${conversationId}/recordings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}` },
    body: form,
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as Recording).id;
}

interface Calls {
  /** Milliseconds of each. */
  taken: number[];
  stop(): Promise<void>;
}

/** Makes one call after the other, as somebody who looks around, while the server is there. */
function lookAround({ person }: Installation, projectId: string): Calls {
  const taken: number[] = [];
  let isOver = false;
  const calls = (async () => {
    while (!isOver) {
      const startedAt = performance.now();
      const isServed = await person.get(`/projects/${projectId}/tasks?limit=50`).then(
        () => true,
        () => false, // The server is started again; what comes before it is there is not a call that waited.
      );
      if (isServed) taken.push(performance.now() - startedAt);
      await pause(betweenCallsMs);
    }
  })();
  return {
    taken,
    stop: () => {
      isOver = true;
      return calls;
    },
  };
}

interface Heard {
  recording: RecordingDetail;
  seconds: number;
  /** Of the server and its speech process. */
  peakBytes: number;
  /** How far it was heard when the server was killed, and when it was there again. */
  heardMs: { atKill: number; after: number };
  /** Of the server's event loop; the worse of before the kill and after it. */
  loop: LoopDelays;
}

/** Twice as long as it lasts, and some time to start. */
const mostSeconds = (halfMs: number): number => 300 + (4 * halfMs) / 1000;

/** Waits until it is heard; kills the server once it is half-way, and starts it again. */
async function hear(
  { person, server }: Installation,
  { id, halfMs, watch }: { id: string; halfMs: number; watch: EventLoopWatch },
): Promise<Heard> {
  const startedAt = performance.now();
  let peakBytes = 0;
  let heardMs: Heard['heardMs'] | null = null;
  let before: LoopDelays = { p50: 0, p99: 0, max: 0, count: 0 };
  for (;;) {
    const recording = await person.get<RecordingDetail>(`/recordings/${id}`);
    if (recording.status === 'failed') throw new Error(recording.error ?? 'It could not be heard.');
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds > mostSeconds(halfMs)) throw new Error(`It was not heard in ${count(seconds)} s.`);
    if (recording.status === 'transcribed')
      return {
        ...{ recording, seconds, peakBytes, heardMs: heardMs ?? { atKill: 0, after: 0 } },
        loop: worseOf(before, await watch.take()),
      };
    if (heardMs === null && recording.transcribed_ms > halfMs) {
      before = await watch.take();
      await server.kill();
      await server.restart(watch.env);
      await watch.take();
      const { transcribed_ms } = await person.get<RecordingDetail>(`/recordings/${id}`);
      heardMs = { atKill: recording.transcribed_ms, after: transcribed_ms };
    }
    peakBytes = Math.max(peakBytes, memoryOf(server.program.pid));
    await pause(1_000);
  }
}

/** The embedded database is a program of its own and not counted. */
const memoryOf = (pid: number): number =>
  treeOf(pid)
    .filter((each) => !nameOf(each).startsWith('postgres'))
    .reduce((sum, each) => sum + memoryBytes(each), 0);

/** Hears a long recording while somebody uses the product; the server is killed in the middle of it. */
export async function measureRecording(installation: Installation, seconds: number): Promise<Figure[]> {
  const { person, folder, server } = installation;
  const watch = new EventLoopWatch(folder);
  await server.kill();
  await server.restart(watch.env);
  const project = await person.post<{ id: string }>('/projects', { name: 'Recording' });
  const conversation = await person.post<Conversation>(`/projects/${project.id}/conversations`, {
    title: 'Talk',
  });
  const file = join(folder, 'talk.ogg');
  const said = await record(file, seconds);
  const memoryBefore = memoryOf(server.program.pid);
  await watch.take();
  const idle = lookAround(installation, project.id);
  await pause(idleMs);
  await idle.stop();
  const idleLoop = await watch.take();
  const busy = lookAround(installation, project.id);
  const id = await upload(installation, conversation.id, file);
  const heard = await hear(installation, { id, halfMs: seconds * 500, watch });
  await busy.stop();
  const turns = Math.ceil(seconds / secondsForATurn);
  await measureTurns(installation, turns);
  const loops = { idle: idleLoop, recording: heard.loop, turns: await watch.take() };
  await server.kill();
  await server.restart();
  const [idleCalls, busyCalls] = [spreadOf(idle.taken), spreadOf(busy.taken)];
  const figures = toFigures({ ...heard, memoryBefore, said, idle: idleCalls, busy: busyCalls });
  return [...figures, ...loopFigures(loops, turns)];
}

function loopFigures(loops: Record<'idle' | 'recording' | 'turns', LoopDelays>, turns: number): Figure[] {
  const value = ({ p50, p99, max }: LoopDelays): string => `${[p50, p99, max].map(ms).join(' / ')} ms`;
  const of = 'the event loop of the server, late by p50 / p99 / at most';
  const goal = 'p99 < 20 ms';
  const idle = `${value(loops.idle)} with calls alone`;
  const made = `${turns} turns, said by the server's own voice and heard`;
  return [
    {
      what: `a long recording: ${of}`,
      value: value(loops.recording),
      goal,
      beside: idle,
      data: { ...loops.recording },
    },
    { what: `spoken turns: ${of}`, value: value(loops.turns), goal, beside: made, data: { ...loops.turns } },
  ];
}

interface Measured extends Heard {
  memoryBefore: number;
  said: string;
  idle: Spread;
  busy: Spread;
}

function toFigures({
  recording,
  seconds,
  peakBytes,
  memoryBefore,
  heardMs,
  ...measured
}: Measured): Figure[] {
  const { said, idle, busy } = measured;
  const audioS = (recording.duration_ms ?? 0) / 1000;
  const { words, errors } = countWordErrors(said, recording.transcript_text ?? '');
  return [
    {
      what: 'a long recording: calls meanwhile, p95 to that of an idle server',
      value: (busy.p95 / idle.p95).toFixed(2),
      goal: '≤ 1.5',
      beside: `${ms(idle.p95)} → ${ms(busy.p95)} ms over ${count(busy.count)} calls`,
      data: { idleP50: idle.p50, idleP95: idle.p95, busyP50: busy.p50, busyP95: busy.p95 },
    },
    {
      what: 'a long recording: to its whole text, the server killed half-way',
      value: `${count(seconds)} s for ${count(audioS)} s: ${(seconds / audioS).toFixed(2)} ×`,
      goal: '',
      beside: `${count(heardMs.atKill / 1000)} s were heard at the kill, ${count(heardMs.after / 1000)} s after it`,
      data: { seconds, audioS, words, errors, ...heardMs },
    },
    {
      what: 'a long recording: memory of the server and what hears, at most',
      value: megabytes(peakBytes),
      goal: '',
      beside: `${megabytes(memoryBefore)} before`,
      data: { peakBytes, memoryBefore },
    },
  ];
}
