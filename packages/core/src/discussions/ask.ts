import { type EventOf, mostSpentOnce } from '@overmind/contracts/entities/discussion-event';
import { type ModelCall, ModelCallScope } from '@overmind/contracts/entities/model';
import type { Persona } from '@overmind/contracts/entities/persona';
import type { DiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { mayWait } from '@overmind/domain/discussions/flow/patience';
import { findOpenTurn } from '@overmind/domain/discussions/folding/turns';
import { hear, type Reply } from '@overmind/domain/discussions/hear';
import { historyOf, tighterHistory } from '@overmind/domain/discussions/prompts/history';
import { placeOfTurn, turnValues } from '@overmind/domain/discussions/prompts/prompt';
import type { DiscussionState, Turn } from '@overmind/domain/discussions/state';
import { ownPolicy } from '@overmind/domain/models/rules';
import { ModelCallError } from '@overmind/models/failures/model-call-error';
import { streamModel } from '@overmind/models/stream-model';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { talkPurposes } from '../model-calls/scopes.ts';
import { usePlace } from '../prompts/use.ts';
import { type Write, write } from '../write.ts';
import { LiveTurn, spokenEnd, unspokenEnd } from './live.ts';
import { type Recorded, recordIn, unlessGone } from './record.ts';
import type { Held } from './state.ts';
import { readFailure, type Unheard } from './unheard.ts';

/** Whatever a model writes beyond this is not read as a reply. */
const mostChars = 128 * 1024;

export interface Asked {
  row: DiscussionRow;
  held: Held;
  turn: Turn;
  /** For how long nothing came of it but models that could not be asked. */
  waitedMs: number;
  /** Aborted when nobody needs the reply any more. */
  signal: AbortSignal;
}

/** What became of the call of a model: words, or why there are none and whether another call could have some. */
type Heard = { tokens: number; cost_micros: number } & ({ text: string } | ({ text: null } & Unheard));

/**
 * Puts a turn to its speaker and records what comes of it. Null when nobody needs it any more; `waits` when no model
 * could be asked for now, and the turn stays as it is. A reply that was not recorded is asked for again by whoever comes
 * next.
 */
export async function askTurn(core: Core, asked: Asked): Promise<Recorded | 'waits' | null> {
  const { row, turn, signal } = asked;
  const live = new LiveTurn(core, row, turn);
  await core.crashPoint?.(`before asking to ${turn.purpose}`, row.project_id);
  live.begins();
  const heard = await callSpeaker(core, asked, live);
  await core.crashPoint?.(`after hearing ${turn.purpose}`, row.project_id);
  const waits = !signal.aborted && isWorthWaiting(asked, heard);
  const recorded = signal.aborted || waits ? null : await record(core, asked, heard);
  live.ends(endOf(recorded));
  await core.crashPoint?.(`after recording ${turn.purpose}`, row.project_id);
  return waits ? 'waits' : recorded;
}

/** What took money is always recorded. */
const isWorthWaiting = ({ held, turn, waitedMs }: Asked, heard: Heard): boolean =>
  heard.text === null && heard.cost_micros === 0 && waitedMs < heard.patienceMs && mayWait(held.state, turn);

function endOf(recorded: Recorded | null) {
  if (recorded === null) return unspokenEnd('dropped', null);
  if (recorded.message !== null) return spokenEnd(recorded.message);
  const { event } = recorded;
  if (event.type === 'turn_refused') return unspokenEnd('refused', event.fault);
  return unspokenEnd('skipped', event.type === 'turn_skipped' ? event.fault : null);
}

const record = (core: Core, { row, held, turn }: Asked, heard: Heard): Promise<Recorded | null> => {
  const { text, tokens, cost_micros } = heard;
  const reply: Reply = {
    ...{ turn: turn.turn, attempt: turn.attempt, text, tokens, cost_micros },
    ...(text === null ? { failure: heard.failure } : {}),
  };
  const isStuck = text === null && heard.isFinal;
  const isShort = text === null && heard.isOverBudget;
  const recording = write(core, systemCall, async (w) => {
    const turned = isShort ? await turnToVote(w, row.id, { held, turn }) : null;
    return recordIn(
      w,
      row.id,
      (state, nowMs) =>
        isStuck && mayBreak(state, turn) && !(isShort && canDoWithout(state, turn))
          ? broken(heard.failure, nowMs)
          : hear(state, reply, nowMs),
      { known: turned?.held ?? held },
    );
  });
  return unlessGone(recording);
};

/** With what is left of the money it is voted on what was said. */
const turnToVote = (w: Write, id: string, { held, turn }: Pick<Asked, 'held' | 'turn'>) =>
  recordIn(
    w,
    id,
    (state, at_ms) =>
      isAsked(state, turn) && isTalk(turn) && canDoWithout(state, turn) && !state.wantsVote
        ? { type: 'vote_requested', at_ms }
        : null,
    { known: held },
  );

/** Money is kept for what decides: it can be voted on what was said, and what was voted can be counted. */
function canDoWithout({ messages, votes, round }: DiscussionState, turn: Turn): boolean {
  if (isTalk(turn)) return messages.some(({ by }) => by !== null);
  return turn.purpose === 'vote' && votes.some((vote) => vote.round === round?.number);
}

const isTalk = ({ purpose }: Turn): boolean => talkPurposes.includes(purpose);

const isAsked = (state: DiscussionState, { turn, attempt }: Turn): boolean =>
  state.ending === null && findOpenTurn(state, turn)?.attempt === attempt;

/**
 * What was decided stands, also when nobody can be asked for the words on it. A failure that comes when its turn has had
 * its reply, or is asked anew, comes too late to end anything.
 */
const mayBreak = (state: DiscussionState, turn: Turn): boolean =>
  isAsked(state, turn) && !(turn.purpose === 'conclude' && state.round?.winner != null);

const broken = (reason: string, at_ms: number): EventOf<'broken'> => ({ type: 'broken', at_ms, reason });

async function callSpeaker(core: Core, { row, held, turn, signal }: Asked, live: LiveTurn): Promise<Heard> {
  const persona = row.personas.find(({ key }) => key === turn.speaker);
  const used = { tokens: 0, cost_micros: 0 };
  const unheard = (failure: string): Heard => ({
    ...{ text: null, ...used, failure, isFinal: false, isOverBudget: false, patienceMs: 0 },
  });
  if (!persona) return unheard(`${turn.speaker} is not known.`);
  const values = turnValues(held.state, turn, persona);
  const { system, use } = await usePlace(core, placeOfTurn(turn), values, row.id);
  let text = '';
  try {
    const { deltas } = await streamModel(core.models, {
      ...{
        scope: scopeOf(row, turn, persona),
        // The rules of the project hold for it besides.
        policy: ownPolicy(persona.model_policy),
        signal,
        bounds: { totalMs: core.settings.replyMs, wholeMs: core.settings.replyMs },
      },
      history: historyOf(held.state, turn, { system }),
      tighter: (roomTokens) => tighterHistory(held.state, turn, { system, roomTokens }),
      ...(use === undefined ? {} : { prompt: use }),
      // Some think before they speak; what they may say is bounded where it is read.
      maxOutputTokens: Math.ceil(held.state.settings.message_chars / 2) + 2_000,
      onRecorded: (call) => add(used, call),
    });
    for await (const { kind, text: delta } of deltas) {
      if (kind !== 'text') continue;
      text += delta;
      if (text.length > mostChars) break;
      live.writes(text);
    }
    return { text, ...used };
  } catch (error) {
    if (signal.aborted) return unheard('It was stopped.');
    if (!(error instanceof ModelCallError)) throw error;
    // This process stops: whoever takes it up next asks again.
    if (error.reason === 'aborted') throw error;
    return { text: null, ...used, ...readFailure(error) };
  }
}

const scopeOf = (row: DiscussionRow, { purpose, turn }: Turn, { name }: Persona): ModelCallScope =>
  ModelCallScope.parse({
    ...{ purpose: `discussion.${purpose}`, project_id: row.project_id },
    ...{ discussion_id: row.id, discussion_turn: turn, persona: name },
  });

function add(used: { tokens: number; cost_micros: number }, call: ModelCall): void {
  used.tokens = Math.min(mostSpentOnce, used.tokens + call.input_tokens + call.output_tokens);
  used.cost_micros = Math.min(mostSpentOnce, used.cost_micros + (call.cost_micros ?? 0));
}
