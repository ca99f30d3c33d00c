import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { Searched } from './test-support/searched.ts';

let on: TestCore;
let place: Searched;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  place = await Searched.open(on);
});

it.each([
  ['Cyrillic', 'Пора исправить страницу входа', ['страниц', 'ИСПРАВИТЬ', '"исправить страницу"', 'вх']],
  ['umlauts', 'Die Größe der Straße prüfen', ['größ', 'GRÖSSE', 'strasse', 'pru\u0308fen', '"der straße"']],
  ['Turkish', 'İstanbul ışıkları KAPI', ['istanbul', 'İSTAN', 'IŞIK', 'ışık', 'kapı']],
  ['Greek', 'Η σελίδα εισόδου', ['ΣΕΛΊΔΑ', 'λίδ']],
  ['Japanese', 'ログイン画面を直してください', ['画面', '画', 'ログイン', '直して']],
  ['Chinese', '请修复登录页面', ['登录', '页', '"登录页面"']],
  ['Korean', '로그인 페이지를 고쳐 주세요', ['페이지', '로그', '고']],
])('finds words and parts of words in %s, however they are typed', async (_script, text, queries) => {
  const { id } = await place.say(text);
  await place.say('something else');
  const misses: string[] = [];
  for (const q of queries) if ((await place.idsOf(q)).join() !== id) misses.push(q);
  expect(misses).toEqual([]);
});

it('looks words of other letters up in the index as those of ASCII', async () => {
  const { rows } = await on.database.pool.query(
    `select q, cardinality(show_trgm(search_letters(search_folded(q)))) > 1 as has_trigrams
     from unnest(array['привет', 'größe', 'ışık', '日', 'ログ', '안녕', 'שלום', 'cart']) q`,
  );
  expect(rows.filter((row) => !row.has_trigrams)).toEqual([]);
});
