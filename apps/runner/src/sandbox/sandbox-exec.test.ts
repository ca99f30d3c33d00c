import { expect, it } from 'vitest';
import { profileOf } from './sandbox-exec.ts';

it('writes the view down in its order, so that what is shown inside a hidden folder stays readable', () => {
  const profile = profileOf({
    network: 'cut',
    mounts: [
      { kind: 'hide', path: '/Users/ann', isFolder: true },
      { kind: 'read', path: '/Users/ann/.nvm', from: '/Users/ann/.nvm' },
      { kind: 'write', path: '/Users/ann/it\'s "here"' },
    ],
  });
  expect(profile.split('\n').slice(-5)).toEqual([
    '(deny network*)',
    '(deny file-read* file-write* (subpath "/Users/ann"))',
    '(allow file-read* (subpath "/Users/ann/.nvm"))',
    '(deny file-write* (subpath "/Users/ann/.nvm"))',
    '(allow file-read* file-write* (subpath "/Users/ann/it\'s \\"here\\""))',
  ]);
  expect(profile).toContain('(deny file-write*)');
});
