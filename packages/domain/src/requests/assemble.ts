import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { controlRequest } from './acts/requests.ts';
import type { UnderstandContext } from './context.ts';
import type { Token } from './language/tokens.ts';
import type { Reading } from './reading.ts';
import { addressAll, planWork, type WorkItem } from './work/plan.ts';

interface Lead {
  /** Given before a colon, for all that follows. */
  priority: number | null;
  /** Called by name at the beginning. */
  agent: string | null;
}

/** Requests in the order they were said, with all work gathered where the first piece of it stood. */
export function assemble(
  readings: readonly Reading[],
  lead: Lead,
  context: UnderstandContext,
): UnderstoodRequest[] {
  const items: WorkItem[] = [];
  const requests: (UnderstoodRequest | 'work')[] = [];
  let priority = lead.priority;
  for (const reading of readings) {
    if (reading.kind === 'request') requests.push(reading.request);
    if (reading.kind === 'work') {
      if (items.length === 0) requests.push('work');
      const item = { ...reading.item, priority: reading.item.priority ?? priority };
      const before = items.at(-1);
      if (before?.isStatement === true && (isAbout(item.command) || isRemedy(item))) goOn(before, item);
      else items.push(item);
    }
    if (reading.kind === 'priority' && items.length === 0) priority = reading.priority;
    addTo(items, reading);
  }
  const work = (): UnderstoodRequest => planWork(addressAll(items, lead.agent, context), context);
  const said = requests.map((request) => (request === 'work' ? work() : request));
  return withoutIdleTalk(said);
}

const objects: ReadonlySet<string> = new Set(['it', 'that', 'this', 'them', 'those']);
const lone: ReadonlySet<string> = new Set(
  'fix repair solve correct investigate check debug mend improve'.split(' '),
);
/** "Fix it", "fix asap", "look at that": a command on what was told. */
function isAbout([verb, object, more]: readonly Token[]): boolean {
  if (object === undefined) return lone.has(verb?.word ?? '');
  return objects.has(object.word) || (places.has(object.word) && objects.has(more?.word ?? ''));
}
const places: ReadonlySet<string> = new Set(['at', 'into', 'after', 'to', 'of', 'with', 'up']);

/** After a mark alone: "the cart is slow, add caching". */
const isRemedy = ({ joint, hasWord }: WorkItem): boolean => joint === 'and' && !hasWord;

/** "The logo is blurry, please replace it" is one task. */
function goOn(before: WorkItem, item: WorkItem): void {
  if (!isAbout(item.command) && !item.isStatement) before.command = item.command;
  before.said = `${before.said}, ${item.said}`;
  before.priority = item.priority ?? before.priority;
  before.agent = item.agent ?? before.agent;
  before.confidence = item.confidence;
}

/** What a clause says of the work before it. */
function addTo(items: WorkItem[], reading: Reading): void {
  const last = items.at(-1);
  if (last === undefined) return;
  if (reading.kind === 'criterion') last.criteria.push(reading.text);
  if (reading.kind === 'wait') {
    last.waitsFor.push(...reading.keys);
    last.after = reading.after;
  }
  if (reading.kind !== 'priority' && reading.kind !== 'agent') return;
  for (const item of reading.isForAll ? items : [last]) {
    if (reading.kind === 'priority') item.priority = reading.priority;
    else item.agent = reading.agent;
  }
}

/** Remarks beside something that is asked for need no answer; of several remarks the first is enough. */
function withoutIdleTalk(requests: readonly UnderstoodRequest[]): UnderstoodRequest[] {
  const asked = requests.filter(({ remark }) => remark === null);
  const told = asked.filter((request) => !isIdle(request));
  if (told.length > 0) return withoutRepeats(told);
  const refusal = requests.find(({ remark }) => remark === 'negation');
  const unclear = asked.filter(({ needs_clarification }) => needs_clarification !== null);
  const [first] = [...unclear, ...(refusal === undefined ? [] : [refusal]), ...asked, ...requests];
  return [first ?? controlRequest('help', { confidence: 0.5 })];
}

/** "Looks good, ship it" is one act. */
const withoutRepeats = (requests: readonly UnderstoodRequest[]): UnderstoodRequest[] =>
  requests.filter((request, at) => {
    const before = requests[at - 1];
    const isSame = before?.intent === request.intent && before.targets.join() === request.targets.join();
    return !(
      isSame &&
      request.kind === 'control' &&
      before.topic === request.topic &&
      before.agent === request.agent
    );
  });

/** Told, not asked: "I looked at it yesterday". */
const isIdle = ({ intent, topic, confidence }: UnderstoodRequest): boolean =>
  intent === 'ask' && topic === null && confidence < 0.7;
