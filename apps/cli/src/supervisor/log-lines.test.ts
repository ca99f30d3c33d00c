import { expect, it } from 'vitest';
import { coloursFor } from '../terminal/colour.ts';
import { formatChildLine } from './log-lines.ts';

const plain = coloursFor({ isTTY: false }, {});
const format = (line: string, minLevel = 'warn', hasStarted = true): string | null =>
  formatChildLine({ name: 'server', line, minLevel, hasStarted }, plain);
const pino = (level: number, rest: object): string =>
  JSON.stringify({ level, time: 1, pid: 2, hostname: 'vm', ...rest });

it('shows why a program cannot start as it is, and what it prints later under its name', () => {
  expect(format('Port 3000 is taken.', 'warn', false)).toBe('Port 3000 is taken.');
  expect(format('Segmentation fault')).toBe('server │ Segmentation fault');
  expect(format('{"cut off')).toBe('server │ {"cut off');
});

it("puts the server's and the runner's entries in words, under the program's name", () => {
  expect(format(pino(40, { msg: 'slow', ms: 9 }))).toBe('server │ warn: slow {"ms":9}');
  const runner = JSON.stringify({ time: 'now', level: 'error', message: 'gone' });
  expect(formatChildLine({ name: 'runner', line: runner, minLevel: 'warn', hasStarted: true }, plain)).toBe(
    'runner │ error: gone',
  );
});

it('leaves out what is below the level', () => {
  expect(format(pino(30, { msg: 'ready' }))).toBeNull();
  expect(format(pino(30, { msg: 'ready' }), 'info')).toBe('server │ info: ready');
});

it("gives an error's stack, and of a warning only the words", () => {
  const err = { message: 'broke', stack: 'Error: broke\n    at here', client: { secretKey: 1 } };
  expect(format(pino(40, { msg: 'lost', err }))).toBe('server │ warn: lost {"error":"broke"}');
  expect(format(pino(50, { msg: 'lost', err }))?.split('\n')).toEqual([
    'server │ error: lost {"error":"broke"}',
    'server │ Error: broke',
    'server │     at here',
  ]);
});
