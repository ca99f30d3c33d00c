import type { Understanding, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { findNamedAgent, stripAgent } from '../agents/named.ts';
import { keyPrefixes, type UnderstandContext } from './context.ts';
import { controlRequest, readControl } from './control.ts';
import { stripFillers, stripHesitations } from './language/fillers.ts';
import { leading, tidy } from './language/phrases.ts';
import { protect } from './language/protect.ts';
import { type Part, split } from './language/split.ts';
import { writeSpokenForms } from './language/spoken.ts';
import { type Prioritised, readLeadPriority, readPriority } from './priority.ts';
import { readSlashCommand } from './slash.ts';
import { explicitKeys } from './targets.ts';
import { isFragment, readCommand } from './title.ts';
import { askingLeads, courtesies, criterionLeads, questionLeads } from './vocabulary.ts';
import { addressAll, planWork, type WorkItem } from './work.ts';

export type { UnderstandContext } from './context.ts';

/** What one part was taken for. */
type Reading =
  | { kind: 'request'; request: UnderstoodRequest }
  | { kind: 'work'; item: WorkItem }
  /** It says something of the work before it. */
  | { kind: 'criterion'; text: string }
  | { kind: 'priority'; priority: number; isForAll: boolean }
  | { kind: 'courtesy' };

/**
 * What a person's words ask for, by rules alone: the same words in the same context always give the same
 * answer. All work of one utterance is one request; where `needs_clarification` is set, nothing may be done,
 * and `targets` are the choices.
 */
export function understand(text: string, context: UnderstandContext): Understanding {
  const written = writeSpokenForms(stripHesitations(tidy(text)), {
    prefixes: keyPrefixes(context),
    agents: context.agents.map((agent) => agent.name),
    isVoice: context.source === 'voice',
  });
  const command = readSlashCommand(written, context);
  if (command !== null && command.kind === 'request') return { requests: [command.request] };
  const asked = command?.text ?? written;
  const lead = readLeadPriority(asked);
  const { text: hidden, restore } = protect(lead.text);
  const readings = split(hidden).map((part) => readPart(part, context, restore));
  return { requests: assemble(readings, lead, context) };
}

const asking = leading(askingLeads);
const criterion = leading(criterionLeads);

function readPart(part: Part, context: UnderstandContext, restore: (text: string) => string): Reading {
  const text = stripFillers(part.text);
  if (courtesies.test(text)) return { kind: 'courtesy' };
  const control = readControl(text, context, restore) ?? readControl(part.text, context, restore);
  if (control !== null) return { kind: 'request', request: control };
  if (criterion.test(part.text))
    return { kind: 'criterion', text: restore(part.text.replace(criterion, '')) };
  return readWork({ ...part, text }, context, restore);
}

function readWork(part: Part, context: UnderstandContext, restore: (text: string) => string): Reading {
  const { priority, text: unhurried } = readPriority(part.text);
  if (priority !== null && unhurried.replace(/[^\p{L}\uE000-\uF8FF]/gu, '') === '') {
    return { kind: 'priority', priority, isForAll: /\b(?:all|both|these|everything)\b/i.test(part.text) };
  }
  const said = restore(unhurried);
  const agent = findNamedAgent(said, context.agents);
  const text = stripFillers(agent === null ? unhurried : stripAgent(unhurried, context.agents));
  const question = text.replace(asking, '');
  const isQuestion = questionLeads.test(text) || question !== text;
  const command = isQuestion ? null : readCommand(text);
  if (command === null) return { kind: 'request', request: readOther(text, isQuestion, agent, restore) };
  return {
    kind: 'work',
    item: {
      ...{ command: restore(command.text), said: restore(part.text), joint: part.joint, priority, agent },
      ...{ criteria: [], targets: explicitKeys(said, context), confidence: command.confidence },
    },
  };
}

/** A question, or words without a verb that may have been meant as work. */
function readOther(
  text: string,
  isQuestion: boolean,
  agent: string | null,
  restore: (text: string) => string,
): UnderstoodRequest {
  const ask = { ...controlRequest('ask', { agent }), kind: 'question' as const };
  if (isQuestion || /\?\s*$/.test(text)) return { ...ask, confidence: 0.85 };
  if (!isFragment(text)) return { ...ask, confidence: 0.4 };
  const fragment = restore(text).replace(/[\s.!,;:]+$/, '');
  const needs_clarification = `What shall be done with "${fragment}"? Begin with a verb, such as "add ${fragment}".`;
  return { ...ask, needs_clarification, confidence: 0.3 };
}

/** Requests in the order they were said, with all work gathered where the first piece of it stood. */
function assemble(
  readings: readonly Reading[],
  lead: Prioritised,
  context: UnderstandContext,
): UnderstoodRequest[] {
  const items: WorkItem[] = [];
  const requests: (UnderstoodRequest | 'work')[] = [];
  let leadPriority = lead.priority;
  for (const reading of readings) {
    if (reading.kind === 'request') requests.push(reading.request);
    if (reading.kind === 'work') {
      if (items.length === 0) requests.push('work');
      items.push({ ...reading.item, priority: reading.item.priority ?? leadPriority });
    }
    const last = items.at(-1);
    if (reading.kind === 'criterion') last?.criteria.push(reading.text);
    if (reading.kind !== 'priority') continue;
    if (last === undefined) leadPriority = reading.priority;
    for (const item of reading.isForAll ? items : items.slice(-1)) item.priority = reading.priority;
  }
  const work = () => planWork(addressAll(items, lead.text, context), context);
  const said = requests.map((request) => (request === 'work' ? work() : request));
  return said.length > 0 ? said : [controlRequest('help', { confidence: 0.5 })];
}
