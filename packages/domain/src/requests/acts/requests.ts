import type { Intent, Remark, Topic, UnderstoodRequest } from '@overmind/contracts/entities/request';

const blank = {
  ...{ tasks: [], targets: [], agent: null, priority: null, needs_clarification: null, choices: [] },
  ...{ topic: null, remark: null, words: null },
};

export function controlRequest(intent: Intent, fields: Partial<UnderstoodRequest> = {}): UnderstoodRequest {
  return { ...blank, kind: 'control', intent, confidence: 0.95, ...fields };
}

export function questionRequest(
  topic: Topic | null,
  fields: Partial<UnderstoodRequest> = {},
): UnderstoodRequest {
  return { ...blank, kind: 'question', intent: 'ask', topic, confidence: 0.85, ...fields };
}

/** Words that ask for nothing. */
export function remarkRequest(remark: Remark): UnderstoodRequest {
  return questionRequest(null, { remark, confidence: 0.9 });
}

/** Acts that destroy, or let work through. */
export const graveActs: ReadonlySet<Intent> = new Set<Intent>([
  ...(['approve', 'cancel', 'reject', 'disable_agent'] as const),
]);
