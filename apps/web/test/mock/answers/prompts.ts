import type { Experiment, Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { speakerPlace } from '@overmind/domain/discussions/prompts/speaker';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { reviewerPlace } from '@overmind/domain/runs/prompts/reviewer';
import { ago, user, uuid } from '../fixtures/ids.ts';
import { type Answers, made, ok, page, type Reply, unknown } from './answer.ts';
import { unifiedPatch } from './differ.ts';
import { promptTestAnswers } from './prompt-tests.ts';

const promptId = uuid(22, 1);
const version = (number: number, body: string, note: string): PromptVersion => ({
  ...{ id: uuid(23, number), prompt_id: promptId, number, system: 'You speak for {{speaker}}.', body },
  variables: [
    { name: 'speaker', kind: 'string', description: 'Who speaks' },
    { name: 'goal', kind: 'data', description: '' },
  ],
  ...{ note, created_by_user_id: user.id, created_at: ago(90_000 / number) },
});
const sum = (count: number, total: number) => ({ count, sum: total });
const experiment = (): Experiment => ({
  ...{ id: uuid(24, 1), prompt_id: promptId, name: 'Shorter answers', status: 'running' },
  arms: [
    {
      ...{ name: 'a', version: 1, weight: 1, subjects: 12 },
      outcomes: { accepted: sum(10, 6), retried: sum(10, 5), cost: sum(10, 90_000), rating: sum(0, 0) },
    },
    {
      ...{ name: 'b', version: 2, weight: 3, subjects: 31 },
      outcomes: { accepted: sum(30, 27), retried: sum(30, 3), cost: sum(30, 210_000), rating: sum(2, 9) },
    },
  ],
  ...{ created_at: ago(90_000), started_at: ago(80_000), stopped_at: null },
});

/** Some that the program itself uses, as they come. */
const builtIn = [speakerPlace, reviewerPlace, codingAgentPlace].map(
  ({ prompt: { key, title, description, ...words } }, at) => {
    const id = uuid(22, 50 + at);
    const times = { created_at: ago(99_000), updated_at: ago(99_000) };
    const prompt: Prompt = {
      id,
      key,
      title,
      description,
      active_version: 1,
      latest_version: 1,
      version: 1,
      ...times,
    };
    const first: PromptVersion = {
      ...{ ...words, id: uuid(23, 50 + at), prompt_id: id, number: 1 },
      ...{ created_by_user_id: null, created_at: ago(99_000) },
    };
    return { prompt, first };
  },
);

/** One template with versions that can be added, activated and compared, and experiments between them. */
export function promptAnswers(): Answers {
  const versions = [
    version(2, 'Speak to {{goal}}, briefly.', 'Shorter'),
    version(1, 'Speak to {{goal}}.', ''),
  ];
  const experiments = [experiment()];
  const prompts: Prompt[] = [
    {
      ...{ id: promptId, key: 'discussion.turn', title: 'A turn in a discussion', description: '' },
      ...{
        active_version: 1,
        latest_version: 2,
        version: 3,
        created_at: ago(99_000),
        updated_at: ago(45_000),
      },
    },
    ...builtIn.map((each) => each.prompt),
  ];
  const [prompt] = prompts as [Prompt];
  const textOf = (number: number, part: 'system' | 'body') =>
    versions.find((each) => each.number === number)?.[part] ?? '';
  const withOne =
    (answer: (found: Experiment) => Reply) =>
    ({ path }: { path: string }): Reply => {
      const found = experiments.find(({ id }) => path.includes(id));
      return found === undefined ? unknown : answer(found);
    };
  const answers: Answers = {
    ...promptTestAnswers(),
    'GET /prompts': () => page(prompts),
    'POST /prompts': ({ body }) => {
      const fresh = { ...prompt, id: uuid(22, 1 + prompts.length), key: String(body['key']) };
      prompts.unshift({ ...fresh, title: String(body['title']), active_version: 1, latest_version: 1 });
      return made(prompts[0]);
    },
    'GET /prompts/:id': ({ id }) => ok(prompts.find((each) => each.id === id)),
    'PATCH /prompts/:id': ({ body }) => ok(Object.assign(prompt, body, { version: prompt.version + 1 })),
    'GET /prompts/:id/versions': () => page(versions),
    'POST /prompts/:id/versions': ({ body }) => {
      const number = prompt.latest_version + 1;
      const added = { ...version(number, '', ''), ...body } as PromptVersion;
      versions.unshift(added);
      Object.assign(prompt, { latest_version: number, version: prompt.version + 1 });
      return made(added);
    },
    'POST /prompts/:id/activate': ({ body }) =>
      ok(Object.assign(prompt, { active_version: body['version'], version: prompt.version + 1 })),
    'GET /prompts/:id/diff': ({ query }) => {
      const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
      const patch = (part: 'system' | 'body') => unifiedPatch(textOf(from, part), textOf(to, part));
      return ok({ system: patch('system'), body: patch('body'), variables: '' });
    },
    'GET /prompts/:id/experiments': () => page(experiments),
    'POST /prompts/:id/experiments': ({ body }) => {
      const empty = { accepted: sum(0, 0), retried: sum(0, 0), cost: sum(0, 0), rating: sum(0, 0) };
      const arms = (body['arms'] as object[]).map((arm) => ({ ...arm, subjects: 0, outcomes: empty }));
      const fresh = { ...experiment(), id: uuid(24, 2), name: String(body['name']), arms } as Experiment;
      experiments.unshift({ ...fresh, status: 'draft', started_at: null });
      return made(experiments[0]);
    },
    'POST /prompts/:id/experiments/:other/start': withOne((found) =>
      ok(Object.assign(found, { status: 'running', started_at: ago(0) })),
    ),
    'POST /prompts/:id/experiments/:other/stop': withOne((found) =>
      ok(Object.assign(found, { status: 'stopped', stopped_at: ago(0) })),
    ),
  };
  for (const number of [1, 2, 3, 4])
    answers[`GET /prompts/:id/versions/${number}`] = ({ id }) => {
      const own = builtIn.find(({ prompt: { id: other } }) => other === id);
      const found = own?.first ?? versions.find((each) => each.number === number);
      return found === undefined ? unknown : ok(found);
    };
  return answers;
}
