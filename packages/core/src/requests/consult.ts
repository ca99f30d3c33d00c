import type { ModelCall, ModelCallScope, ModelPolicy } from '@overmind/contracts/entities/model';
import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { PlannerReading } from '@overmind/domain/planner/reading';
import { refineWork } from '@overmind/domain/planner/refine';
import { suggest } from '@overmind/domain/planner/suggest';
import { isAllDoubtful, isPlannableWork, wantsModel } from '@overmind/domain/planner/wants';
import { type UnderstandContext, understand } from '@overmind/domain/requests/understand';
import { callForValue } from '@overmind/models/call-model';
import type { ModelLayer } from '@overmind/models/layer';
import { timeLimit } from '@overmind/outbound/time-limit';
import type { PlacedPrompt } from '../prompts/use.ts';

/** What a model made of a text, and what the rules had read when it was asked. */
export interface SecondReading {
  rules: readonly UnderstoodRequest[];
  /** In the place of `rules`; the same where the model was of no use. */
  refined: readonly UnderstoodRequest[];
  /** For whoever asks why: the model that helped, or did not keep to what was said, or why none answered. */
  note: { model: string } | { unfit: string } | { failed: string };
}

export interface Consultation {
  layer: ModelLayer;
  text: string;
  context: UnderstandContext;
  scope: ModelCallScope;
  policy: ModelPolicy;
  autoAccepted: Parameters<typeof refineWork>[2]['autoAccepted'];
  /** After so long the rules stand alone. */
  limitMs: number;
  onRecorded?: (call: ModelCall) => void;
  /** Asked for only where a model is. */
  prompt(): Promise<PlacedPrompt>;
}

/** Null where the rules need no help. Whatever the model does, this does not fail. */
export async function consult(asked: Consultation): Promise<SecondReading | null> {
  const rules = understand(asked.text, asked.context).requests;
  if (!wantsModel(rules)) return null;
  try {
    const { value, ref } = await ask(asked, await asked.prompt());
    const refined = withTasks(rules, value, asked) ?? offer(rules, value, asked);
    return refined === null
      ? { rules, refined: rules, note: { unfit: ref } }
      : { rules, refined, note: { model: ref } };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return { rules, refined: rules, note: { failed: failed.slice(0, 500) } };
  }
}

const ask = (
  { layer, scope, policy, limitMs, onRecorded }: Consultation,
  { system, body, boundary, use }: PlacedPrompt,
) =>
  callForValue(
    layer,
    {
      ...{ scope, policy, isDeterministic: true, mark: boundary, signal: timeLimit(limitMs) },
      // Its time is shared between those that may be asked.
      bounds: { wholeMs: limitMs },
      ...(use === undefined ? {} : { prompt: use }),
      ...(onRecorded === undefined ? {} : { onRecorded }),
      history: { system, task: body, decisionRecord: null, turns: [], summary: null },
    },
    PlannerReading,
  );

/** All work of an utterance is one request; acts and questions beside it stay as the rules read them. */
function withTasks(
  rules: readonly UnderstoodRequest[],
  { tasks }: PlannerReading,
  { context, autoAccepted }: Consultation,
): UnderstoodRequest[] | null {
  const [work, ...more] = rules.filter(isPlannableWork);
  if (work === undefined || more.length > 0) return null;
  const refined = refineWork(work.tasks, tasks, { agents: context.agents, autoAccepted });
  return refined && rules.map((each) => (each === work ? { ...each, tasks: refined } : each));
}

/** Only where the rules are unsure themselves. */
function offer(
  rules: readonly UnderstoodRequest[],
  { sentences }: PlannerReading,
  { context }: Consultation,
): UnderstoodRequest[] | null {
  const isFree = isAllDoubtful(rules) && !rules.some(isPlannableWork);
  const offered = isFree ? suggest(sentences, rules, context) : null;
  return offered && [offered];
}
