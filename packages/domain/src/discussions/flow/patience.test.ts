import { expect, it } from 'vitest';
import { asked, openLog, persons, reply, said } from '../test-support/driver.ts';
import { mayWait } from './patience.ts';

const three = () => openLog({ speakers: persons.slice(0, 3) });
const [first = '', second = '', third = ''] = persons.map(({ key }) => key);
const clear = said({ type: 'response', content: 'Clear.' });
const waiting = (log: ReturnType<typeof openLog>) => {
  const turns = asked(log);
  return turns.filter((turn) => mayWait(log.state, turn)).map(({ speaker }) => speaker);
};

it('lets turns wait while nobody was waited for in vain', () => {
  const log = three();
  expect(waiting(log)).toEqual([first, second, third]);
  reply(log, { [first]: clear, [second]: 'no JSON' });
  expect(waiting(log)).toEqual([second, third]);
});

it('lets a turn wait once, and nobody after one that had no reply at all', () => {
  const log = three();
  reply(log, { [first]: null });
  expect(waiting(log)).toEqual([second, third]);
  reply(log, { [first]: null });
  expect(waiting(log)).toEqual([]);
});

it('lets others wait once somebody spoke again, and not who was silent', () => {
  const log = three();
  reply(log, { [first]: null });
  reply(log, { [first]: null });
  reply(log, { [second]: clear, [third]: clear });
  expect(asked(log).map(({ purpose }) => purpose)).toEqual(['explore', 'explore', 'explore']);
  expect(waiting(log)).toEqual([second, third]);
});
