import type { Agent } from '@overmind/contracts/entities/agent';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Evidence, LogLine, Run, StepResult } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { Snapshot } from '@overmind/contracts/routes/projects';

const now = Date.now();
export const ago = (seconds: number): string => new Date(now - seconds * 1_000).toISOString();
export const uuid = (kind: number, number: number): string =>
  `0190a000-0000-7000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;

export const projectId = uuid(1, 1);
export const conversationId = uuid(2, 1);
export const user = { id: uuid(3, 1), email: 'ada@example.com', display_name: 'Ada Lovelace', is_admin: true, is_active: true, created_at: ago(9e6) };

const command = (name: string, ...run: string[]) => ({ name, run, timeout_s: 600, allow_failure: false, cwd: '.' });
const agent = (number: number, name: string, handles: Agent['config']['handles'], commands: Agent['config']['commands'], isEnabled = true): Agent => ({
  id: uuid(4, number),
  project_id: projectId,
  name,
  role: name,
  type: 'local',
  is_enabled: isEnabled,
  config: {
    executor: 'commands',
    handles,
    commands,
    checks: name === 'infra' ? [] : [command('lint', 'npm', 'run', 'lint'), command('types', 'npx', 'tsc', '--noEmit')],
    paths: [],
    max_attempts: name === 'qa' ? 2 : 1,
    concurrency: 1,
    env: [],
    secrets: [],
    network: 'full',
    max_output_mb: 64,
    max_wall_s: 3_600,
  },
  version: 1,
  created_at: ago(9e5),
  updated_at: ago(9e5),
});
export const agents = [
  agent(1, 'frontend', ['code_change'], [command('implement', 'node', 'scripts/agent.mjs', '--area', 'web app')]),
  agent(2, 'backend', ['code_change', 'doc'], [command('implement', 'node', 'scripts/agent.mjs', '--area', 'api')]),
  agent(3, 'qa', ['test', 'review'], [command('unit', 'npm', 'test'), command('e2e', 'npx', 'playwright', 'test')]),
  agent(4, 'infra', ['infra'], [], false),
];

const step = (name: string, kind: StepResult['kind'], status: StepResult['status']): StepResult => ({
  name,
  kind,
  run: ['npm', 'run', name],
  status,
  exit_code: status === 'passed' ? 0 : status === 'failed' ? 1 : null,
  duration_ms: 4_200,
  log_from_seq: 1,
  log_to_seq: 40,
});
const evidence = (name: string, exitCode: number, tests: Evidence['tests'] = null): Evidence => ({
  name,
  kind: 'check',
  run: ['npm', 'run', name],
  exit_code: exitCode,
  duration_ms: 12_400,
  log_from_seq: 1,
  log_to_seq: 40,
  excerpt: exitCode === 0 ? ' Test Files  12 passed (12)\n      Tests  148 passed (148)' : 'AssertionError: expected 401 to be 200\n  at login.test.ts:42:18',
  tests,
});

const run = (number: number, taskNumber: number, status: Run['status'], patch: Partial<Run> = {}): Run => ({
  id: uuid(6, number),
  project_id: projectId,
  task_id: uuid(5, taskNumber),
  agent_id: uuid(4, 1 + (number % 3)),
  runner_id: uuid(7, 1),
  attempt: 1,
  status,
  reason: status === 'completed' ? 'ok' : status === 'failed' ? 'check_failed' : null,
  status_detail: null,
  branch: `overmind/SHOP-${taskNumber}-1`,
  base_commit: '9f1c2ab7d0e4',
  head_commit: status === 'completed' ? 'c0ffee51a9bd77e2' : null,
  steps: [step('implement', 'command', 'passed'), step('unit', 'command', 'passed'), step('lint', 'check', 'passed')],
  exit_code: null,
  summary: null,
  evidence: [],
  metrics: {},
  log_seq: 0,
  cancel_requested_at: null,
  created_at: ago(400),
  started_at: ago(187),
  finished_at: null,
  ...patch,
});
const ended = (minutes: number) => ({ finished_at: ago(minutes * 60), started_at: ago(minutes * 60 + 94), metrics: { wall_ms: 94_000, files_changed: 4, insertions: 86, deletions: 23 } });
const good = [evidence('unit', 0, { passed: 148, failed: 0, skipped: 2 }), evidence('lint', 0), evidence('types', 0)];
export const runs: Run[] = [
  run(1, 4, 'streaming', {
    steps: [step('implement', 'command', 'passed'), step('unit', 'command', 'running'), step('e2e', 'command', 'pending'), step('lint', 'check', 'pending'), step('types', 'check', 'pending')],
    log_seq: 100_000,
  }),
  run(2, 5, 'streaming', { steps: [step('implement', 'command', 'running'), step('lint', 'check', 'pending'), step('types', 'check', 'pending')], started_at: ago(41), log_seq: 60 }),
  run(3, 7, 'completed', { ...ended(12), summary: 'Tokens are rotated; the old one works for 30 s.', evidence: good, log_seq: 60 }),
  run(4, 8, 'completed', { ...ended(34), summary: '14 snapshots renewed.', evidence: good.slice(0, 2), log_seq: 60 }),
  run(5, 12, 'failed', { ...ended(58), status_detail: 'Check “unit” failed with exit code 1: 3 of 151 tests failed.', evidence: [evidence('unit', 1, { passed: 148, failed: 3, skipped: 0 })], steps: [step('implement', 'command', 'passed'), step('unit', 'check', 'failed')], log_seq: 60 }),
  run(6, 9, 'completed', { ...ended(190), summary: 'README explains the set-up.', evidence: good.slice(1, 2), log_seq: 60 }),
];

const task = (number: number, title: string, status: Task['status'], patch: Partial<Task> = {}): Task => ({
  id: uuid(5, number),
  key: `SHOP-${number}`,
  project_id: projectId,
  title,
  description: 'Users are signed out in the middle of a checkout when the token expires. Rotate the refresh token on use and keep the **old one** valid for 30 s.\n\n- no change to `/api/login`\n- see `src/auth/session.ts`',
  acceptance_criteria: ['A rotated token works', 'The old token works for 30 s, then not', 'All tests pass'],
  type: 'code_change',
  phase: null,
  priority: 3,
  status,
  status_reason: null,
  assigned_agent_id: uuid(4, 1),
  depends_on: [],
  request_id: null,
  parent_task_id: null,
  spec_id: null,
  latest_run_id: runs.find((each) => each.task_id === uuid(5, number))?.id ?? null,
  requested_by: 'chat',
  created_by_user_id: user.id,
  due_at: null,
  version: 3,
  created_at: ago(86_400 - number * 600),
  updated_at: ago(3_600 * 5 - number * 900),
  ...patch,
});
export const tasks: Task[] = [
  task(1, 'Add rate limits to the public search endpoint', 'queued', { priority: 2, assigned_agent_id: uuid(4, 2) }),
  task(2, 'Write end-to-end tests for the checkout', 'queued', { type: 'test', assigned_agent_id: uuid(4, 3), depends_on: [uuid(5, 4)], status_reason: 'Waits for SHOP-4' }),
  task(3, 'Describe the webhook payloads', 'queued', { type: 'doc', priority: 4, assigned_agent_id: uuid(4, 2) }),
  task(4, 'Run the whole test suite and fix what fails', 'in_progress', { type: 'test', priority: 1, assigned_agent_id: uuid(4, 3) }),
  task(5, 'Make all buttons blue', 'in_progress'),
  task(6, 'Move the image store to S3', 'blocked', { type: 'infra', assigned_agent_id: uuid(4, 4), status_reason: 'Waits for the bucket credentials from Grace' }),
  task(7, 'Rotate refresh tokens without signing people out', 'needs_review', { priority: 2, assigned_agent_id: uuid(4, 2), depends_on: [uuid(5, 9)] }),
  task(8, 'Renew the snapshot tests of the cart', 'needs_review', { type: 'test', assigned_agent_id: uuid(4, 3) }),
  task(9, 'Explain the set-up in the README', 'done', { type: 'doc', assigned_agent_id: uuid(4, 2) }),
  task(10, 'Compare three payment providers', 'done', { type: 'research' }),
  task(11, 'Remove the unused colour tokens', 'done'),
  task(12, 'Sign-in answers 401 for valid sessions', 'failed', { priority: 1, assigned_agent_id: uuid(4, 2), status_reason: 'Check “unit” failed: 3 of 151 tests' }),
];

const message = (number: number, role: Message['role'], content: string, patch: Partial<Message> = {}): Message => ({
  id: uuid(8, number),
  conversation_id: conversationId,
  role,
  sender_id: null,
  message_type: 'chat',
  content,
  content_format: role === 'user' ? 'plain' : 'markdown',
  parent_message_id: null,
  requires_user_response: false,
  related_task_id: null,
  links: { tasks: [], choices: [] },
  created_at: ago(3_000 - number * 300),
  ...patch,
});
const linkTo = (number: number) => {
  const { id, key, title } = tasks[number - 1] as Task;
  return { id, key, title };
};
export const messages: Message[] = [
  message(1, 'user', 'Run the whole test suite and fix what fails, then write end-to-end tests for the checkout (urgent)'),
  message(2, 'relayer', 'Two tasks, the second waits for the first. **qa** has begun.', { links: { tasks: [linkTo(4), linkTo(2)], choices: [] } }),
  message(3, 'user', 'make all buttons blue'),
  message(4, 'relayer', 'Added for **frontend**; it touches `src/components/button.tsx` and 3 other files.', { links: { tasks: [linkTo(5)], choices: [] } }),
  message(5, 'orchestrator', 'The run of SHOP-12 failed: check `unit` found 3 failing tests.', { links: { tasks: [linkTo(12)], choices: [] } }),
  message(6, 'user', 'cancel it'),
  message(7, 'relayer', 'Which one do you mean?', {
    links: { tasks: [], choices: [{ label: 'SHOP-4 Run the whole test suite', say: '/cancel SHOP-4' }, { label: 'SHOP-5 Make all buttons blue', say: '/cancel SHOP-5' }] },
  }),
];

export const snapshot = (): Snapshot => ({
  seq: 100,
  project: {
    id: projectId,
    key: 'SHOP',
    name: 'Shop',
    description: 'The web shop',
    default_repo_path: '/home/ada/code/shop',
    settings: { auto_accept: ['test'], base_branch: null, concurrency: 4, orchestration: 'running' },
    my_role: 'owner',
    version: 1,
    created_at: ago(9e6),
    updated_at: ago(900),
    archived_at: null,
  },
  agents,
  tasks,
  task_counts: { queued: 3, in_progress: 2, blocked: 1, needs_review: 2, done: 3, failed: 1, canceled: 0 },
  runs,
  runners: [
    { id: uuid(7, 1), name: 'ada-laptop', labels: [], version: '0.1.0', platform: 'linux x64', capacity: 4, allowed_roots: ['/home/ada/code'], last_heartbeat_at: ago(4), status: 'online', created_at: ago(9e5) },
    { id: uuid(7, 2), name: 'build-box', labels: ['gpu'], version: '0.1.0', platform: 'linux arm64', capacity: 8, allowed_roots: ['/srv'], last_heartbeat_at: ago(61), status: 'stale', created_at: ago(9e5) },
  ],
  conversation: { id: conversationId, project_id: projectId, kind: 'chat', title: 'Chat', mode: 'text', created_by_user_id: user.id, created_at: ago(9e5), updated_at: ago(9e5), archived_at: null },
  messages,
  state: { id: uuid(9, 42), project_id: projectId, version: 42, state_format: 'yaml', content_hash: 'ab'.repeat(32), created_by_user_id: null, cycle_id: null, reason: 'a run ended', created_at: ago(700) },
  cycle: null,
});

const colours = ['\u001b[32m✓\u001b[0m', '\u001b[31m✗\u001b[0m', '\u001b[33m⚠\u001b[0m'];
export function logLine(seq: number): LogLine {
  const lines: Record<number, string> = {
    3: '\u001b[1m\u001b[36m RUN \u001b[0m vitest v4.1.12 /home/ada/code/shop',
    7: '\u001b]0;stolen title\u0007<script>alert(1)</script> <img src=x onerror=alert(2)>',
    8: 'user\u202Etxt.exe and zero\u200Bwidth',
    9: '\u001b[38;5;208m256 colours\u001b[0m and \u001b[38;2;120;200;255mtrue colour\u001b[0m \u001b[41mon red\u001b[0m',
  };
  const failing = seq % 37 === 0;
  const text = lines[seq] ?? `${colours[failing ? 1 : seq % 11 === 0 ? 2 : 0]} src/checkout/cart-${seq % 97}.test.ts \u001b[2m(${1 + (seq % 9)} tests)\u001b[0m ${failing ? 'AssertionError: expected 401 to be 200' : `${seq % 80} ms`}`;
  return { seq, stream: failing ? 'stderr' : seq < 3 ? 'system' : 'stdout', message: text, created_at: ago(180 - seq / 1_000) };
}

export const diff = `diff --git a/src/auth/session.ts b/src/auth/session.ts
index 9f1c2ab..c0ffee5 100644
--- a/src/auth/session.ts
+++ b/src/auth/session.ts
@@ -10,8 +10,11 @@ export function refresh(session: Session) {
   const token = newToken();
-  session.token = token;
-  revoke(session.previous);
+  session.previous = session.token;
+  session.token = token;
+  // Two tabs may refresh at once: the old token lives on for a moment.
+  revokeLater(session.previous, graceMs);
   return token;
 }
 
 export const lifetimeMs = 15 * 60_000;
+export const graceMs = 30_000;
`;

export const stateYaml = `project:
  name: Shop
  status: waiting_for_review
  repositories:
    - /home/ada/code/shop
summary:
  current_focus: Run the whole test suite and fix what fails
  last_update: "2026-01-16T16:10:00Z"
  progress:
    total: 12
    done: 3
    failed: 1
    canceled: 0
tasks:
  active:
    - key: SHOP-4
      title: Run the whole test suite and fix what fails
      type: test
      priority: 1
      agent: qa
  blocked:
    - key: SHOP-6
      title: Move the image store to S3
      reason: Waits for the bucket credentials from Grace
specs: []
risks: []
notes: ""
`;
