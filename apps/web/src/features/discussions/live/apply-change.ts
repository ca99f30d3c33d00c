import type { DiscussionChange, DiscussionDetail } from '@overmind/contracts/entities/discussion-room';

/**
 * Where a discussion stands after one more step. A step that was applied before changes nothing; `gap` where one
 * before it is missing. What became of its decision is no step: it comes with the number of the last one.
 */
export function applyChange(detail: DiscussionDetail, change: DiscussionChange): DiscussionDetail | 'gap' {
  if (change.seq === detail.seq) return withOutcome(detail, change);
  if (change.seq < detail.seq) return detail;
  if (change.seq > detail.seq + 1) return 'gap';
  const { turns, proposals, concerns, questions, rounds, votes, notes, ...fields } = change;
  return {
    ...detail,
    ...withoutMissing(fields),
    turns: replaceBy(detail.turns, turns, ({ turn }) => turn),
    proposals: replaceBy(detail.proposals, proposals, ({ ref }) => ref),
    concerns: replaceBy(detail.concerns, concerns, ({ ref }) => ref),
    questions: replaceBy(detail.questions, questions, ({ ref }) => ref),
    rounds: replaceBy(detail.rounds, rounds, ({ number }) => number),
    votes: added(detail.votes, votes),
    notes: added(detail.notes, notes),
  };
}

function withOutcome(detail: DiscussionDetail, change: DiscussionChange): DiscussionDetail {
  const { request_id, actions_left_out, spec } = change;
  const isNew =
    (request_id != null && request_id !== detail.request_id) || (spec != null && spec.id !== detail.spec?.id);
  if (!isNew) return detail;
  return {
    ...detail,
    ...withoutMissing({ actions_left_out }),
    ...{ request_id: request_id ?? detail.request_id, spec: spec ?? detail.spec },
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A field that is named without a value says nothing. */
const withoutMissing = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

function replaceBy<T>(known: T[], changed: readonly T[] | undefined, keyOf: (each: T) => unknown): T[] {
  if (changed === undefined || changed.length === 0) return known;
  const fresh = new Map(changed.map((each) => [keyOf(each), each]));
  const kept = known.map((each) => {
    const next = fresh.get(keyOf(each));
    fresh.delete(keyOf(each));
    return next ?? each;
  });
  return [...kept, ...fresh.values()];
}

const added = <T>(known: T[], more: readonly T[] | undefined): T[] =>
  more === undefined || more.length === 0 ? known : [...known, ...more];
