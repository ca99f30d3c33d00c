import type { Run } from '@overmind/contracts/entities/run';
import type { Runner } from '@overmind/contracts/entities/runner';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { carries } from '@overmind/domain/scheduling/labels';
import { rootsHold } from '@overmind/domain/scheduling/roots';
import { runWaits as text } from '#text/run-walk.ts';

export interface Wait {
  words: string;
  /** Where it can be changed; null where it passes by itself. */
  place: 'settings' | 'runners' | 'agents' | null;
}

const isThere = ({ status }: Runner): boolean => status === 'online' || status === 'stale';

/** Why no runner has taken a queued run, as the snapshot tells. */
export function whyWaits(view: Pick<Snapshot, 'project' | 'agents' | 'runners'>, run: Run): Wait {
  const { project, agents, runners } = view;
  const agent = agents.find(({ id }) => id === run.agent_id);
  if (project.settings.orchestration === 'paused') return { words: text.paused, place: 'settings' };
  if (agent?.is_enabled === false) return { words: text.disabled(agent.name), place: 'agents' };
  const connected = runners.filter((runner) => isThere(runner) || runner.status === 'draining');
  if (connected.length === 0) return { words: text.noRunner, place: 'runners' };
  const repository = agent?.config.repo_path ?? project.default_repo_path ?? '';
  const offering = connected.filter(({ allowed_roots }) => rootsHold(allowed_roots, repository));
  if (offering.length === 0) return { words: text.notOffered(repository), place: 'runners' };
  const needed = agent?.config.labels ?? [];
  const carrying = offering.filter(({ labels }) => carries(labels, needed));
  if (carrying.length === 0) return { words: text.notCarried(needed.join(', ')), place: 'runners' };
  const taking = carrying.filter(isThere);
  if (taking.length === 0)
    return { words: text.draining(carrying.map(({ name }) => name).join(', ')), place: 'runners' };
  const live = taking.reduce((total, { live_runs }) => total + live_runs, 0);
  const places = taking.reduce((total, { capacity }) => total + capacity, 0);
  return live >= places ? { words: text.full(live, places), place: null } : { words: text.soon, place: null };
}
