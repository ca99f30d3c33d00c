import type { RunJob } from '@overmind/contracts/entities/run';
import { runMarker } from './tree.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const passedOn = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ)$/;
const looksSecret = /(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS|KEY)$/i;
const shortestSecret = 6;

export interface RunEnvironment {
  variables: Record<string, string>;
  /** Values that may never be written or sent. */
  secrets: string[];
  /** Sentences for the run's log: names that are not set, values too short to hide. */
  notes: string[];
}

/** What an agent's commands may see of the runner's environment: an allow-list and the names its config gives. */
export function runEnvironment(job: RunJob, own: Environment, tmpDir: string, token: string): RunEnvironment {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(own))
    if (value !== undefined && passedOn.test(name)) variables[name] = value;
  const notes: string[] = [];
  const secrets = token.length >= shortestSecret ? [token] : [];
  const { env, secrets: secretNames } = job.agent.config;
  for (const name of new Set([...env, ...secretNames])) {
    const value = isOurs(name) ? undefined : own[name];
    if (value === undefined || value === token) {
      notes.push(`${name} is not set on this runner, so the commands don't get it.`);
      continue;
    }
    variables[name] = value;
    if (!secretNames.includes(name) && !looksSecret.test(name)) continue;
    if (value.length >= shortestSecret) secrets.push(value);
    else
      notes.push(
        `The value of ${name} is shorter than ${shortestSecret} characters and cannot be hidden in the log.`,
      );
  }
  const fixed = {
    TERM: 'dumb',
    TMPDIR: tmpDir,
    CI: '1',
    OVERMIND_TASK_KEY: job.task.key,
    [runMarker]: job.run.id,
  };
  return { variables: { ...variables, ...fixed }, secrets, notes };
}

const isOurs = (name: string): boolean => name.startsWith('OVERMIND_') || name.startsWith('RUNNER_');
