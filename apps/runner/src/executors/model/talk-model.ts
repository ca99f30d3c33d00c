import type { ModelAttempt, ModelCall } from '@overmind/contracts/entities/model';
import type { PromptUse } from '@overmind/contracts/entities/model-call';
import type { RunJob, RunMetrics } from '@overmind/contracts/entities/run';
import { createBreakers } from '@overmind/models/breakers';
import { systemClock } from '@overmind/models/clock';
import { openModelLayer } from '@overmind/models/layer';
import { routedModel } from '@overmind/models/routed-model';
import type { LanguageModel } from 'ai';
import type { Recorder } from '../../transcript/recorder.ts';
import { type ModelAccess, nearHostsVariable, ollamaContextVariable } from './access.ts';
import { Account, type AccountOptions } from './account.ts';
import type { ModelBounds } from './converse.ts';
import { addCall, metricsOf, nothingSpent, type Spent } from './spent.ts';
import { ServerTurns } from './turns.ts';

export interface TalkModel extends AsyncDisposable {
  /** Each of its calls goes to the first of the agent's models that answers. */
  model: LanguageModel;
  /** Counted on as it goes, so that it is known whatever ends the talk. */
  spent: Spent;
  /** What it took, once nothing more is asked, for the end of the run. */
  end(): Promise<RunMetrics>;
  /** The model that answered last; before that the one that is asked first. */
  readonly name: string;
}

interface TalkTerms {
  job: RunJob;
  purpose: string;
  /** By name, where it is one who talks. */
  reviewer?: string;
  /** In which words it is talked to; null for the runner's own. */
  prompt: PromptUse | null;
  bounds: ModelBounds;
  /** Where its budgets are. */
  server: AccountOptions['server'];
  signal: AbortSignal;
  record: Recorder;
}

/** A call may think for long, and wait for the server; the run's own time ends it. */
const mostCallMs = 60 * 60_000;
const mostWholeMs = 24 * 3_600_000;

/** The models of an agent for one talk. What was tried in vain stands in the transcript. */
export function openTalkModel(access: ModelAccess, terms: TalkTerms): TalkModel {
  const { job, purpose, reviewer, prompt, bounds, server, signal, record } = terms;
  const spent = nothingSpent(reviewer, prompt);
  let { name } = access;
  const tell = (sentence: string): void => record.notice('info', sentence);
  const account = new Account({ job, reviewer: reviewer ?? null, server, signal, tell });
  const turns = new ServerTurns({ job, server, tell });
  const note = async (call: ModelCall): Promise<void> => {
    addCall(spent, call);
    name = call.answered_by ?? name;
    await account.enter(call, prompt);
  };
  const layer = openModelLayer({
    catalogue: { list: async () => access.candidates.map(({ entry }) => entry) },
    providers: {
      find: async (own) => access.candidates.find((each) => each.access.name === own)?.access ?? null,
    },
    ledger: { record: note },
    ...{ budgets: account, turns },
    ...{ clock: systemClock, breakers: createBreakers(), cache: null },
  });
  const { silenceMs, retries } = bounds;
  const model = routedModel(layer, {
    scope: scopeOf(job, purpose),
    policy: access.policy,
    bounds: { firstByteMs: silenceMs, idleMs: silenceMs, totalMs: mostCallMs, wholeMs: mostWholeMs },
    retry: { most: retries },
    onAttempt: (attempt) => tellFailure(attempt, record),
    onShortened: tellOnce(record),
  });
  return {
    ...{ model, spent },
    get name() {
      return name;
    },
    async end() {
      await layer.unread[Symbol.asyncDispose]();
      await turns.close();
      return metricsOf(spent, await account.close());
    },
    [Symbol.asyncDispose]: () => layer[Symbol.asyncDispose](),
  };
}

const scopeOf = ({ run, task, agent, project }: RunJob, purpose: string) => ({
  ...{ purpose, project_id: project.id, agent_id: agent.id, task_id: task.id, run_id: run.id },
  ...{ discussion_id: null, discussion_turn: null, spec_id: null },
});

/** Said once for what is left out from one time on, not at every step after it. */
function tellOnce(record: Recorder): (leftOut: number) => void {
  let told = 0;
  return (leftOut) => {
    if (leftOut <= told) return;
    told = leftOut;
    record.notice(
      'warning',
      `The model's context is full: its ${leftOut} oldest results of tools are left out of what it is sent${remedies.context_too_long}`,
    );
  };
}

/** What the person in charge of the runner can do about it. */
const remedies: Partial<Record<NonNullable<ModelAttempt['reason']>, string>> = {
  forbidden_address: `; if it stands in your own network, name its host in ${nearHostsVariable} of the runner`,
  context_too_long: `; models of Ollama hold more with ${ollamaContextVariable} of the runner`,
};

function tellFailure({ ref, outcome, reason, detail }: ModelAttempt, record: Recorder): void {
  if (reason === 'aborted' || (outcome !== 'failed' && outcome !== 'skipped')) return;
  const remedy = (reason && remedies[reason]) ?? '';
  record.notice('warning', `${ref} ${detail ?? 'failed'}${remedy}`);
}
