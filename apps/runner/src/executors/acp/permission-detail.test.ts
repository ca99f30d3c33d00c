import { expect, test } from 'vitest';
import { ToolUpdate } from '../../transcript/read-update.ts';
import { permissionDetail } from './permission-detail.ts';

const relative = (path: string): string => path.replace(/^\/repo\//, '');
const detail = (update: object, input = ''): string =>
  permissionDetail(ToolUpdate.parse({ toolCallId: 'a', ...update }), input, relative);

test('a command stands there as it will run', () => {
  expect(detail({}, '{"command":["bash","-lc","rm -r dist"],"description":"Tidy up"}')).toBe(
    'bash -lc "rm -r dist"',
  );
  expect(detail({}, '{"command":"npm test","timeout":5}')).toBe('npm test\n\n{\n  "timeout": 5\n}');
});

test('a change is shown with its path, once', () => {
  const content = [{ type: 'diff', path: '/repo/src/a.js', oldText: 'a\n', newText: 'b\n' }];
  const shown = detail({ content }, '{"filePath":"/repo/src/a.js","newString":"b"}');
  expect(shown.split('\n')[0]).toBe('src/a.js');
  expect(shown).toContain('-a\n+b');
  expect(shown).not.toContain('newString');
});

test('other arguments are laid out, and what is no JSON stays as it is', () => {
  expect(detail({}, '{"url":"https://example.org"}')).toBe('{\n  "url": "https://example.org"\n}');
  expect(detail({}, '{"url":"https://exa…')).toBe('{"url":"https://exa…');
});
