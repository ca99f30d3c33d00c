import { command } from '../fixtures/ids.ts';
import { type Answers, ok } from './answer.ts';

/** The folders that the mock's runners offer. */
export function placeAnswers(): Answers {
  const folder = (name: string, path: string, isRepository: boolean) => ({
    name,
    path,
    is_repository: isRepository,
  });
  return {
    'GET /repositories/folders': ({ query }) => {
      const path = query.get('path');
      if (path === null) return ok({ path, entries: [folder('code', '/home/ada/code', false)], runners: 1 });
      return ok({
        path,
        runners: 1,
        entries: ['shop', 'billing', 'notes'].map((name) =>
          folder(name, `/home/ada/code/${name}`, name !== 'notes'),
        ),
      });
    },
    'POST /repositories/inspect': ({ body }) => {
      const path = String(body['path']);
      if (!path.startsWith('/home/ada/code/'))
        return ok({ ok: false, reason: 'outside_roots', detail: 'No runner allows this folder.' });
      const detected = {
        test: [command('unit', 'npm', 'test')],
        lint: [command('lint', 'npm', 'run', 'lint')],
        build: [],
        format: [],
      };
      return ok({
        ok: true,
        repo_path: path,
        name: path.split('/').at(-1),
        has_git: true,
        default_branch: 'main',
        detected,
      });
    },
  };
}
