import type { Snapshot } from '@overmind/contracts/routes/projects';
import { command } from '../fixtures/ids.ts';
import { type Answers, made, ok, page } from './answer.ts';

/** The mock's runners and the folders that they offer. */
export function placeAnswers(view: Snapshot): Answers {
  const folder = (name: string, path: string, isRepository: boolean) => ({
    name,
    path,
    is_repository: isRepository,
  });
  return {
    'GET /runners': () => page(view.runners),
    'POST /runners': () => made({ runner: view.runners[0], token: `ovr_${'y'.repeat(43)}` }),
    'GET /repositories/folders': ({ query }) => {
      const path = query.get('path');
      if (path === null) return ok({ path, entries: [folder('code', '/home/ada/code', false)] });
      return ok({
        path,
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
        default_branch: 'main',
        detected,
      });
    },
  };
}
