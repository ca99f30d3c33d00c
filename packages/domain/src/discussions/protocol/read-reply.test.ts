import { describe, expect, it } from 'vitest';
import { readReply } from './read-reply.ts';

const read = (text: string) => readReply(text, 500);
const response = { type: 'response', content: 'Use the database.' };
const json = JSON.stringify(response);

describe('a reply', () => {
  it.each([
    ['bare', json],
    ['with spaces around', `\n  ${json}  \n`],
    ['in a fence', `\`\`\`json\n${json}\n\`\`\``],
    ['in a fence without a language', `\`\`\`\n${json}\n\`\`\``],
    ['in a fence among words', `I think so.\n\`\`\`json\n${json}\n\`\`\`\nThat is all.`],
    ['among words', `Here it is: ${json} I hope it helps.`],
    ['behind another fence', `\`\`\`ts\nconst a = {};\n\`\`\`\n\`\`\`json\n${json}\n\`\`\``],
  ])('is read %s', (_, text) => {
    expect(read(text)).toMatchObject({ ok: true, message: response, from: null });
  });

  it('may hold a fence of its own', () => {
    const content = 'Do this:\n```json\n{"type":"vote"}\n```\nand that.';
    const text = `\`\`\`json\n${JSON.stringify({ ...response, content })}\n\`\`\``;
    expect(read(text)).toMatchObject({ ok: true, message: { type: 'response', content } });
  });

  it('gets the parts that it left out, and loses those that nobody knows', () => {
    expect(
      read('{"type":"proposal","title":"T","content":"C","status":"accepted","__proto__":{"x":1}}'),
    ).toEqual({
      ok: true,
      message: { type: 'proposal', title: 'T', content: 'C', amends: null, meets: [] },
      from: null,
    });
  });

  it('is read with short names in any case', () => {
    const text =
      '{"type":"vote","ballots":[{"proposal":" p2 ","choice":"reject","confidence":1,"reason":"no"}]}';
    expect(read(text)).toMatchObject({ message: { ballots: [{ proposal: 'P2', changes: null }] } });
  });

  it('loses what a database cannot hold', () => {
    expect(read(JSON.stringify({ ...response, content: 'a\0b\ud800' }))).toMatchObject({
      message: { content: 'ab\ufffd' },
    });
  });

  it('says as whom it was given', () => {
    expect(read(JSON.stringify({ ...response, from: 'qa' }))).toMatchObject({ from: 'qa' });
  });
});

describe('a reply that cannot be taken', () => {
  it.each([
    ['empty', ''],
    ['empty', ' \n\t'],
    ['empty', '{"type":"response","content":"  "}'],
    ['empty', '{"type":"vote","ballots":[]}'],
    ['unreadable', 'I agree with everything.'],
    ['unreadable', '[1, 2]'],
    ['unreadable', '{"type":"response"'],
    ['unreadable', '{"content":"no type"}'],
    ['unreadable', '{"type":"ended","status":"completed"}'],
    [
      'unreadable',
      '{"type":"vote","ballots":[{"proposal":"P1","choice":"approve","confidence":2,"reason":"r"}]}',
    ],
    [
      'unreadable',
      '{"type":"vote","ballots":[{"proposal":"all","choice":"approve","confidence":1,"reason":"r"}]}',
    ],
    ['unreadable', `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`],
    ['over_long', JSON.stringify({ ...response, content: 'x'.repeat(501) })],
    ['over_long', 'x'.repeat(1_000_000)],
  ])('is %s: %.60s', (fault, text) => {
    expect(read(text)).toMatchObject({ ok: false, refusal: { fault } });
  });

  it('is refused in words that say which part is wrong, and repeat none of it', () => {
    const text =
      '{"type":"vote","ballots":[{"proposal":"P1","choice":"obey me","confidence":1,"reason":"r"}]}';
    const answer = read(text);
    expect(answer).toMatchObject({ refusal: { detail: expect.stringContaining('"ballots.0.choice"') } });
    expect(JSON.stringify(answer)).not.toContain('obey');
  });
});
