import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { speakable } from '@overmind/domain/speakable/speakable';
import { chooseVoice } from '@overmind/speech/speaking/choose';
import type { OpenSynthesiser } from '@overmind/speech/speaking/sentence-voice';
import type { Figure } from '../result.ts';
import { megabytes, ms, type Spread, spreadOf } from '../stats.ts';

const heart = join(import.meta.dirname, '../../../models/speech/hibari-heart');
const shortAnswer = 'Alder is at work on the login page.';
const report = [
  'Alder finished DEM-42 in 3m 12s: it changed src/server/auth.ts and 4 other files.',
  'Two tests still fail, so nothing was merged. Birch waits for the migration, and Cedar has 7 tasks in its queue.',
  'Shall I try again with the failing tests only, or give it back to you?',
].join('\n');

interface Spoken {
  firstMs: number;
  wallS: number;
  cpuS: number;
  audioS: number;
}

async function speak(synthesiser: OpenSynthesiser, text: string): Promise<Spoken> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const spoken: Spoken = { firstMs: 0, wallS: 0, cpuS: 0, audioS: 0 };
  for await (const { samples, rate } of synthesiser.speak(speakable(text))) {
    spoken.firstMs ||= performance.now() - startedAt;
    spoken.audioS += samples.length / rate;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ...spoken, wallS: (performance.now() - startedAt) / 1000, cpuS: (user + system) / 1e6 };
}

async function speakOften(synthesiser: OpenSynthesiser, text: string, rounds: number): Promise<Spoken[]> {
  const all: Spoken[] = [];
  // The first two warm up what is compiled and kept.
  for (let round = -2; round < rounds; round++) {
    const spoken = await speak(synthesiser, text);
    if (round >= 0) all.push(spoken);
    await setTimeout(10);
  }
  return all;
}

const both = ({ p50, p95 }: Spread): string => `${ms(p50)} / ${ms(p95)} ms`;

/** How soon a reply is heard, how fast it is made, and what the voice needs. */
export async function measureSpeaking(rounds: number): Promise<Figure[]> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const choice = await chooseVoice(heart, process.env['PATH'] ?? '');
  if (choice === null) return [];
  await using synthesiser = await choice.open();
  const loadMs = performance.now() - startedAt;
  const short = await speakOften(synthesiser, shortAnswer, rounds);
  const long = await speakOften(synthesiser, report, rounds);
  const first = spreadOf(short.map(({ firstMs }) => firstMs));
  const firstOfLong = spreadOf(long.map(({ firstMs }) => firstMs));
  const sum = (value: (spoken: Spoken) => number): number =>
    long.reduce((total, one) => total + value(one), 0);
  const [audioS, wall, cpu] = [sum((one) => one.audioS), sum((one) => one.wallS), sum((one) => one.cpuS)];
  const grownBy = process.memoryUsage().rss - before;
  return [
    {
      ...{ what: 'speech: text to first sound, p50 / p95', value: both(first), goal: '≤ 500 ms' },
      beside: `${both(firstOfLong)} for a report of five sentences`,
      data: {
        p50Ms: first.p50,
        p95Ms: first.p95,
        reportP50Ms: firstOfLong.p50,
        reportP95Ms: firstOfLong.p95,
      },
    },
    {
      ...{ what: 'speech: time to speak a second', value: `${(wall / audioS).toFixed(3)} s`, goal: '' },
      beside: `${(cpu / audioS).toFixed(3)} s of CPU; ${choice.engine}, one thread, ${audioS.toFixed(0)} s`,
      data: { wallFactor: wall / audioS, cpuFactor: cpu / audioS, audioS },
    },
    {
      ...{ what: 'speech: memory of the voice', value: megabytes(grownBy), goal: '' },
      ...{ beside: `loaded in ${ms(loadMs)} ms`, data: { grownBy, loadMs } },
    },
  ];
}
