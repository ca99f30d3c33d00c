import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { controlRequest } from './acts/requests.ts';
import type { UnderstandContext } from './context.ts';
import type { Reading } from './reading.ts';
import { isBackground, withoutBackground } from './work/background.ts';
import { isRefusal } from './work/command.ts';
import { goesOn, goOn } from './work/going-on.ts';
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
  for (const [at, reading] of readings.entries()) {
    if (reading.kind === 'request') requests.push(reading.request);
    if (reading.kind === 'work') {
      if (isReason(reading.item, readings[at - 1])) continue;
      if (items.length === 0) requests.push('work');
      const item = { ...reading.item, priority: reading.item.priority ?? priority };
      const before = items.at(-1);
      if (before !== undefined && isConstraint(item)) before.criteria.push(item.said);
      else if (before !== undefined && goesOn(before, item)) goOn(before, item);
      else items.push(item);
    }
    if (reading.kind === 'priority' && items.length === 0) priority = reading.priority;
    addTo(items, reading);
  }
  const work = (): UnderstoodRequest =>
    planWork(addressAll(withoutBackground(items), lead.agent, context), context);
  const isIdle = requests.length > 1 && items.every(isBackground);
  const said = requests.flatMap((request) => (request !== 'work' ? [request] : isIdle ? [] : [work()]));
  return withoutIdleTalk(said);
}

/** "Cancel SHOP-14, marketing wants blue now" */
const isReason = ({ isWish, joint, hasWord }: WorkItem, before: Reading | undefined): boolean =>
  isWish && joint === 'and' && !hasWord && before?.kind === 'request' && before.request.kind === 'control';

/** "Add a carousel, but do not use a library" */
const isConstraint = ({ command, joint }: WorkItem): boolean => joint === 'and' && isRefusal(command);

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
  const unclear = asked.filter(
    ({ needs_clarification, confidence }) =>
      needs_clarification !== null && (refusal === undefined || confidence > fragment),
  );
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

/** What a few words without a verb are taken for, at best. */
const fragment = 0.3;

/** Told, not asked: "I looked at it yesterday". */
const isIdle = ({ intent, topic, confidence }: UnderstoodRequest): boolean =>
  intent === 'ask' && topic === null && confidence < 0.7;
