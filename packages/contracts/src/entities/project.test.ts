import { describe, expect, it } from 'vitest';
import { ProjectPatch, ProjectSettings } from './project.ts';

describe('the settings of a project', () => {
  it('stay valid where they were stored before voices had rules', () => {
    const { voice, ...before } = ProjectSettings.parse({ auto_accept: ['doc'] });
    expect(ProjectSettings.parse(before)).toEqual({ ...before, voice });
    expect(voice).toEqual({
      ...{ recognition: true, synthesis: true, voice: null, language: null, mode: 'push_to_talk' },
    });
  });

  it.each([
    ['a mode that is none', { mode: 'always' }],
    ['a language that is empty', { language: ' ' }],
    ['what is not known', { volume: 11 }],
  ])('refuse %s of the voice', (_what, voice) => {
    expect(ProjectPatch.safeParse({ settings: { voice } }).success).toBe(false);
  });

  it('that a change leaves out are left as they are', () => {
    expect(ProjectPatch.parse({ settings: { concurrency: 2 } })).toEqual({ settings: { concurrency: 2 } });
  });
});
