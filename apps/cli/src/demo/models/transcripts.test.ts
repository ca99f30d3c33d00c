import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiscussionSettings } from '@overmind/contracts/entities/discussion';
import { builtInPersonas } from '@overmind/contracts/entities/persona';
import type { ChoosableAgent } from '@overmind/domain/agents/choose';
import type { DiscussionState, Turn } from '@overmind/domain/discussions/state';
import { hold, Log, persons } from '@overmind/domain/discussions/test-support/driver';
import { toldBy } from '@overmind/domain/discussions/test-support/told';
import { plannerPrompt } from '@overmind/domain/planner/prompt';
import { PlannerReading } from '@overmind/domain/planner/reading';
import { refineWork } from '@overmind/domain/planner/refine';
import { isPlannableWork } from '@overmind/domain/planner/wants';
import type { UnderstandContext } from '@overmind/domain/requests/context';
import { scenes } from '@overmind/domain/requests/corpus/scenes';
import { understand } from '@overmind/domain/requests/understand';
import type { Reply } from '@overmind/testing/models/script';
import { replay } from '@overmind/testing/models/transcripts/replay';
import { readTranscript, type Transcript } from '@overmind/testing/models/transcripts/transcript';
import { beforeAll, describe, expect, it } from 'vitest';
import { programs } from '../../programs.ts';
import { demoSentences } from '../project.ts';

let transcripts: Transcript[];
beforeAll(async () => {
  const folder = programs.demoTranscripts;
  const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
  transcripts = (await Promise.all(texts)).map(readTranscript);
});

/** What the demo's model says to this. */
function answerTo(system: string, user: string): string {
  const turn = replay(transcripts)({
    ...{ format: 'chat', model: 'transcripts', isStreamed: true, tools: [], system },
    messages: [{ role: 'user', text: user }],
  });
  if ('fail' in turn) throw new Error(`Nothing is answered to: ${system}\n${user}`);
  return textOf(turn);
}

const textOf = ({ text = '' }: Reply): string => {
  if (typeof text !== 'string' && Symbol.asyncIterator in text) throw new Error('It is paced.');
  return [...text].join('');
};

const [tests, review, discussion] = demoSentences;
const agent = (name: string, handles: ChoosableAgent['handles']): ChoosableAgent => ({
  ...{ name, role: name, is_enabled: true, handles, paths: [] },
});
const context: UnderstandContext = {
  ...{ ...scenes.shop, tasks: [] },
  agents: [agent('qa', ['test']), agent('reader', ['review', 'research']), agent('backend', ['code_change'])],
};

describe('the transcripts of the demo', () => {
  it('say of themselves that nobody recorded them from a model', () => {
    for (const { head } of transcripts) expect(head).toMatchObject({ recorded_from: null });
    expect(transcripts.map(({ head }) => head.title).join()).toMatch(/^(Scripted demo: [^,]+,?)+$/);
  });

  it('lead a discussion over a question to the user and a second vote to a decision', () => {
    expect(understand(discussion, context).requests[0]?.intent).toBe('discuss');
    const log = new Log();
    log.act({
      ...{ type: 'opened', goal: 'How prices are rounded after a discount', speakers: [...persons] },
      ...{ facilitator: 'project_manager', settings: DiscussionSettings.parse({}) },
    });
    const voices = (speaker: string) => (turn: Turn, state: DiscussionState) => {
      const persona = builtInPersonas.find(({ key }) => key === speaker);
      if (persona === undefined) throw new Error(`${speaker} is not known.`);
      const { system, user } = toldBy(state, turn, persona);
      return answerTo(system, user);
    };
    hold({ voices, answers: () => 'Yes, and nobody pays more than promised.' }, log);
    expect(log.state.ending).toMatchObject({
      status: 'completed',
      record: { proposal: 'P2', round: 2, dissent: [{ by: 'creative_strategist' }] },
    });
    expect(log.state.ending?.record?.next_actions).toHaveLength(3);
    const types = log.events.map(({ type }) => type);
    expect(types).toContain('user_spoke');
    expect(types.filter((type) => ['turn_refused', 'turn_skipped'].includes(type))).toEqual([]);
  });

  it.each([
    [tests, ['test', 'code_change']],
    [review, ['review']],
  ])('write the tasks of "%s" as the rules can take them', (sentence, types) => {
    const planned = understand(sentence, context)
      .requests.filter(isPlannableWork)
      .flatMap(({ tasks }) => tasks);
    const said = answerTo(plannerPrompt.system, plannerPrompt.body.replace('{{said}}', sentence));
    const { tasks } = PlannerReading.parse(JSON.parse(said));
    const refined = refineWork(planned, tasks, { agents: context.agents, autoAccepted: ['test'] });
    expect(refined?.map(({ type }) => type)).toEqual(types);
    expect(refined?.every(({ acceptance_criteria }) => acceptance_criteria.length > 0)).toBe(true);
  });

  it('say of the task that fails at first that this is intended', () => {
    const said = answerTo(plannerPrompt.system, plannerPrompt.body.replace('{{said}}', tests));
    const [first] = PlannerReading.parse(JSON.parse(said)).tasks;
    expect(first?.title).toBe('Run the tests (one fails at first, by intent)');
    expect(first?.description).toMatch(/by intent: .* the next task mends it/);
  });

  it('leave other work to the rules', () => {
    const said = answerTo(plannerPrompt.system, 'Add a wishlist page');
    expect(PlannerReading.parse(JSON.parse(said))).toEqual({ tasks: [], sentences: [] });
  });
});
