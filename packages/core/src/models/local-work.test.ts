import { ModelCallScope, ModelPolicy, type ModelPrivacy } from '@overmind/contracts/entities/model';
import { TryRequest } from '@overmind/contracts/entities/model-catalogue';
import { builtInPersonas, PersonaEdit } from '@overmind/contracts/entities/persona';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import { callModel } from '@overmind/models/call-model';
import type { Turn } from '@overmind/testing/models/script';
import type { ModelServer } from '@overmind/testing/models/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import { createConversation, postMessage } from '../conversations/talk.ts';
import { stepDiscussion } from '../discussions/drive.ts';
import { putPersona } from '../discussions/personas.ts';
import { openRoom } from '../discussions/test-support/room.ts';
import { readWholeCalls } from '../model-calls/test-support/calls.ts';
import { updateProject } from '../projects/update.ts';
import { removeProvider } from '../providers/change.ts';
import { planRequest, understandRequest } from '../requests/understand.ts';
import { type MadeProject, makeProject, userCall } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { forgetFailures, openProvider, requestOf, untilHeard } from './test-support/gateway.ts';
import { tryModels } from './try.ts';

/*
 * The clouds stand on this machine, where nobody declared that they pass nothing on: they can be reached, so that nothing
 * but the rule keeps work from them.
 */

const kinds = ['openrouter', 'anthropic', 'openai'] as const;
const everywhere = ['one', ...kinds].map((name) => `${name}/scripted`);
const admin = userCall('00000000-0000-7000-8000-00000000000a');

let on: TestCore;
let made: MadeProject;
let clouds: ModelServer[];
/** By the words of who asks. */
let asked: ModelPrivacy;
beforeAll(async () => {
  on = await startTestCore();
  clouds = [];
  for (const kind of kinds)
    clouds.push(
      await openProvider(on, () => ({ text: 'From far away.' }), { name: kind, kind, isUndeclared: true }),
    );
});
afterAll(async () => {
  await on.stop();
  for (const cloud of clouds) await cloud.close();
});
beforeEach(async () => {
  made = await makeProject(on.core);
  asked = 'any';
  forgetFailures(on.core, 'one');
});

const heardOf = () => clouds.reduce((sum, { calls }) => sum + calls.length, 0);
const setProject = (settings: Partial<ProjectSettings>) =>
  updateProject(on.core, made.owner, made.project.id, { settings });

const callAsAgent = () =>
  callModel(
    on.core.models,
    requestOf(everywhere, {
      scope: ModelCallScope.parse({
        ...{ purpose: 'run.review', project_id: made.project.id, agent_id: made.agent.id },
      }),
      bounds: { firstByteMs: 1_000 },
    }),
  ).catch(() => {});

const tryAsked = () =>
  tryModels(
    on.core,
    TryRequest.parse({
      ...{
        prompt: 'Say a number.',
        project_id: made.project.id,
        policy: { privacy: asked, prefer: everywhere },
      },
    }),
    // Not before a model was asked, however busy the machine is.
    AbortSignal.timeout(Math.max(on.core.settings.plannerMs, 5_000)),
  ).catch(() => {});

const setPlanner = (privacy: ModelPrivacy) =>
  setProject({ planner: { uses_model: true, policy: ModelPolicy.parse({ privacy, prefer: everywhere }) } });

/** Says something that a model is asked about. */
async function plan(): Promise<void> {
  const { id } = await createConversation(on.core, made.owner, made.project.id, {
    ...{ title: 'Chat', mode: 'text' },
  });
  await postMessage(on.core, made.owner, id, 'Add a wishlist page');
  const { rows } = await on.database.pool.query('select id from requests where conversation_id = $1', [id]);
  await understandRequest(on.core, rows[0].id);
  await planRequest(on.core, rows[0].id);
}

const speakers = builtInPersonas.slice(0, 2);
async function setPersonas(privacy: ModelPrivacy): Promise<void> {
  for (const { key, ...persona } of speakers) {
    const edit = PersonaEdit.parse({ ...persona, model_policy: { privacy, prefer: everywhere } });
    await putPersona(on.core, { ...made.owner, ifMatch: null }, made.project.id, key, edit);
  }
}
async function discuss(): Promise<void> {
  const agents = speakers.map(({ key }) => key);
  const room = await openRoom(on, { agents, settings: { limits: { turns: 4 } } }, made);
  await stepDiscussion(on.core, room.id);
}

interface Source {
  ask: () => Promise<unknown>;
  /** What lets it go to a cloud, and what forbids that. */
  allow?: () => Promise<unknown>;
  forbid: () => Promise<unknown>;
}
const keepAsked = async (): Promise<void> => {
  asked = 'local_only';
};
const keepProject = () => setProject({ model_privacy: 'local_only' });
const sources: readonly [whose: string, Source][] = [
  ['its project', { ask: callAsAgent, forbid: keepProject }],
  [
    'its repository',
    {
      ask: callAsAgent,
      forbid: () =>
        setProject({ repository_privacy: { [made.project.default_repo_path ?? '']: 'local_only' } }),
    },
  ],
  [
    'its agent',
    {
      ask: callAsAgent,
      forbid: () =>
        updateAgent(on.core, made.owner, made.agent.id, {
          config: { ...made.agent.config, model_policy: { privacy: 'local_only', prefer: [] } },
        }),
    },
  ],
  [
    'the rule for its kind',
    {
      ask: callAsAgent,
      forbid: () => setProject({ model_rules: { 'run.review': { privacy: 'local_only' } } }),
    },
  ],
  ['who asks', { ask: tryAsked, forbid: keepAsked }],
  [
    'the policy of the planner',
    { ask: plan, allow: () => setPlanner('any'), forbid: () => setPlanner('local_only') },
  ],
  [
    'the project of the planner',
    {
      ...{ ask: plan, allow: () => setPlanner('any') },
      forbid: () => setPlanner('any').then(keepProject),
    },
  ],
  [
    'the speakers of a discussion',
    { ask: discuss, allow: () => setPersonas('any'), forbid: () => setPersonas('local_only') },
  ],
  [
    'the project of a discussion',
    {
      ...{ ask: discuss, allow: () => setPersonas('any') },
      forbid: () => setPersonas('any').then(keepProject),
    },
  ],
];

/** The one local model of all who ask, until the group of tests is over. */
function withLocal(turn: Turn | null): void {
  let local: ModelServer;
  beforeAll(async () => {
    local = await openProvider(on, () => turn ?? { text: '' }, { name: 'one' });
    await on.core.models.checks.check('one');
    if (turn === null) await local.close();
  });
  afterAll(async () => {
    await untilHeard(on.core, () => removeProvider(on.core, admin, 'one'));
    await local.close();
  });
}

describe('where the local model fails and nothing forbids it', () => {
  withLocal({ fail: 'status', status: 400 });
  it.each(sources)('a cloud gets work that %s could keep here', async (_whose, { allow, ask }) => {
    const before = heardOf();
    await allow?.();
    await ask();
    expect(heardOf()).toBeGreaterThan(before);
  });
});

describe.each<[how: string, Turn | null]>([
  ['cannot be reached', null],
  ['is silent', { text: '', heldUntil: new Promise(() => {}) }],
  ['takes no more calls', { fail: 'status', status: 429, retryAfterSeconds: 600 }],
  ['breaks off', { fail: 'cut', reply: { text: ['one ', 'two ', 'three'] } }],
  ['sends invalid JSON', { fail: 'invalid_json' }],
])('where the local model %s', (_how, turn) => {
  withLocal(turn);
  beforeAll(() => {
    Object.assign(on.core.settings, { plannerMs: 1_000, replyMs: 1_000 });
  });

  it.each(sources)('no cloud gets work that %s keeps here', async (_whose, { forbid, ask }) => {
    const before = heardOf();
    await forbid();
    await ask();
    expect(heardOf()).toBe(before);
    const calls = await readWholeCalls(on.core, made.project.id);
    expect(calls.length).toBeGreaterThan(0);
    for (const { excluded, attempts, answered_by } of calls) {
      const kept = excluded.map(({ ref, reason }) => `${ref} ${reason}`).sort();
      expect(kept).toEqual(['anthropic', 'openai', 'openrouter'].map((name) => `${name}/scripted not_local`));
      expect(new Set(attempts.map(({ ref }) => ref))).toEqual(new Set(['one/scripted']));
      expect(answered_by).toBeNull();
    }
  });
});
