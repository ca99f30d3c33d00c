import { randomUUID } from 'node:crypto';
import {
  type Spec,
  type SpecPhase,
  type SpecPhaseChange,
  SpecPhaseName,
  specPhases,
} from '@overmind/contracts/entities/spec';
import { ago, user } from '../fixtures/ids.ts';
import { phaseTexts, specs } from '../fixtures/specs.ts';
import type { Feed } from '../socket.ts';
import { type Answers, type Call, made, ok, page, problem, type Reply, unknown } from './answer.ts';

const notStored = problem(409, 'conflict', 'It could not be stored.');

/** Specs by the rules of the real ones, as far as pages can tell; texts live as long as the process. */
export function specAnswers(feed: Feed): Answers {
  const known = structuredClone(specs);
  const texts = new Map(Object.entries(phaseTexts).map(([place, text]) => [place, [text]]));
  const textsOf = (id: string, phase: SpecPhaseName) => texts.get(`${id} ${phase}`) ?? [];
  const withOne =
    (answer: (spec: Spec, call: Call) => Reply) =>
    (call: Call): Reply => {
      const found = known.find(({ id }) => id === call.id);
      return found === undefined ? unknown : answer(found, call);
    };
  const withPhase = (answer: (spec: Spec, phase: SpecPhase, call: Call) => Reply) =>
    withOne((spec, call) => {
      const name = SpecPhaseName.parse(/\/phases\/([a-z]+)/.exec(call.path)?.[1]);
      const line = spec.phases.find(({ phase }) => phase === name);
      if (line === undefined) return unknown;
      return answer(
        spec,
        { ...line, spec_id: spec.id, output_markdown: textsOf(spec.id, name).at(-1) ?? '' },
        call,
      );
    });
  const change = (spec: Spec, phase: SpecPhase, patch: Partial<SpecPhase>): SpecPhaseChange => {
    const after = { ...phase, ...patch };
    const { spec_id: _spec, output_markdown: _text, ...line } = after;
    const place = specPhases.indexOf(phase.phase);
    const isUndone = (index: number): boolean =>
      after.status !== 'approved' && index > place && spec.phases[index]?.status === 'approved';
    const reopened = specPhases.filter((_, index) => isUndone(index));
    spec.phases = spec.phases.map((each, index) =>
      index === place ? line : isUndone(index) ? { ...each, status: 'reopened' } : each,
    );
    const open = spec.phases.find(({ status }) => status !== 'approved');
    Object.assign(spec, {
      phase: open?.phase ?? 'sync',
      status: open === undefined ? 'completed' : 'active',
    });
    feed.event('spec.updated', spec.id, structuredClone(spec));
    return { spec: structuredClone(spec), phase: after, reopened };
  };
  const move = (archived_at: string | null) =>
    withOne((spec) => {
      Object.assign(spec, { archived_at });
      feed.event('spec.updated', spec.id, { archived_at });
      return ok(spec);
    });
  return {
    'GET /projects/:id/specs': ({ query }) => {
      const status = query.get('status');
      const isArchive = query.get('archived') === 'true';
      const shown = known.filter((each) => (each.archived_at !== null) === isArchive);
      return page(shown.filter((each) => status === null || each.status === status));
    },
    'POST /projects/:id/specs': ({ body }) => {
      const [first] = specs;
      if (first === undefined) return unknown;
      const goal = String(body['goal']);
      const number = known.length + 1;
      const begun = { ...structuredClone(first), ...{ id: randomUUID(), goal, title: goal, number } };
      known.unshift({ ...begun, key: `SPEC-${number}` });
      return made(known[0]);
    },
    'GET /specs/:id': withOne((spec) => ok(spec)),
    'PATCH /specs/:id': withOne((spec, { body }) => {
      Object.assign(spec, body, { version: spec.version + 1 });
      return ok(spec);
    }),
    'POST /specs/:id/archive': move(ago(0)),
    'POST /specs/:id/unarchive': move(null),
    'GET /specs/:id/phases/:phase': withPhase((_spec, phase) => ok(phase)),
    'PUT /specs/:id/phases/:phase': withPhase((spec, phase, { body }) => {
      const output_markdown = String(body['output_markdown']);
      if (output_markdown === 'somebody was faster') {
        texts.set(`${spec.id} ${phase.phase}`, [...textsOf(spec.id, phase.phase), 'Theirs']);
        change(spec, phase, { version: phase.version + 1, status: 'draft' });
        return problem(412, 'version_mismatch', 'Someone changed this since you loaded it.');
      }
      if (output_markdown === 'not to be stored') return notStored;
      texts.set(`${spec.id} ${phase.phase}`, [...textsOf(spec.id, phase.phase), output_markdown]);
      const edited = { version: phase.version + 1, edited_by_user_id: user.id, edited_at: ago(0) };
      return ok(change(spec, phase, { ...edited, output_markdown, status: 'draft', note: null }));
    }),
    'POST /specs/:id/phases/:phase/approve': withPhase((spec, phase) =>
      ok({
        ...change(spec, phase, { status: 'approved', note: null }),
        ...(phase.status === 'rejected' ? { notice: 'The text is unchanged since it was sent back.' } : {}),
      }),
    ),
    'POST /specs/:id/phases/:phase/reject': withPhase((spec, phase, { body }) => {
      const note = body['note'] === undefined ? null : String(body['note']);
      return note === 'not to be stored' ? notStored : ok(change(spec, phase, { status: 'rejected', note }));
    }),
    ...versionAnswers(withPhase, textsOf),
  };
}

type WithPhase = (answer: (spec: Spec, phase: SpecPhase, call: Call) => Reply) => (call: Call) => Reply;

const versionAnswers = (
  withPhase: WithPhase,
  textsOf: (id: string, phase: SpecPhaseName) => readonly string[],
): Answers => ({
  'GET /specs/:id/phases/:phase/versions': withPhase((spec, { phase }) =>
    page(
      textsOf(spec.id, phase)
        .map((text, index) => ({
          ...{ version: index + 1, chars: text.length, edited_by_user_id: user.id, edited_at: ago(600) },
        }))
        .toReversed(),
    ),
  ),
  'GET /specs/:id/phases/:phase/versions/:version': withPhase((spec, { phase }, { path }) => {
    const version = Number(path.split('/').at(-1));
    const output_markdown = textsOf(spec.id, phase)[version - 1];
    if (output_markdown === undefined) return unknown;
    const edited = { edited_by_user_id: user.id, edited_at: ago(600) };
    return ok({ version, chars: output_markdown.length, output_markdown, ...edited });
  }),
});
