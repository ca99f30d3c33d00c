import type { StateVersion } from '@overmind/contracts/entities/state';
import { parseState, serializeState } from '@overmind/domain/state/serialize';
import { ago, uuid } from '../fixtures/ids.ts';
import { newestVersion, stateVersion } from '../fixtures/state.ts';
import type { Feed } from '../socket.ts';
import { type Answers, type Call, made, ok, page, problem, unknown } from './answer.ts';
import { changesBetween, unifiedPatch } from './differ.ts';

const pageSize = 20;
const lineOf = ({ content: _, ...line }: StateVersion) => line;

/** The state document and its history; edits and rollbacks make versions that live as long as the process. */
export function stateAnswers(feed: Feed): Answers {
  const versions = Array.from({ length: newestVersion }, (_, index) => stateVersion(index + 1));
  const find = (number: number) => versions[number - 1];
  const latest = () => versions.at(-1) as StateVersion;
  const add = (content: string, kind: StateVersion['kind'], reason: unknown): StateVersion => {
    const version: StateVersion = {
      ...latest(),
      ...{ id: uuid(9, versions.length + 1), version: versions.length + 1, content, kind },
      reason: typeof reason === 'string' ? reason : 'Notes changed',
      ...{ author: 'Ada Lovelace', created_at: new Date().toISOString() },
    };
    versions.push(version);
    feed.event('project.state.updated', version.id, lineOf(version));
    return version;
  };
  const numberIn = ({ path }: Call) => Number(/\/state\/(\d+)/.exec(path)?.[1]);
  return {
    'GET /projects/:id/state': ({ query }) => {
      const from = Number(query.get('cursor') ?? versions.length);
      const items = versions.slice(Math.max(0, from - pageSize), from).reverse();
      return page(items.map(lineOf), from > pageSize ? String(from - pageSize) : null);
    },
    'GET /projects/:id/state/latest': () => ok(latest()),
    'GET /projects/:id/state/copy': () =>
      ok({
        ...{ status: 'in_step', version: versions.length, head: 'c0ffee51a9bd77e2', problem: null },
        checked_at: ago(30),
      }),
    'GET /projects/:id/state/diff': ({ query }) => {
      const [from, to] = [find(Number(query.get('from'))), find(Number(query.get('to')))];
      if (from === undefined || to === undefined) return unknown;
      const [before, after] = [parseState(from.content, 'yaml'), parseState(to.content, 'yaml')];
      return ok({
        from: lineOf(from),
        to: lineOf(to),
        changes: changesBetween(before, after),
        patch: unifiedPatch(from.content, to.content),
      });
    },
    'GET /projects/:id/state/:version': (call) => {
      const found = find(numberIn(call));
      return found === undefined ? unknown : ok(found);
    },
    'GET /projects/:id/state/:version/blame': (call) => {
      const found = find(numberIn(call));
      return found === undefined ? unknown : ok(blame(versions.slice(0, found.version)));
    },
    'POST /projects/:id/state': ({ body }) => {
      const content = String(body['content']);
      const { notes } = parseState(content, 'yaml');
      if (notes.includes('refuse'))
        return problem(409, 'rule_violated', 'Only notes can be edited; one other field differs.', {
          rule: 'state.generated_section',
          errors: [{ pointer: '/summary/progress/done', detail: 'The stored value is 3.' }],
        });
      if (notes.includes('conflict') && body['base_version'] === newestVersion) {
        const theirs = { ...parseState(latest().content, 'yaml'), notes: 'Grace was faster.\n' };
        add(serializeState(theirs, 'yaml'), 'edited', 'By Grace');
        return problem(409, 'rule_violated', 'Someone changed the same lines of the notes.', {
          rule: 'state.notes_conflict',
        });
      }
      return made(add(content, 'edited', body['reason']));
    },
    'POST /projects/:id/state/rollback': ({ body }) => {
      const old = find(Number(body['version']));
      if (old === undefined) return unknown;
      const { notes } = parseState(old.content, 'yaml');
      const document = { ...parseState(latest().content, 'yaml'), notes };
      return made(
        add(serializeState(document, 'yaml'), 'rolled_back', body['reason'] ?? `Back to v${old.version}`),
      );
    },
  };
}

function blame(history: readonly StateVersion[]) {
  const newest = history.at(-1) as StateVersion;
  const linesOf = ({ content }: StateVersion) => content.replace(/\n$/, '').split('\n');
  const known = history.map((version) => new Set(linesOf(version)));
  const origin = (line: string): StateVersion => {
    let at = history.length - 1;
    while (at > 0 && known[at - 1]?.has(line) === true) at -= 1;
    return history[at] ?? newest;
  };
  const lines = linesOf(newest).map((text) => {
    const { version, author, reason, created_at } = origin(text);
    return { text, version, author, reason, created_at };
  });
  return { version: newest.version, lines, is_partial: false };
}
