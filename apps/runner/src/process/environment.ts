import type { RunJob } from '@overmind/contracts/entities/run';
import { SecretRoom } from '../output/bound-secrets.ts';
import { runMarker } from './tree.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const passedOn = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_[A-Z]+|TZ)$/;
const looksSecret = /(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS|KEY)$/i;
const shortestSecret = 6;
/** The kernel takes 128 KiB for one variable, and refuses to start any program with more. */
const mostValueBytes = 32 * 1024;
const mostBytes = 256 * 1024;

export interface RunEnvironment {
  variables: Record<string, string>;
  /** Values that may never be written or sent. */
  secrets: string[];
  /** Sentences for the run's log: names that are not set, values too long to pass on or too short to hide. */
  notes: string[];
}

/** What of a job decides about its variables. */
export interface EnvironmentNeeds {
  agent: { config: Pick<RunJob['agent']['config'], 'env' | 'secrets'> };
  task: { key: string };
  run: { id: string };
}

/** What an agent's commands may see of the runner's environment: an allow-list and the names its config gives. */
export function runEnvironment(
  job: EnvironmentNeeds,
  own: Environment,
  tmpDir: string,
  token: string,
): RunEnvironment {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(own))
    if (value !== undefined && passedOn.test(name)) variables[name] = value;
  const notes: string[] = [];
  const secrets = token.length >= shortestSecret ? [token] : [];
  const room = { bytes: mostBytes, secrets: new SecretRoom() };
  const { env, secrets: secretNames } = job.agent.config;
  for (const name of new Set([...env, ...secretNames])) {
    const value = isOurs(name) ? undefined : own[name];
    if (value === undefined || value === token) {
      notes.push(`${name} is not set on this runner, so the commands don't get it.`);
      continue;
    }
    const isSecret = secretNames.includes(name) || looksSecret.test(name);
    const refusal = refusalOf(value, isSecret, room);
    if (refusal !== null) {
      notes.push(`The value of ${name} ${refusal}, so the commands don't get it.`);
      continue;
    }
    variables[name] = value;
    if (!isSecret) continue;
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

/** Why a value is not passed on; what it takes of the room is taken when it is. */
function refusalOf(
  value: string,
  isSecret: boolean,
  room: { bytes: number; secrets: SecretRoom },
): string | null {
  const bytes = Buffer.byteLength(value);
  if (bytes > mostValueBytes) return `is longer than ${mostValueBytes / 1024} KiB`;
  if (bytes > room.bytes)
    return `is too long together with those before it (${mostBytes / 1024} KiB for all)`;
  if (isSecret && !room.secrets.take(value))
    return 'is longer than can be hidden in the log, alone or with the other secrets; keep it in a file that RUNNER_READABLE names';
  room.bytes -= bytes;
  return null;
}

const isOurs = (name: string): boolean => name.startsWith('OVERMIND_') || name.startsWith('RUNNER_');
