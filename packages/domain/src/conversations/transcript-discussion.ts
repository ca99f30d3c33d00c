import type { Speaker } from '@overmind/contracts/entities/discussion';
import { DiscussionSettings } from '@overmind/contracts/entities/discussion';
import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { type DiscussionExport, exportFormat } from '@overmind/contracts/entities/discussion-export';
import { Persona } from '@overmind/contracts/entities/persona';
import type { Unreadable } from './record.ts';
import { roleOf, type Transcript, type Utterance } from './transcript.ts';

const mostSpeakers = 20;
const mostTurns = 500;
const mostSaid = 2_000;
const longestTurn = 20_000;

const refuse = (line: number, detail: string): Unreadable => ({ ok: false, line, detail });

/** A talk that was held elsewhere, as a discussion that has ended: it has speakers and words, and no votes. */
export function toDiscussion(
  { said }: Pick<Transcript, 'said'>,
  { title, atMs }: { title: string; atMs: number },
): { ok: true; file: DiscussionExport } | Unreadable {
  const misfit = misfitOf(said);
  if (misfit !== null) return misfit;
  const speakers = speakersOf(said);
  const [first] = speakers.values();
  if (first === undefined)
    return refuse(1, 'a discussion has speakers besides yourself. Bring this file as a chat');
  const turns = said.filter(({ name }) => speakers.has(name)).length;
  const at = { at_ms: atMs };
  const events: DiscussionEvent[] = [
    {
      ...{ type: 'opened', ...at, goal: title, facilitator: first.key },
      speakers: [...speakers.values()].map(({ key, name, topics, weight }) => ({
        key,
        name,
        topics,
        weight,
      })),
      settings: DiscussionSettings.parse({ limits: { turns: Math.max(turns, 60) } }),
    },
    { type: 'phase_entered', ...at, phase: 'discussion', why: 'It was imported from a transcript.' },
    ...spoken(said, speakers, atMs),
    { type: 'stopped', ...at, reason: 'It was imported from a transcript, in which nothing was voted on' },
  ];
  const file: DiscussionExport = {
    ...{ format: exportFormat, title, created_at: new Date(atMs).toISOString() },
    ...{ personas: [...speakers.values()], events },
  };
  return { ok: true, file };
}

const isSpeaker = ({ name }: Utterance): boolean => roleOf(name) !== 'user';

function misfitOf(said: readonly Utterance[]): Unreadable | null {
  const names = new Set<string>();
  let turns = 0;
  for (const [index, each] of said.entries()) {
    if (index >= mostSaid)
      return refuse(each.line, `a discussion takes at most ${mostSaid} messages. ${asChat}`);
    if (!isSpeaker(each)) continue;
    names.add(each.name);
    turns += 1;
    if (names.size > mostSpeakers)
      return refuse(each.line, `a discussion has at most ${mostSpeakers} speakers. ${asChat}`);
    if (turns > mostTurns) return refuse(each.line, `a discussion has at most ${mostTurns} turns. ${asChat}`);
    if (each.content.length > longestTurn)
      return refuse(each.line, `a turn has at most ${longestTurn} characters. ${asChat}`);
  }
  return null;
}

const asChat = 'Bring this file as a chat';

/** Each name under a key of its own, in the order in which they first spoke. */
function speakersOf(said: readonly Utterance[]): Map<string, Persona> {
  const speakers = new Map<string, Persona>();
  const keys = new Set<string>();
  for (const each of said.filter(isSpeaker)) {
    if (speakers.has(each.name)) continue;
    const key = freeKey(each.name, speakers.size + 1, keys);
    keys.add(key);
    const role = 'Spoke in a talk that was imported';
    speakers.set(each.name, Persona.parse({ key, name: each.name, role, system_prompt: '' }));
  }
  return speakers;
}

function freeKey(name: string, number: number, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 24);
  const key = plain === '' ? `speaker_${number}` : plain;
  if (!taken.has(key)) return key;
  let free = number;
  while (taken.has(`${key}_${free}`)) free += 1;
  return `${key}_${free}`;
}

function* spoken(
  said: readonly Utterance[],
  speakers: ReadonlyMap<string, Speaker>,
  atMs: number,
): Generator<DiscussionEvent> {
  let turn = 0;
  for (const { name, content } of said) {
    const speaker = speakers.get(name)?.key;
    if (speaker === undefined) {
      yield { type: 'user_spoke', at_ms: atMs, content, is_answer: false };
      continue;
    }
    turn += 1;
    yield { type: 'turns_opened', at_ms: atMs, turns: [{ turn, speaker, purpose: 'discuss', about: null }] };
    const message = {
      type: 'response' as const,
      content,
      to: null,
      reply_to: null,
      concerns: [],
      closes: [],
    };
    yield { type: 'turn_spoken', at_ms: atMs, turn, message, ...{ tokens: 0, cost_micros: 0 } };
  }
}
