import { describe, expect, it } from 'vitest';
import { askPermission, permissionChoices, readVerdict, tellPermission } from './permission.ts';

const id = '0199c0de-0000-7000-8000-0000a1b2c3d4';

describe('what a person says to a request for leave', () => {
  it.each([
    ...['1', 'yes', 'Yes!', 'allow it', 'Allow', 'okay, allow that', 'go ahead', 'the first', 'do it'],
    ...['sure', 'permit it please', 'yes, allow it', 'Allowed.'],
  ])('"%s" allows', (text) => {
    expect(readVerdict(text)).toMatchObject({ verdict: 'allow', key: null });
  });

  it.each([
    ...['2', 'no', "no, don't", 'Deny', 'deny it', 'do not allow it', "don't allow that", 'No.', 'never'],
    ...['nope', 'please don’t', 'refuse it', "don't do it", 'the second', "no, don't allow it", 'Denied.'],
  ])('"%s" denies', (text) => {
    expect(readVerdict(text)).toMatchObject({ verdict: 'deny', key: null });
  });

  it.each([
    ...['what is running?', 'approve SHOP-3', 'reject SHOP-3', 'run the tests', 'do not forget the docs'],
    ...['allow users to reset their password', 'deny access to /admin for guests', 'why does it ask?'],
    ...[
      'yes and run the tests',
      'not yet sure about the second',
      'cancel SHOP-4',
      '',
      'thanks a lot',
      'is it allowed?',
      'not allowed by the linter',
    ],
    ...['x'.repeat(10_000)],
  ])('"%s" is no answer', (text) => {
    expect(readVerdict(text)).toBeNull();
  });

  it('a task may be named, and the request too', () => {
    expect(readVerdict('allow shop-12')).toEqual({
      ...{ verdict: 'allow', key: 'SHOP-12', ending: null, isBare: false },
    });
    for (const [verdict, choice] of [
      ['allow', 0],
      ['deny', 1],
    ] as const)
      expect(readVerdict(permissionChoices('SHOP-12', id)[choice]?.say ?? '')).toEqual({
        ...{ verdict, key: 'SHOP-12', ending: 'a1b2c3d4', isBare: false },
      });
  });
});

describe('the question', () => {
  it('shows the words of the agent as code, whatever they are', () => {
    const asked = askPermission('SHOP-1', {
      ...{ id, title: '`rm` **now**', detail: '```\n[click](javascript:x)\n```' },
    });
    expect(asked).toBe(
      [
        '**SHOP-1** asks for leave: `` `rm` **now** ``',
        '````\n```\n[click](javascript:x)\n```\n````',
        '1. Allow\n2. Deny',
      ].join('\n\n'),
    );
    expect(
      tellPermission({
        kind: 'permission',
        key: 'SHOP-1',
        title: 'npm ci',
        verdict: 'deny',
        isRepeat: false,
      }),
    ).toBe('Denied for **SHOP-1**: ` npm ci `');
  });

  it('is as long as it may be', () => {
    expect(
      askPermission('SHOP-1', { id, title: 'x'.repeat(2_000), detail: 'y'.repeat(20_000) }).length,
    ).toBeLessThan(2_000);
  });
});
