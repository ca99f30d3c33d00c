import { expect, it } from 'vitest';
import { asked, openLog, reply, said } from '../test-support/driver.ts';
import { mergeQuestions, surplusQuestions } from './merge-questions.ts';

const by = (speaker: string, question: string) => ({ by: [speaker], question });

it.each([
  ['English', 'How many users sign in?', 'How many users sign in at once?'],
  ['Russian', 'Сколько пользователей входит?', 'Сколько пользователей входит сразу?'],
  ['Chinese', '有多少用户同时登录？', '有多少用户登录？'],
  ['Japanese', '何人のユーザーがログインしますか', '何人のユーザーがログインしますか？'],
])('asks the same once, in %s', (_language, one, other) => {
  expect(mergeQuestions([by('a', one), by('b', other)])).toEqual([{ by: ['a', 'b'], question: one }]);
});

it.each([
  ['English', 'How many users sign in?', 'Which browser is the oldest?'],
  ['Chinese', '有多少用户登录？', '哪个浏览器最旧？'],
])('asks what is not the same each for itself, in %s', (_language, one, other) => {
  expect(mergeQuestions([by('a', one), by('b', other)])).toHaveLength(2);
});

const questions = Array.from({ length: 15 }, (_, at) => `What of word${at} and thing${at}?`);

it('asks twelve at once, and knows which found no room', () => {
  const all = questions.map((question) => by('a', question));
  expect(mergeQuestions(all).map(({ question }) => question)).toEqual(questions.slice(0, 12));
  expect(surplusQuestions(all).map(({ question }) => question)).toEqual(questions.slice(12));
});

it('notes what a person was not asked, and by whom it was wanted', () => {
  const log = openLog();
  const speakers = asked(log).map(({ speaker }) => speaker);
  for (const [at, speaker] of speakers.slice(0, 3).entries())
    reply(log, {
      [speaker]: said({ type: 'question_to_user', questions: questions.slice(at * 5, at * 5 + 5) }),
    });
  for (const speaker of speakers.slice(3))
    reply(log, { [speaker]: said({ type: 'response', content: `Clear to ${speaker}` }) });
  expect(asked(log)).toEqual([]);
  expect(log.state.user.waitingFor).toHaveLength(12);
  expect(log.state.notes).toMatchObject(
    questions.slice(12).map((detail) => ({ by: speakers[2], kind: 'not_asked', detail })),
  );
});
