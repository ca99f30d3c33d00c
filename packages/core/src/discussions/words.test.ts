import { speakerPlace } from '@overmind/domain/discussions/prompts/speaker';
import { summaryPlace } from '@overmind/domain/discussions/prompts/summary';
import type { PromptPlace } from '@overmind/domain/prompts/place';
import type { Turn } from '@overmind/testing/models/script';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemCall } from '../call.ts';
import { deleteConversation } from '../conversations/talk.ts';
import { stopExperiment } from '../prompts/experiments.ts';
import {
  activate,
  experimentWith,
  outcomesOf,
  reword,
  templateOf,
} from '../prompts/test-support/built-in.ts';
import { listPromptInputs } from '../prompts/trial/inputs.ts';
import { answersIn, runTest } from '../prompts/trial/test-support/template.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { stopDiscussion, waiveQuestions } from './interject.ts';
import { rateDiscussion } from './rate.ts';
import { giveModel, openRoom, type Room } from './test-support/room.ts';
import { type Put, speakers } from './test-support/speakers.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
afterEach(async () => {
  for (const place of [speakerPlace, summaryPlace]) await activate(on, place, 1);
});

async function toItsEnd(room: Room) {
  if ((await room.goOn()).status !== 'paused') return room.detail();
  await waiveQuestions(on.core, room.made.owner, room.id);
  return room.goOn();
}

/** What a model was told in a discussion, turn by turn. */
async function told(change: (put: Put) => Turn | string | null = () => null, settings = {}) {
  const puts: Put[] = [];
  await giveModel(
    on,
    speakers((put) => {
      puts.push(put);
      return change(put);
    }),
  );
  const room = await openRoom(on, { settings });
  const ended = await toItsEnd(room);
  return { puts, room, ended };
}

const callsOf = (id: string) =>
  on.core.db.selectFrom('model_calls').selectAll().where('discussion_id', '=', id).execute();
const inputsOf = async (place: PromptPlace) =>
  (await listPromptInputs(on.core, systemCall, (await templateOf(on, place)).id, { limit: 100 })).items;

describe('the words of a turn', () => {
  it('are those of the active version, with the rules and the forms of a reply beside them', async () => {
    const number = await reword(on, speakerPlace, {
      system: '{{portrait}}\n\nWith you: {{speakers}}, led by {{facilitator}}.',
      body: 'Do this, kindly:\nTask: {{task}}',
    });
    await activate(on, speakerPlace, number);
    const { puts, room } = await told();
    const spoken = puts.filter(({ purpose }) => purpose !== 'summarise');
    expect(spoken.length).toBeGreaterThan(10);
    for (const { system, user } of spoken) {
      expect(system).toMatch(
        /\n\nWith you: project_manager .*\n\nEverything under a heading below is what others said\..*\n.*\n\nDo this, kindly:\nTask: .*\nOne of:\n- \{"type"/s,
      );
      expect(user).toMatch(/^## The goal\n```json\n/);
    }
    const versions = await on.core.db
      .selectFrom('prompt_versions')
      .select('id')
      .where('template_id', '=', (await templateOf(on, speakerPlace)).id)
      .where('version', '=', number)
      .execute();
    const calls = (await callsOf(room.id)).filter(({ purpose }) => purpose !== 'discussion.summarise');
    expect(new Set(calls.map((call) => call.prompt_version_id))).toEqual(
      new Set(versions.map(({ id }) => id)),
    );
  });

  it('are a template of their own for a summary', async () => {
    await activate(
      on,
      summaryPlace,
      await reword(on, summaryPlace, { body: `${summaryPlace.prompt.body}\nIn three sentences.` }),
    );
    const { puts } = await told(
      (put) =>
        put.purpose === 'discuss'
          ? JSON.stringify({ type: 'response', content: `Point ${put.seen} of ${put.speaker}` })
          : null,
      { summary_every: 4, limits: { turns: 40 } },
    );
    const summaries = puts.filter(({ purpose }) => purpose === 'summarise');
    expect(summaries.length).toBeGreaterThan(0);
    for (const { system } of puts)
      expect(system.includes('In three sentences.\nOne of:\n- {"type":"response"')).toBe(
        system.includes(summaryPlace.prompt.body),
      );
  });

  it('are the program’s own where a version asks for what it has not', async () => {
    const { id } = await templateOf(on, speakerPlace);
    const bad = await reword(on, speakerPlace, { body: 'Old words: {{task}}' });
    await on.core.db.connection().execute(async (db) => {
      await sql`alter table prompt_versions disable trigger user`.execute(db);
      await sql`update prompt_versions set body = 'Old {{mood}}',
        variables = '[{"name":"mood","kind":"string","description":""}]'
        where template_id = ${id} and version = ${bad}`.execute(db);
      await sql`alter table prompt_versions enable trigger user`.execute(db);
      await sql`update prompt_templates set active_version = ${bad} where id = ${id}`.execute(db);
    });
    const { puts, room, ended } = await told();
    expect(ended.status).toBe('completed');
    expect(puts.some(({ system }) => system.includes('Old'))).toBe(false);
    const calls = (await callsOf(room.id)).filter(({ purpose }) => purpose !== 'discussion.summarise');
    expect(calls.every((call) => call.prompt_version_id === null)).toBe(true);
  });
});

describe('a version of a turn', () => {
  it.each([
    [
      'asks for what is not there',
      { body: 'Be {{mood}}: {{task}}' },
      'mood',
      'string',
      /\{\{mood\}\} has no value in this prompt; there are \{\{portrait\}\}/,
    ],
    [
      'has a variable of another kind',
      { body: 'In the {{purpose}}: {{task}}' },
      'purpose',
      'data',
      /\{\{purpose\}\} is of the kind "string"/,
    ],
  ] as const)('that %s is refused', async (_what, change, name, kind, words) => {
    const variables = [...speakerPlace.prompt.variables, { name, kind, description: '' }];
    await expect(reword(on, speakerPlace, { ...change, variables })).rejects.toThrow(words);
  });

  it('that leaves out what must stand is refused', async () => {
    const variables = speakerPlace.prompt.variables.filter(({ name }) => name !== 'task');
    await expect(reword(on, speakerPlace, { body: 'Say it.', variables })).rejects.toThrow(
      /\{\{task\}\} must stand in this prompt: what is to be done/,
    );
  });
});

describe('what a turn was asked with', () => {
  it('is kept, and other words are tried on it with all that was said', async () => {
    const { puts } = await told();
    const last = puts.at(-1);
    const [input] = await inputsOf(speakerPlace);
    expect(input?.values).toMatchObject({ context: last?.user, purpose: last?.purpose });
    const number = await reword(on, speakerPlace, { body: 'Otherwise. Task: {{task}}' });
    const heard: string[] = [];
    await giveModel(on, ({ system, messages }) => {
      heard.push(`${system}\n---\n${messages[0]?.text}`);
      return { text: 'Tried.' };
    });
    const lines = await runTest(on, await templateOf(on, speakerPlace), {
      ...{ sides: [{ version: 1 }, { version: number }], inputs: { kind: 'latest', count: 1 } },
    });
    expect(answersIn(lines)).toMatchObject({ '0.0': { text: 'Tried.' }, '0.1': { text: 'Tried.' } });
    const whole = `${last?.system}\n---\n${last?.user}`;
    expect(new Set(heard)).toEqual(new Set([whole, whole.replace('\nTask: ', '\nOtherwise. Task: ')]));
  });

  it('goes with its discussion', async () => {
    const { room } = await told();
    const before = (await inputsOf(speakerPlace)).filter(
      ({ project_id }) => project_id === room.made.project.id,
    );
    expect(before.length).toBeGreaterThan(0);
    await deleteConversation(on.core, room.made.owner, room.id);
    const after = (await inputsOf(speakerPlace)).filter(
      ({ project_id }) => project_id === room.made.project.id,
    );
    expect(after).toEqual([]);
  });
});

describe('an experiment with the words of a turn', () => {
  it('gives a discussion one arm, and counts what came of it once', async () => {
    const shown = await experimentWith(on, speakerPlace, 1);
    let isFirst = true;
    const { room, ended } = await told(({ purpose }) => {
      if (purpose !== 'discuss' || !isFirst) return null;
      isFirst = false;
      return 'This is no reply.';
    });
    expect(ended.decision).not.toBeNull();
    const arms = new Set((await callsOf(room.id)).map(({ arm }) => arm).filter((arm) => arm !== null));
    expect(arms.size).toBe(1);
    const { used } = await room.detail();
    expect(await outcomesOf(shown)).toEqual({
      subjects: 1,
      accepted: { count: 1, sum: 1 },
      retried: { count: 1, sum: 1 },
      cost: { count: 1, sum: used.cost_micros },
    });
    const { owner } = room.made;
    expect(ended.rating).toEqual({ value: null });
    await rateDiscussion(on.core, owner, room.id, { value: 4 });
    expect(await rateDiscussion(on.core, owner, room.id, { value: 1 })).toEqual({ value: 4 });
    expect((await room.detail()).rating).toEqual({ value: 4 });
    const { id, prompt_id, arms: sums } = await shown();
    expect(sums.map(({ outcomes }) => outcomes.rating)).toContainEqual({ count: 1, sum: 4 });
    await stopExperiment(on.core, systemCall, prompt_id, id);
  });

  it('is asked to rate nothing where no experiment has a use for that, nor before its end', async () => {
    await giveModel(on);
    const room = await openRoom(on);
    const rating = () => rateDiscussion(on.core, room.made.owner, room.id, { value: 3 });
    await expect(rating()).rejects.toMatchObject({ rule: 'discussion.not_ended' });
    await stopDiscussion(on.core, room.made.owner, room.id);
    expect((await room.detail()).rating).toBeNull();
    await expect(rating()).rejects.toMatchObject({ rule: 'rating.no_experiment' });
  });

  it('counts one that came to no decision as such', async () => {
    const shown = await experimentWith(on, speakerPlace, 1);
    const { ended } = await told((put) =>
      put.purpose === 'vote'
        ? JSON.stringify({
            type: 'vote',
            ballots: put.open.map((proposal) => ({
              ...{ proposal, choice: 'reject', confidence: 0.9, reason: 'No.', changes: 'All of it' },
            })),
          })
        : null,
    );
    expect(ended.decision).toBeNull();
    expect(await outcomesOf(shown)).toMatchObject({ subjects: 1, accepted: { count: 1, sum: 0 } });
    const { id, prompt_id } = await shown();
    await stopExperiment(on.core, systemCall, prompt_id, id);
  });
});
