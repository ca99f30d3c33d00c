import { type AgentMessage, DiscussionSettings, type Speaker } from '@overmind/contracts/entities/discussion';
import { DiscussionEvent, type TurnPurpose } from '@overmind/contracts/entities/discussion-event';
import { builtInPersonas } from '@overmind/contracts/entities/persona';
import type { z } from 'zod';
import { apply } from '../fold.ts';
import { hear } from '../hear.ts';
import { next, type Step } from '../next.ts';
import type { DiscussionState, Turn } from '../state.ts';

/** What a speaker answers in a turn; null for nothing at all. */
export type Voice = (turn: Turn, state: DiscussionState) => string | null;

export interface Course {
  voices: (speaker: string) => Voice;
  settings?: z.input<typeof DiscussionSettings>;
  speakers?: readonly Speaker[];
  /** What the user says when asked; null to waive. */
  answers?: (state: DiscussionState) => string | null;
  /** Nobody answers what the user is asked: an hour after the other passes. */
  isSilent?: boolean;
  /** What people do before each reply, by its place. */
  meanwhile?: (place: number) => DiscussionEventInput[];
  /** Where to stop before the end. */
  until?: (step: Step, state: DiscussionState) => boolean;
  msPerAsk?: number;
  tokens?: number;
  costMicros?: number;
}
type WithoutTime<E> = E extends DiscussionEvent ? Omit<E, 'at_ms'> : never;
export type DiscussionEventInput = WithoutTime<DiscussionEvent>;

export const persons: readonly Speaker[] = builtInPersonas.map(({ key, name, topics, weight }) => ({
  ...{ key, name, topics, weight },
}));

export const said = (message: z.input<typeof AgentMessage>): string => JSON.stringify(message);

/** Events with the state that they lead to, as an engine appends them: through JSON and back. */
export class Log {
  readonly events: DiscussionEvent[] = [];
  current: DiscussionState | null = null;
  nowMs = 1_800_000_000_000;
  /** Each step that was done, with how many events there were then. */
  readonly steps: { step: Step; events: number; nowMs: number }[] = [];

  append(event: unknown): void {
    const stored = DiscussionEvent.parse(JSON.parse(JSON.stringify(event)));
    this.events.push(stored);
    this.current = apply(this.current, stored);
  }

  act(event: DiscussionEventInput): void {
    this.append({ ...event, at_ms: this.nowMs });
  }

  get state(): DiscussionState {
    if (this.current === null) throw new Error('The discussion was not opened.');
    return this.current;
  }

  step(): Step {
    const step = next(this.state, this.nowMs);
    this.steps.push({ step, events: this.events.length, nowMs: this.nowMs });
    return step;
  }
}

export function openLog({ settings = {}, speakers = persons }: Partial<Course> = {}): Log {
  const log = new Log();
  log.act({
    ...{ type: 'opened', goal: 'Choose how sessions are stored.', speakers: [...speakers] },
    ...{ facilitator: speakers[0]?.key ?? '', settings: DiscussionSettings.parse(settings) },
  });
  return log;
}

/** More steps than any discussion can need; whoever needs them does not end. */
const mostSteps = 20_000;

/** A discussion, from where it stands to its end. */
export function hold(course: Course, log: Log = openLog(course)): Log {
  let place = 0;
  const reply = (turn: Turn): void => {
    for (const event of course.meanwhile?.(place) ?? []) log.act(event);
    place += 1;
    replyTo(log, course, turn);
  };
  for (let count = 0; count < mostSteps; count += 1) {
    const step = log.step();
    if (step.do === 'done' || course.until?.(step, log.state)) return log;
    if (step.do === 'record') log.append(step.event);
    else if (step.do === 'ask') {
      log.nowMs += course.msPerAsk ?? 1_000;
      step.turns.forEach(reply);
    } else if (step.for === 'resume') resume(log);
    else answer(log, course);
  }
  throw new Error('It does not end.');
}

/** Whether turns of a kind are asked. */
export const asks =
  (purpose: TurnPurpose) =>
  (step: Step): boolean =>
    step.do === 'ask' && step.turns[0]?.purpose === purpose;

/** The turns that are asked next, or are being asked. */
export function asked(log: Log): Turn[] {
  for (let count = 0; count < mostSteps; count += 1) {
    const step = log.step();
    if (step.do === 'ask') return step.turns;
    if (step.do !== 'record') return [];
    log.append(step.event);
  }
  throw new Error('It asks nobody.');
}

/** The turns of these speakers are answered; others keep waiting. */
export function reply(log: Log, replies: Record<string, string | null>): (DiscussionEvent | null)[] {
  const turns = asked(log).filter(({ speaker }) => speaker in replies);
  return turns.map(({ turn, attempt, speaker }) => {
    const text = replies[speaker] ?? null;
    const event = hear(log.state, { turn, attempt, text, tokens: 0, cost_micros: 0 }, log.nowMs);
    if (event !== null) log.append(event);
    return event;
  });
}

/** The one turn that is asked next is answered. */
export function sayNext(log: Log, text: string | ((turn: Turn) => string)): Turn {
  const [turn, ...others] = asked(log);
  if (turn === undefined || others.length > 0) throw new Error('Not one turn is asked.');
  reply(log, { [turn.speaker]: typeof text === 'string' ? text : text(turn) });
  return turn;
}

function replyTo(log: Log, course: Course, turn: Turn): void {
  const text = course.voices(turn.speaker)(turn, log.state);
  const { tokens = 0, costMicros: cost_micros = 0 } = course;
  const heard = { turn: turn.turn, attempt: turn.attempt, text, tokens, cost_micros };
  const event = hear(log.state, heard, log.nowMs);
  if (event !== null) log.append(event);
}

/** Pauses are long: were their time counted, limits would end the discussion. */
function resume(log: Log): void {
  log.nowMs += 365 * 86_400_000;
  log.act({ type: 'resumed' });
}

function answer(log: Log, { answers, isSilent = false }: Course): void {
  if (isSilent) {
    log.nowMs += 3_600_000;
    return;
  }
  log.nowMs += 365 * 86_400_000;
  const content = answers?.(log.state) ?? null;
  log.act(content === null ? { type: 'user_waived' } : { type: 'user_spoke', content, is_answer: true });
}
