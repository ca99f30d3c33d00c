import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { listDiscussions, listSimilar } from './list.ts';
import { openRoom } from './test-support/room.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
  made = await makeProject(on.core);
  for (const goals of Object.values(pairs))
    for (const goal of goals) ids.set(goal, (await openRoom(on, { goal }, made)).id);
});
afterAll(() => on.stop());

/** Two goals of one matter in each script. */
const pairs = {
  English: ['Choose where sessions are stored', 'Choose how sessions are stored'],
  Russian: ['Выбрать, где хранить сессии пользователей', 'Решить, как хранить сессии пользователей'],
  Chinese: ['选择用户会话的存储位置', '选择用户会话的存储方式'],
  Japanese: ['セッションの保存先を選ぶ', 'セッションの保存方法を選ぶ'],
  Korean: ['사용자 세션을 어디에 저장할지 정하기', '사용자 세션을 어떻게 저장할지 정하기'],
  German: ['Größe der Schaltflächen für Straßen wählen', 'GRÖSSE DER SCHALTFLÄCHEN FÜR WEGE WÄHLEN'],
  Arabic: ['اختيار مكان حفظ جلسات المستخدمين', 'اختيار طريقة حفظ جلسات المستخدمين'],
} as const;
const ids = new Map<string, string>();

describe('discussions in any script', () => {
  it.each(Object.entries(pairs))(
    'are known to be alike by their goals, in %s',
    async (_script, [one, other]) => {
      const [first, ...others] = await listSimilar(on.core, ids.get(one) ?? '', 5);
      expect(first?.discussion.id).toBe(ids.get(other));
      expect(first?.likeness).toBeGreaterThan(0.3);
      for (const { likeness } of others) expect(likeness).toBeLessThan(first?.likeness ?? 0);
    },
  );

  it.each([
    ['сессии', pairs.Russian],
    ['ПОЛЬЗОВАТЕЛЕЙ хранить', pairs.Russian],
    ['会话', pairs.Chinese],
    ['"用户会话的存储"', pairs.Chinese],
    ['セッション', pairs.Japanese],
    ['세션', pairs.Korean],
    ['GRÖSSE', pairs.German],
    ['schaltfla\u0308chen', pairs.German],
    ['جلسات', pairs.Arabic],
  ])('are found by %s', async (q, goals) => {
    const { items } = await listDiscussions(on.core, made.project.id, { limit: 50, archived: 'false', q });
    expect(items.map(({ goal }) => goal).sort()).toEqual([...goals].sort());
    for (const { found } of items) expect(found?.snippet.matches.length).toBeGreaterThan(0);
  });
});
