import { expect, it } from 'vitest';
import { hasDesktop } from './browser.ts';

it.each([
  [{}, 'darwin', true, true],
  [{}, 'win32', true, true],
  [{}, 'linux', true, false],
  [{ DISPLAY: ':0' }, 'linux', true, true],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true, true],
  [{ DISPLAY: ':0' }, 'linux', false, false],
  [{ DISPLAY: ':0', CI: 'true' }, 'linux', true, false],
  [{ SSH_CONNECTION: '1 2 3 4' }, 'darwin', true, false],
] as const)(
  'with %j on %s, at a terminal: %s, there is a desktop: %s',
  (env, platform, isTerminal, expected) => {
    expect(hasDesktop(env, platform, isTerminal)).toBe(expected);
  },
);
