import { speechRate } from '../pcm.ts';
import type { DecoderMemory, Moonshine } from './moonshine.ts';
import type { Phrases, Walk } from './phrases.ts';
import { repeatedAtEnd } from './repetition.ts';
import { endOfText } from './tokens.ts';
import type { Written } from './written.ts';

/** People say up to seven tokens a second; what is far beyond is a decoder that does not find its end. */
const tokensPerSecond = 12;
const fewestTokens = 12;
/** How many texts are followed at once, and how far behind (in nats) one may be. */
const mostTexts = 3;
const furthestBehind = 6;

export interface WriteOptions {
  phrases: Phrases;
  /** What the text has to begin with. */
  prefix: Written;
  signal: AbortSignal | undefined;
}

export interface WrittenDown extends Written {
  /** It began to repeat itself, so that what was said after that is missing. */
  hasLostItsWay: boolean;
}

interface Text extends Written {
  memory: DecoderMemory;
  walk: Walk;
  logProb: number;
}

/**
 * Writes down what is said in the samples. Where no phrase is in sight the likeliest token is taken; only a token that
 * goes on with one of the phrases, and is not far behind, opens a second text beside it. So ordinary speech costs and
 * reads the same with phrases and without.
 */
export async function writeDown(
  moonshine: Moonshine,
  samples: Float32Array,
  { phrases, prefix, signal }: WriteOptions,
): Promise<WrittenDown> {
  const cap =
    prefix.tokens.length + fewestTokens + Math.ceil((samples.length / speechRate) * tokensPerSecond);
  const memory = await moonshine.begin(samples, prefix.tokens);
  const walk = prefix.tokens.reduce(phrases.follow, phrases.begin());
  let texts: Text[] = [{ ...prefix, memory, walk, logProb: 0 }];
  let best: Text | null = null;
  while (texts.length > 0) {
    signal?.throwIfAborted();
    const steps = texts.flatMap((text) => stepsFrom(text, phrases));
    const ended = steps.filter((step) => step.token === endOfText).map((step) => step.from);
    best = [best, ...ended.map((text) => ({ ...text, walk: phrases.end(text.walk) }))].reduce(better, null);
    const bound = best === null ? Number.NEGATIVE_INFINITY : scoreOf(best);
    const chosen = choose(steps, bound);
    texts = [];
    for (const step of chosen) {
      const next = await take(moonshine, step);
      const surplus = repeatedAtEnd(next.tokens);
      if (surplus > 0 || next.tokens.length >= cap) return { ...shorten(next, surplus), hasLostItsWay: true };
      texts.push(next);
    }
  }
  return { ...(best ?? prefix), hasLostItsWay: false };
}

interface Step {
  from: Text;
  token: number;
  logProb: number;
  walk: Walk;
  score: number;
}

function stepsFrom(from: Text, phrases: Phrases): Step[] {
  const { outlook } = from.memory;
  const highest = outlook.logProb(outlook.best);
  const candidates = new Set([outlook.best]);
  for (const token of phrases.likelier(from.walk)) {
    if (outlook.logProb(token) > highest - furthestBehind) candidates.add(token);
  }
  return [...candidates].map((token) => {
    const logProb = outlook.logProb(token);
    const walk = token === endOfText ? phrases.end(from.walk) : phrases.follow(from.walk, token);
    return { from, token, logProb, walk, score: from.logProb + logProb + walk.pending + walk.earned };
  });
}

function choose(steps: readonly Step[], bound: number): Step[] {
  const open = steps.filter(({ token, score }) => token !== endOfText && score > bound);
  const sorted = open.sort((a, b) => b.score - a.score).slice(0, mostTexts);
  const highest = sorted[0]?.score ?? 0;
  return sorted.filter(({ score }) => score > highest - furthestBehind);
}

async function take(moonshine: Moonshine, { from, token, logProb, walk }: Step): Promise<Text> {
  return {
    memory: await moonshine.write(from.memory, token),
    walk,
    tokens: [...from.tokens, token],
    logProbs: [...from.logProbs, logProb],
    logProb: from.logProb + logProb,
  };
}

const scoreOf = ({ logProb, walk }: Text): number => logProb + walk.pending + walk.earned;

function better(a: Text | null, b: Text | null): Text | null {
  if (a === null || b === null) return a ?? b;
  return scoreOf(b) > scoreOf(a) ? b : a;
}

const shorten = ({ tokens, logProbs }: Written, surplus: number): Written => ({
  tokens: tokens.slice(0, tokens.length - surplus),
  logProbs: logProbs.slice(0, logProbs.length - surplus),
});
